package io.portprobe.examples.portqry;

import io.portprobe.Transport;
import io.portprobe.examples.portqry.options.Request;
import io.portprobe.examples.portqry.services.ServiceNames;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The probes of a run in the order of their output: port by port, TCP before UDP. */
final class ProbePlan implements Iterable<PlannedProbe> {
  /** Protocols by service name, where the two differ. */
  private static final Map<String, String> PROTOCOL_BY_SERVICE =
      Map.of("domain", "dns", "epmap", "msrpc", "netbios-ns", "netbios", "msft-gc", "ldap");

  private final Request request;
  private final ServiceNames bundled;
  private final Optional<ServiceNames> own;

  ProbePlan(Request request, ServiceNames bundled, Optional<ServiceNames> own) {
    this.request = request;
    this.bundled = bundled;
    this.own = own;
  }

  /** Returns the number of probes. */
  int size() {
    return request.ports().numbers().size() * request.transports().size();
  }

  @Override
  public Iterator<PlannedProbe> iterator() {
    return request.ports().numbers().stream().flatMap(this::probes).iterator();
  }

  private Stream<PlannedProbe> probes(int port) {
    return request.transports().stream().map(transport -> probe(transport, port));
  }

  private PlannedProbe probe(Transport transport, int port) {
    Optional<String> named = own.flatMap(names -> names.name(transport, port));
    return new PlannedProbe(
        transport,
        port,
        named.or(() -> bundled.name(transport, port)),
        named.map(ProbePlan::protocolOf),
        !request.ports().range());
  }

  private static String protocolOf(String service) {
    String name = service.toLowerCase(Locale.ROOT);
    return PROTOCOL_BY_SERVICE.getOrDefault(name, name);
  }
}
