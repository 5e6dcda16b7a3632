package io.portprobe.internal.targets;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.Transport;
import io.portprobe.spi.Binding;
import io.portprobe.text.PortNotation;
import io.portprobe.text.PortNotation.NamedProtocol;
import io.portprobe.text.SafeText;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Probes and endpoints of ports that are written as text or as a URI. */
public final class TargetText {
  private static final Pattern SCHEME =
      Pattern.compile("[a-z0-9-]{1,32}(\\+(tcp|udp)[46]?)?", Pattern.CASE_INSENSITIVE);
  private static final String ENDPOINT_FORM =
      "[tcp://|udp://]HOST:PORT or PROTOCOL[+tcp|+udp]://HOST[:PORT]";

  private TargetText() {}

  /**
   * Returns the probe of a port, which speaks the protocol if the text names one. If the text names
   * no transport, no TLS or no port, {@link SchemeDefaults} has it.
   *
   * @throws IllegalArgumentException if the text has another form, or the client has no such
   *     protocol for the transport
   */
  public static PortProbe probe(ProbeClient client, String text) {
    PortNotation port = PortNotation.parse(text);
    Optional<NamedProtocol> spoken = port.namedProtocol(client.protocols());
    if (spoken.isEmpty()) {
      return bare(client, port, transport(port).orElse(Transport.TCP), port.port());
    }
    String protocol = spoken.get().protocol();
    if (!client.protocols().contains(protocol)) {
      throw unknown(client, port, protocol);
    }
    return speaking(client, port, spoken.get(), client.bindings(protocol));
  }

  private static Optional<Transport> transport(PortNotation port) {
    return port.over()
        .map(over -> Transport.valueOf(over.substring(0, 3).toUpperCase(Locale.ROOT)));
  }

  private static PortProbe bare(
      ProbeClient client, PortNotation text, Transport transport, int port) {
    PortProbe probe = client.probe(new Endpoint(transport, text.host(), port));
    return switch (text.over().map(over -> over.substring(3)).orElse("")) {
      case "4" -> probe.addresses(AddressSelection.IPV4);
      case "6" -> probe.addresses(AddressSelection.IPV6);
      default -> probe;
    };
  }

  private static PortProbe speaking(
      ProbeClient client, PortNotation text, NamedProtocol spoken, Set<Binding> bindings) {
    Transport transport =
        transport(text).orElseGet(() -> SchemeDefaults.transport(spoken, bindings));
    boolean tls = SchemeDefaults.tls(spoken, transport, bindings);
    if (tls && !supportsTls(transport, bindings)) {
      throw new IllegalArgumentException(
          "port: " + SafeText.quote(text.toString()) + " (expected: TLS over TCP)");
    }
    int port = text.port() > 0 ? text.port() : defaultPort(text, tls, transport, bindings);
    PortProbe probe = bare(client, text, transport, port).as(spoken.protocol());
    return tls ? probe.tls() : probe;
  }

  private static boolean supportsTls(Transport transport, Set<Binding> bindings) {
    return transport == Transport.TCP
        && (bindings.isEmpty()
            || bindings.stream().anyMatch(binding -> binding.transport() == Transport.TCP));
  }

  private static int defaultPort(
      PortNotation text, boolean tls, Transport transport, Set<Binding> bindings) {
    return SchemeDefaults.port(text.protocol().orElse(""), tls, transport, bindings)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "port: "
                        + SafeText.quote(text.toString())
                        + " (expected: a port, because the protocol has none over "
                        + transport
                        + ")"));
  }

  /** The messages of the client name the protocols that it has, and those that did not load. */
  private static IllegalArgumentException unknown(
      ProbeClient client, PortNotation text, String protocol) {
    IllegalArgumentException notOverTcp = refusal(client, Transport.TCP, protocol);
    IllegalArgumentException notOverUdp = refusal(client, Transport.UDP, protocol);
    IllegalArgumentException unknown =
        new IllegalArgumentException(
            "port: "
                + SafeText.quote(text.toString())
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

  private static IllegalArgumentException refusal(
      ProbeClient client, Transport transport, String protocol) {
    try {
      var unused = client.probe(new Endpoint(transport, "localhost", 1)).as(protocol);
      return new IllegalArgumentException("protocol: " + SafeText.quote(protocol));
    } catch (IllegalArgumentException e) {
      return e;
    }
  }

  /**
   * Returns the endpoint of a port. The scheme may be a transport, a protocol, or a well-known
   * service.
   *
   * @param protocols returns the bindings of the protocols by name; called if the text has a scheme
   *     other than a transport
   * @throws IllegalArgumentException if the text has another form
   */
  public static Endpoint endpoint(String text, Supplier<Map<String, Set<Binding>>> protocols) {
    PortNotation port;
    try {
      port = PortNotation.parse(text);
    } catch (IllegalArgumentException e) {
      throw notAnEndpoint(text, e);
    }
    if (port.over().filter(over -> over.length() > 3).isPresent()) { // an endpoint has no family
      throw notAnEndpoint(text, null);
    }
    if (port.protocol().isEmpty()) {
      return new Endpoint(transport(port).orElse(Transport.TCP), port.host(), port.port());
    }
    String scheme = port.protocol().get();
    Map<String, Set<Binding>> known = protocols.get();
    Optional<NamedProtocol> spoken =
        port.namedProtocol(known.keySet()).filter(each -> known.containsKey(each.protocol()));
    Set<Binding> bindings =
        spoken.map(each -> known.getOrDefault(each.protocol(), Set.of())).orElse(Set.of());
    Transport transport =
        transport(port)
            .or(() -> spoken.map(each -> SchemeDefaults.transport(each, bindings)))
            .orElseGet(() -> SchemeDefaults.wellKnownTransport(scheme));
    OptionalInt defaultPort =
        spoken
            .map(
                each ->
                    SchemeDefaults.port(
                        scheme, SchemeDefaults.tls(each, transport, bindings), transport, bindings))
            .orElseGet(() -> SchemeDefaults.wellKnownPort(scheme, transport));
    if (defaultPort.isEmpty()) { // it has none over this transport, or is not known
      throw notAnEndpoint(text, null);
    }
    return new Endpoint(
        transport, port.host(), port.port() > 0 ? port.port() : defaultPort.getAsInt());
  }

  /**
   * Returns the probe of the port in a URI. Only scheme, host and port are read. The scheme selects
   * the transport, or the protocol if the client knows it; another scheme means TCP. The port of a
   * URI without one is that of the protocol, or of the service of this name.
   *
   * @throws IllegalArgumentException if the URI has no scheme, no host, or neither a port nor a
   *     scheme that implies one
   */
  public static PortProbe probe(ProbeClient client, URI uri) {
    Objects.requireNonNull(client, "client");
    String authority = uri.getRawAuthority();
    if (uri.getScheme() == null || authority == null) {
      throw notATarget(uri, "SCHEME://HOST[:PORT]", null);
    }
    String scheme = SCHEME.matcher(uri.getScheme()).matches() ? uri.getScheme() : "foreign";
    PortNotation port;
    try {
      port = PortNotation.parse(scheme + "://" + authority.replace("%25", "%")); // RFC 6874
    } catch (IllegalArgumentException e) {
      throw notATarget(uri, "SCHEME://HOST[:PORT], port 1-65535", e);
    }
    Optional<NamedProtocol> spoken = port.namedProtocol(client.protocols());
    if (spoken.isEmpty() || client.protocols().contains(spoken.get().protocol())) {
      return probe(client, port.toString());
    }
    return foreign(client, uri, port);
  }

  /** Returns the probe of a port for a protocol that the client does not know. */
  private static PortProbe foreign(ProbeClient client, URI uri, PortNotation port) {
    String service = port.protocol().orElse("");
    Transport transport = transport(port).orElse(Transport.TCP);
    OptionalInt wellKnown = SchemeDefaults.wellKnownPort(service, transport);
    if (port.port() == 0 && wellKnown.isEmpty()) {
      throw notATarget(uri, "a port, or a scheme that implies one", null);
    }
    return bare(client, port, transport, port.port() > 0 ? port.port() : wellKnown.getAsInt());
  }

  /** The message leaves out user information, which may be a password. */
  private static IllegalArgumentException notATarget(
      URI uri, String expected, @Nullable Throwable cause) {
    String authority = String.valueOf(uri.getRawAuthority());
    String shown = uri.getScheme() + "://" + authority.substring(authority.lastIndexOf('@') + 1);
    return new IllegalArgumentException(
        "uri: " + SafeText.quote(shown) + " (expected: " + expected + ")", cause);
  }

  /** The message leaves out user information, which may be a password. */
  private static IllegalArgumentException notAnEndpoint(
      String text, @Nullable IllegalArgumentException cause) {
    Throwable part = cause == null ? null : cause.getCause();
    String what = "endpoint: " + PortNotation.quote(text);
    return new IllegalArgumentException(
        part == null
            ? what + " (expected: " + ENDPOINT_FORM + ")"
            : what + ": " + part.getMessage(),
        cause);
  }
}
