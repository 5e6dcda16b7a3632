package io.portprobe.examples.portqry;

import io.portprobe.Transport;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The questions of a run, in the order of their answers: port by port, TCP before UDP. */
final class Plan implements Iterable<Question> {
  /** Services that go by another name than the protocol that they speak. */
  private static final Map<String, String> SPOKEN_BY_SERVICE =
      Map.of("domain", "dns", "epmap", "msrpc", "netbios-ns", "netbios", "msft-gc", "ldap");

  private final Request request;
  private final ServiceNames bundled;
  private final Optional<ServiceNames> own;

  Plan(Request request, ServiceNames bundled, Optional<ServiceNames> own) {
    this.request = request;
    this.bundled = bundled;
    this.own = own;
  }

  /** How many questions there are. */
  int size() {
    return request.ports().numbers().size() * request.transports().size();
  }

  @Override
  public Iterator<Question> iterator() {
    return request.ports().numbers().stream().flatMap(this::questions).iterator();
  }

  private Stream<Question> questions(int port) {
    return request.transports().stream().map(transport -> question(transport, port));
  }

  private Question question(Transport transport, int port) {
    Optional<String> named = own.flatMap(names -> names.name(transport, port));
    return new Question(
        transport,
        port,
        named.or(() -> bundled.name(transport, port)),
        named.map(Plan::protocolOf),
        !request.ports().range());
  }

  private static String protocolOf(String service) {
    String name = service.toLowerCase(Locale.ROOT);
    return SPOKEN_BY_SERVICE.getOrDefault(name, name);
  }
}
