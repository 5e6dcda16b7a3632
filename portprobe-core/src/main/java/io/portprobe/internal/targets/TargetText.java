package io.portprobe.internal.targets;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.Transport;
import io.portprobe.text.PortNotation;
import io.portprobe.text.SafeText;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Probes of ports that are written as text or as a URI. */
public final class TargetText {
  private TargetText() {}

  /**
   * Returns the probe of a port, which speaks the protocol if the text names one. If the text names
   * no transport, it is TCP if the client supports the protocol over TCP, otherwise UDP.
   *
   * @throws IllegalArgumentException if the text has another form, or the client has no such
   *     protocol for the transport
   */
  public static PortProbe probe(ProbeClient client, String text) {
    PortNotation port = PortNotation.parse(text);
    Optional<PortNotation.Spoken> spoken = port.spoken(client.protocols());
    if (spoken.isEmpty()) {
      return bare(client, port, transport(port).orElse(Transport.TCP));
    }
    if (transport(port).isPresent()) {
      return speaking(client, port, transport(port).get(), spoken.get());
    }
    try {
      return speaking(client, port, Transport.TCP, spoken.get());
    } catch (IllegalArgumentException notOverTcp) {
      try {
        return speaking(client, port, Transport.UDP, spoken.get());
      } catch (IllegalArgumentException notOverUdp) {
        throw unknown(text, notOverTcp, notOverUdp);
      }
    }
  }

  private static Optional<Transport> transport(PortNotation port) {
    return port.over()
        .map(over -> Transport.valueOf(over.substring(0, 3).toUpperCase(Locale.ROOT)));
  }

  private static PortProbe bare(ProbeClient client, PortNotation port, Transport transport) {
    PortProbe probe = client.probe(new Endpoint(transport, port.host(), port.port()));
    return switch (port.over().map(over -> over.substring(3)).orElse("")) {
      case "4" -> probe.addresses(AddressSelection.IPV4);
      case "6" -> probe.addresses(AddressSelection.IPV6);
      default -> probe;
    };
  }

  private static PortProbe speaking(
      ProbeClient client, PortNotation port, Transport transport, PortNotation.Spoken spoken) {
    PortProbe probe = bare(client, port, transport).as(spoken.protocol());
    if (spoken.tls() && transport == Transport.UDP) {
      throw new IllegalArgumentException(
          "port: " + SafeText.quote(port.toString()) + " (expected: TLS over TCP)");
    }
    return spoken.tls() ? probe.tls() : probe;
  }

  private static IllegalArgumentException unknown(
      String text, IllegalArgumentException notOverTcp, IllegalArgumentException notOverUdp) {
    IllegalArgumentException unknown =
        new IllegalArgumentException(
            "port: "
                + SafeText.quote(text)
                + ": no such protocol over TCP, and none over UDP (expected: tcp://HOST:PORT or"
                + " udp://HOST:PORT to require a listening port, or a protocol that the client"
                + " knows): "
                + notOverTcp.getMessage()
                + "; "
                + notOverUdp.getMessage());
    unknown.addSuppressed(notOverTcp);
    unknown.addSuppressed(notOverUdp);
    return unknown;
  }

  /**
   * Returns the probe of the port in a URI. Only scheme, host and port are read. The scheme selects
   * the transport, or the protocol if the client knows it; another scheme means TCP. The port of a
   * URI without one is that of the service of this name.
   *
   * @throws IllegalArgumentException if the URI has no scheme, no host, or neither a port nor a
   *     scheme that implies one
   */
  public static PortProbe probe(ProbeClient client, URI uri) {
    Objects.requireNonNull(client, "client");
    String scheme = uri.getScheme();
    if (scheme == null || uri.getHost() == null) {
      throw notATarget(uri, "SCHEME://HOST[:PORT]");
    }
    String name = scheme.toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : defaultPort(name);
    if (port < 1 || port > 65_535) {
      throw notATarget(
          uri, uri.getPort() >= 0 ? "port 1-65535" : "a port, or a scheme that implies one");
    }
    String known =
        new PortNotation(name, Optional.empty(), Optional.of(name), "", port)
            .spoken(client.protocols())
            .map(PortNotation.Spoken::protocol)
            .filter(client.protocols()::contains)
            .map(protocol -> name)
            .orElse(name.matches("(tcp|udp)[46]?") ? name : "tcp");
    return probe(client, known + "://" + uri.getHost() + ":" + port);
  }

  /** Returns the port of the service that a scheme names, or 0. */
  private static int defaultPort(String scheme) {
    String service =
        switch (scheme) {
          case "ws" -> "http"; // RFC 6455 section 3
          case "wss" -> "https";
          default -> scheme;
        };
    int tcp = WellKnownServices.of(Transport.TCP).named(service);
    return tcp > 0 ? tcp : WellKnownServices.of(Transport.UDP).named(service);
  }

  /** The message leaves out user information, which may be a password. */
  private static IllegalArgumentException notATarget(URI uri, String expected) {
    String shown = uri.getScheme() + "://" + uri.getHost();
    return new IllegalArgumentException(
        "uri: " + SafeText.quote(shown) + " (expected: " + expected + ")");
  }
}
