package io.portprobe.text;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port with an optional protocol and address family as text: {@code db:5432}, {@code
 * udp://ns1:53}, {@code tcp6://db:5432}, {@code ldap://dc01:389}, {@code dns+udp4://ns1:53}. A text
 * may name several hosts and ports: {@code tcp://n1,n2:9042,9142}. With a protocol, the text may
 * have no port: {@code ldaps://dc01}. An address literal has the family that the text names. User
 * information, path, query and fragment of a URI are ignored.
 *
 * @param scheme the text before {@code ://} in lower case; empty if there is none
 * @param over {@code tcp} or {@code udp} with an optional 4 or 6, if the text contains it
 * @param protocol the protocol in lower case if the text contains one; see {@link #namedProtocol}
 * @param host the host as {@link HostSyntax#normalize} returns it
 * @param port 1 to 65535; 0 if the text has none, which means the default port of the protocol
 */
public record PortNotation(
    String scheme, Optional<String> over, Optional<String> protocol, String host, int port) {
  private static final int MAX_PORTS = 1_000;
  private static final Pattern SCHEME =
      Pattern.compile(
          "(?:(?:(?<bare>(?:tcp|udp)[46]?)"
              + "|(?!(?:tcp|udp)\\+)(?<protocol>[a-z0-9-]{1,32})(?:\\+(?<over>(?:tcp|udp)[46]?))?)"
              + "://)?(?<ports>.*)",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final String FORM =
      "[tcp[4|6]://|udp[4|6]://|PROTOCOL[+tcp[4|6]|+udp[4|6]]://]HOST[,HOST...]:PORT[,PORT...]";

  /** Common schemes that differ from the name of the protocol, and that name with an s for TLS. */
  private static final Map<String, String> ALIASES =
      Map.of(
          "ws", "websocket", // RFC 6455 section 3
          "wss", "websockets",
          "postgres", "postgresql");

  /**
   * A protocol of a client.
   *
   * @param protocol the name
   * @param tls whether the scheme requires TLS, as {@code ldaps} does
   */
  public record NamedProtocol(String protocol, boolean tls) {}

  /**
   * Parses a text that names one port.
   *
   * @throws IllegalArgumentException if the text has another form; the message contains the text
   */
  public static PortNotation parse(String text) {
    List<PortNotation> ports = parseAll(text);
    if (ports.size() > 1) {
      throw new IllegalArgumentException("port: " + quote(text) + " (expected: one host and port)");
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
    if (!matcher.matches()) {
      throw notPorts(text);
    }
    boolean hasScheme = matcher.start("ports") > 0;
    String list = hasScheme ? authority(matcher.group("ports")) : matcher.group("ports");
    if (!hasScheme && list.contains("://")) {
      throw notPorts(text);
    }
    String scheme = lowerCase(text.substring(0, Math.max(0, matcher.start("ports") - 3)));
    Optional<String> over =
        Optional.ofNullable(matcher.group("bare"))
            .or(() -> Optional.ofNullable(matcher.group("over")))
            .map(PortNotation::lowerCase);
    Optional<String> protocol =
        Optional.ofNullable(matcher.group("protocol")).map(PortNotation::lowerCase);
    return new Ports(text, new PortNotation(scheme, over, protocol, "", 0)).read(list);
  }

  /** Returns hosts and ports, without user information, path, query and fragment. */
  private static String authority(String rest) {
    int end = 0;
    while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    return rest.substring(rest.lastIndexOf('@', end - 1) + 1, end);
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** A reader of {@code a,b:22,23,c:80}: hosts up to the first port, then ports up to the next. */
  private record Ports(String text, PortNotation form, List<PortNotation> ports) {
    Ports(String text, PortNotation form) {
      this(text, form, new ArrayList<>());
    }

    List<PortNotation> read(String list) {
      List<String> hosts = new ArrayList<>();
      boolean hasPort = false;
      for (String part : list.split(",", -1)) {
        String trimmed = part.strip();
        if (hasPort && trimmed.matches("[0-9]+")) {
          add(hosts, trimmed);
          continue;
        }
        if (hasPort) {
          hosts.clear();
        }
        int colon = trimmed.lastIndexOf(':');
        hasPort = colon > trimmed.lastIndexOf(']');
        hosts.add(hasPort ? trimmed.substring(0, colon) : trimmed);
        if (hasPort) {
          add(hosts, trimmed.substring(colon + 1));
        }
      }
      if (!hasPort) {
        if (form.protocol.isEmpty()) {
          throw notPorts(text);
        }
        add(hosts, 0);
      }
      return List.copyOf(ports);
    }

    private void add(List<String> hosts, String port) {
      if (!PORT.matcher(port).matches()) {
        throw notPorts(text);
      }
      int number = Integer.parseInt(port);
      if (number < 1 || number > 65_535) {
        throw invalidPart(new IllegalArgumentException("port: " + port + " (expected: 1-65535)"));
      }
      add(hosts, number);
    }

    private void add(List<String> hosts, int number) {
      for (String host : hosts) {
        if (ports.size() == MAX_PORTS) {
          throw new IllegalArgumentException(
              "port: " + quote(text) + " (expected: at most " + MAX_PORTS + " ports)");
        }
        if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
          throw notPorts(text); // an IPv6 address without brackets
        }
        String normalized = host(host);
        checkFamily(normalized);
        ports.add(new PortNotation(form.scheme, form.over, form.protocol, normalized, number));
      }
    }

    private String host(String host) {
      try {
        return HostSyntax.normalize(host);
      } catch (IllegalArgumentException e) {
        throw invalidPart(e);
      }
    }

    /** An address literal must have the family of {@code tcp4}, {@code tcp6}, ... */
    private void checkFamily(String host) {
      byte[] bytes = AddressSyntax.bytes(host.replaceFirst("%.*", ""));
      if (bytes == null) {
        return;
      }
      String family = isIpv4(bytes) ? "4" : "6";
      form.over
          .filter(over -> over.length() > 3 && !over.endsWith(family))
          .ifPresent(
              over -> {
                throw invalidPart(
                    new IllegalArgumentException(
                        "host: '"
                            + host
                            + "' (expected: an IPv"
                            + over.substring(3)
                            + " address or a host name)"));
              });
    }

    /** Returns whether an address is an IPv4 address, also one that is mapped into IPv6. */
    private static boolean isIpv4(byte[] bytes) {
      try {
        return InetAddress.getByAddress(bytes) instanceof Inet4Address;
      } catch (UnknownHostException e) {
        throw new IllegalStateException("address of " + bytes.length + " bytes", e);
      }
    }

    /** The cause describes the part, for callers that have another name for the whole text. */
    private IllegalArgumentException invalidPart(IllegalArgumentException part) {
      return new IllegalArgumentException("port: " + quote(text) + ": " + part.getMessage(), part);
    }
  }

  private static IllegalArgumentException notPorts(String text) {
    return new IllegalArgumentException("port: " + quote(text) + " (expected: " + FORM + ")");
  }

  /**
   * Returns a text in quotes for messages, without user information, which may be a password. A
   * password may contain any character.
   */
  public static String quote(String text) {
    int scheme = text.indexOf("://");
    int at = text.lastIndexOf('@');
    return SafeText.quote(
        scheme >= 0 && at > scheme ? text.substring(0, scheme + 3) + text.substring(at + 1) : text);
  }

  /**
   * Returns the protocol of a client that the scheme means: the one of this name, or the one
   * without the final {@code s} with TLS, as in {@code ldaps}. The schemes {@code ws}, {@code wss}
   * and {@code postgres} mean the protocols {@code websocket} and {@code postgresql}.
   *
   * @param known the names of the client's protocols, in lower case
   * @return a name that is not known, without TLS, if neither is known; empty if the text has no
   *     protocol
   */
  public Optional<NamedProtocol> namedProtocol(Set<String> known) {
    return protocol.map(
        name ->
            known(name, known)
                .or(() -> known(ALIASES.getOrDefault(name, name), known))
                .orElse(new NamedProtocol(name, false)));
  }

  private static Optional<NamedProtocol> known(String name, Set<String> known) {
    String base = name.substring(0, name.length() - 1);
    if (known.contains(name)) {
      return Optional.of(new NamedProtocol(name, false));
    }
    return name.endsWith("s") && known.contains(base)
        ? Optional.of(new NamedProtocol(base, true))
        : Optional.empty();
  }

  /**
   * Returns the form that {@link #parse} accepts.
   *
   * @return for example {@code "dns+udp4://ns1:53"}
   */
  @Override
  public String toString() {
    return (scheme.isEmpty() ? "" : scheme + "://")
        + (port == 0 ? HostSyntax.bracketed(host) : HostSyntax.withPort(host, port));
  }
}
