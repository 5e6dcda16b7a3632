package io.portprobe.testing.internal.client;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.Transport;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port with an optional protocol and address family as text: {@code db:5432}, {@code
 * udp://ns1:53}, {@code tcp6://db:5432}, {@code ldap://dc01:389}, {@code dns+udp4://ns1:53}. A text
 * may name several hosts and ports: {@code tcp://n1,n2:9042,9142}.
 *
 * @param text the text, for messages
 * @param tcp the endpoint for TCP
 * @param transport the transport if the text names it
 * @param protocol the protocol in lower case if the text names it
 * @param addresses the addresses of the host
 */
public record PortNotation(
    String text,
    Endpoint tcp,
    Optional<Transport> transport,
    Optional<String> protocol,
    AddressSelection addresses) {
  private static final int MAX_PORTS = 1_000;
  private static final Pattern SCHEME =
      Pattern.compile(
          "(?:(?:(?<bare>(?:tcp|udp)[46]?)"
              + "|(?!(?:tcp|udp)\\+)(?<protocol>[a-z0-9-]{1,32})(?:\\+(?<over>(?:tcp|udp)[46]?))?)"
              + "://)?(?<ports>.*)",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final String FORM =
      "[tcp[4|6]://|udp[4|6]://|PROTOCOL[+tcp[4|6]|+udp[4|6]]://]HOST[,HOST...]:PORT[,PORT...]";

  /**
   * Parses a text that names one port.
   *
   * @throws IllegalArgumentException if the text has another form; the message contains the text
   */
  public static PortNotation parse(String text) {
    List<PortNotation> ports = parseAll(text);
    if (ports.size() > 1) {
      throw new IllegalArgumentException(
          "port: " + SafeText.quote(text) + " (expected: one host and port)");
    }
    return ports.get(0);
  }

  /**
   * Parses a text that names one or more ports.
   *
   * @return the ports in the order of the text: the hosts of the first port, then of the next
   * @throws IllegalArgumentException if the text has another form; the message contains the text
   */
  public static List<PortNotation> parseAll(String text) {
    Matcher matcher = SCHEME.matcher(text);
    if (!matcher.matches() || matcher.group("ports").contains("://")) {
      throw notPorts(text);
    }
    Optional<String> over =
        Optional.ofNullable(matcher.group("bare"))
            .or(() -> Optional.ofNullable(matcher.group("over")))
            .map(name -> name.toUpperCase(Locale.ROOT));
    Optional<Transport> transport = over.map(name -> Transport.valueOf(name.substring(0, 3)));
    Optional<String> protocol =
        Optional.ofNullable(matcher.group("protocol")).map(name -> name.toLowerCase(Locale.ROOT));
    AddressSelection addresses = over.map(PortNotation::family).orElse(AddressSelection.ALL);
    return endpoints(text, matcher.group("ports")).stream()
        .map(tcp -> new PortNotation(text, tcp, transport, protocol, addresses))
        .toList();
  }

  private static AddressSelection family(String over) {
    return switch (over.substring(3)) {
      case "4" -> AddressSelection.IPV4;
      case "6" -> AddressSelection.IPV6;
      default -> AddressSelection.ALL;
    };
  }

  /** Reads {@code a,b:22,23,c:80}: hosts up to the first port, then ports up to the next host. */
  private static List<Endpoint> endpoints(String text, String list) {
    List<Endpoint> endpoints = new ArrayList<>();
    List<String> hosts = new ArrayList<>();
    boolean hasPort = false;
    for (String part : list.split(",", -1)) {
      String trimmed = part.strip();
      if (hasPort && trimmed.matches("[0-9]+")) {
        add(text, hosts, trimmed, endpoints);
        continue;
      }
      if (hasPort) {
        hosts.clear();
      }
      int colon = trimmed.lastIndexOf(':');
      hasPort = colon > trimmed.lastIndexOf(']');
      hosts.add(hasPort ? trimmed.substring(0, colon) : trimmed);
      if (hasPort) {
        add(text, hosts, trimmed.substring(colon + 1), endpoints);
      }
    }
    if (!hasPort) {
      throw notPorts(text);
    }
    return endpoints;
  }

  private static void add(String text, List<String> hosts, String port, List<Endpoint> endpoints) {
    for (String host : hosts) {
      if (endpoints.size() == MAX_PORTS) {
        throw new IllegalArgumentException(
            "port: " + SafeText.quote(text) + " (expected: at most " + MAX_PORTS + " ports)");
      }
      try {
        endpoints.add(Endpoint.parse(host + ":" + port));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "port: " + SafeText.quote(text) + ": " + e.getMessage(), e);
      }
    }
  }

  private static IllegalArgumentException notPorts(String text) {
    return new IllegalArgumentException(
        "port: " + SafeText.quote(text) + " (expected: " + FORM + ")");
  }

  /**
   * Returns the probe of the port, which speaks the protocol if the text names one. If the text
   * names no transport, it is TCP if the client supports the protocol over TCP, otherwise UDP.
   *
   * @throws IllegalArgumentException if the client has no such protocol for the transport
   */
  public PortProbe probe(ProbeClient client) {
    Endpoint udp = Endpoint.udp(tcp.host(), tcp.port());
    Endpoint named = transport.orElse(Transport.TCP) == Transport.TCP ? tcp : udp;
    if (protocol.isEmpty() || transport.isPresent()) {
      PortProbe probe = probe(client, named);
      return protocol.isEmpty() ? probe : probe.as(protocol.get());
    }
    try {
      return probe(client, tcp).as(protocol.get());
    } catch (IllegalArgumentException notOverTcp) {
      try {
        return probe(client, udp).as(protocol.get());
      } catch (IllegalArgumentException notOverUdp) {
        throw unknown(notOverTcp, notOverUdp);
      }
    }
  }

  private PortProbe probe(ProbeClient client, Endpoint endpoint) {
    PortProbe probe = client.probe(endpoint);
    return addresses == AddressSelection.ALL ? probe : probe.addresses(addresses);
  }

  private IllegalArgumentException unknown(
      IllegalArgumentException notOverTcp, IllegalArgumentException notOverUdp) {
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
}
