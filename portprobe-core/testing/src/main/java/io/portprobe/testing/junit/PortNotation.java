package io.portprobe.testing.junit;

import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;
import io.portprobe.Transport;
import io.portprobe.text.Quote;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A port, and perhaps what is to be spoken there, in one line: {@code db:5432}, {@code
 * udp://ns1:53}, {@code ldap://dc01:389}, {@code dns+udp://ns1:53}.
 *
 * @param tcp the endpoint if it is over TCP
 * @param transport the transport, if it was named
 * @param protocol what is to be spoken, lower case
 */
record PortNotation(Endpoint tcp, Optional<Transport> transport, Optional<String> protocol) {
  private static final Pattern SCHEME =
      Pattern.compile("(?:([a-zA-Z0-9-]{1,32})(?:\\+(tcp|udp))?://)?(.*)", Pattern.DOTALL);

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if the text has another form; the message names it
   */
  static PortNotation parse(String text) {
    Matcher matcher = SCHEME.matcher(text);
    if (!matcher.matches() || matcher.group(3).contains("://")) {
      throw new IllegalArgumentException(
          "port: "
              + Quote.of(text)
              + " (expected: [tcp://|udp://|PROTOCOL://|PROTOCOL+udp://]HOST:PORT)");
    }
    @Nullable String scheme = matcher.group(1);
    String name = scheme == null ? "tcp" : scheme.toLowerCase(Locale.ROOT);
    boolean bare = name.equals("tcp") || name.equals("udp");
    if (bare && matcher.group(2) != null) {
      throw new IllegalArgumentException(
          "port: " + Quote.of(text) + " (expected: the name of a protocol before the +)");
    }
    return new PortNotation(
        tcp(text, matcher.group(3)),
        Optional.ofNullable(bare ? name : matcher.group(2)).map(PortNotation::transport),
        bare ? Optional.empty() : Optional.of(name));
  }

  private static Endpoint tcp(String text, String hostAndPort) {
    try {
      return Endpoint.parse(hostAndPort);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("port: " + Quote.of(text) + ": " + e.getMessage(), e);
    }
  }

  private static Transport transport(String label) {
    return label.equals("udp") ? Transport.UDP : Transport.TCP;
  }

  /**
   * What is asked about. Where no transport was named: TCP if the client can speak the protocol
   * over it, else UDP.
   *
   * @throws IllegalArgumentException if the client knows no such protocol over that transport
   */
  Endpoint endpoint(ProbeClient client) {
    Endpoint udp = Endpoint.udp(tcp.host(), tcp.port());
    if (protocol.isEmpty()) {
      return transport.orElse(Transport.TCP) == Transport.TCP ? tcp : udp;
    }
    if (transport.isPresent()) {
      return speaking(client, transport.get() == Transport.TCP ? tcp : udp, protocol.get());
    }
    try {
      return speaking(client, tcp, protocol.get());
    } catch (IllegalArgumentException notOverTcp) {
      try {
        return speaking(client, udp, protocol.get());
      } catch (IllegalArgumentException e) {
        e.addSuppressed(notOverTcp);
        throw e;
      }
    }
  }

  private static Endpoint speaking(ProbeClient client, Endpoint endpoint, String protocol) {
    return client.probe(endpoint).as(protocol).endpoint();
  }
}
