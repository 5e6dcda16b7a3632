package io.portprobe.testing.junit;

import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;
import io.portprobe.Transport;
import io.portprobe.text.HostSyntax;
import io.portprobe.text.SafeText;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A port and an optional protocol as text: {@code db:5432}, {@code udp://ns1:53}, {@code
 * ldap://dc01:389}, {@code dns+udp://ns1:53}.
 *
 * @param tcp the endpoint for TCP
 * @param transport the transport if the text names it
 * @param protocol the protocol in lower case if the text names it
 */
record PortNotation(Endpoint tcp, Optional<Transport> transport, Optional<String> protocol) {
  private static final Pattern SCHEME =
      Pattern.compile("(?:([a-zA-Z0-9-]{1,32})(?:\\+(tcp|udp))?://)?(.*)", Pattern.DOTALL);

  /**
   * Parses a text.
   *
   * @throws IllegalArgumentException if the text has another form; the message contains the text
   */
  static PortNotation parse(String text) {
    Matcher matcher = SCHEME.matcher(text);
    if (!matcher.matches() || matcher.group(3).contains("://")) {
      throw new IllegalArgumentException(
          "port: "
              + SafeText.quote(text)
              + " (expected: [tcp://|udp://|PROTOCOL://|PROTOCOL+udp://]HOST:PORT)");
    }
    @Nullable String scheme = matcher.group(1);
    String name = scheme == null ? "tcp" : scheme.toLowerCase(Locale.ROOT);
    boolean bare = name.equals("tcp") || name.equals("udp");
    if (bare && matcher.group(2) != null) {
      throw new IllegalArgumentException(
          "port: " + SafeText.quote(text) + " (expected: a protocol name before the +)");
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
      throw new IllegalArgumentException(
          "port: " + SafeText.quote(text) + ": " + e.getMessage(), e);
    }
  }

  private static Transport transport(String label) {
    return label.equals("udp") ? Transport.UDP : Transport.TCP;
  }

  /**
   * Returns the endpoint. If the text names no transport, it is TCP if the client supports the
   * protocol over TCP, otherwise UDP.
   *
   * @throws IllegalArgumentException if the client has no such protocol for the transport
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
      } catch (IllegalArgumentException notOverUdp) {
        IllegalArgumentException unknown =
            new IllegalArgumentException(
                "port: "
                    + SafeText.quote(
                        protocol.get() + "://" + HostSyntax.withPort(tcp.host(), tcp.port()))
                    + ": no such protocol over TCP, and none over UDP (expected: tcp://HOST:PORT or"
                    + " udp://HOST:PORT to require a listening port, or a protocol that the client"
                    + " knows): "
                    + notOverTcp.getMessage()
                    + "; "
                    + notOverUdp.getMessage());
        unknown.addSuppressed(notOverTcp);
        unknown.addSuppressed(notOverUdp);
        throw unknown;
      }
    }
  }

  private static Endpoint speaking(ProbeClient client, Endpoint endpoint, String protocol) {
    return client.probe(endpoint).as(protocol).endpoint();
  }
}
