package io.portprobe.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port with an optional protocol and address family as text: {@code db:5432}, {@code
 * udp://ns1:53}, {@code tcp6://db:5432}, {@code ldap://dc01:389}, {@code dns+udp4://ns1:53}. A text
 * may name several hosts and ports: {@code tcp://n1,n2:9042,9142}.
 *
 * @param scheme the text before {@code ://} in lower case; empty if there is none
 * @param over {@code tcp} or {@code udp} with an optional 4 or 6, if the text contains it
 * @param protocol the protocol in lower case if the text contains one; see {@link #spoken}
 * @param host the host as {@link HostSyntax#normalize} returns it
 * @param port 1 to 65535
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

  /**
   * A protocol of a client.
   *
   * @param protocol the name
   * @param tls whether the scheme requires TLS, as {@code ldaps} does
   */
  public record Spoken(String protocol, boolean tls) {}

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
    String list = matcher.group("ports");
    String scheme = lowerCase(text.substring(0, Math.max(0, matcher.start("ports") - 3)));
    Optional<String> over =
        Optional.ofNullable(matcher.group("bare"))
            .or(() -> Optional.ofNullable(matcher.group("over")))
            .map(PortNotation::lowerCase);
    Optional<String> protocol =
        Optional.ofNullable(matcher.group("protocol")).map(PortNotation::lowerCase);
    return new Ports(text, new PortNotation(scheme, over, protocol, "", 0)).read(list);
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
        throw notPorts(text);
      }
      return List.copyOf(ports);
    }

    private void add(List<String> hosts, String port) {
      if (!PORT.matcher(port).matches()) {
        throw notPorts(text);
      }
      int number = Integer.parseInt(port);
      if (number < 1 || number > 65_535) {
        throw new IllegalArgumentException(
            "port: " + SafeText.quote(text) + ": port: " + port + " (expected: 1-65535)");
      }
      for (String host : hosts) {
        if (ports.size() == MAX_PORTS) {
          throw new IllegalArgumentException(
              "port: " + SafeText.quote(text) + " (expected: at most " + MAX_PORTS + " ports)");
        }
        if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
          throw notPorts(text); // an IPv6 address without brackets
        }
        ports.add(new PortNotation(form.scheme, form.over, form.protocol, host(host), number));
      }
    }

    private String host(String host) {
      try {
        return HostSyntax.normalize(host);
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
   * Returns the protocol of a client that the scheme means: the one of this name, or the one
   * without the final {@code s} with TLS, as in {@code ldaps}.
   *
   * @param known the names of the client's protocols, in lower case
   * @return a name that is not known, without TLS, if neither is known; empty if the text has no
   *     protocol
   */
  public Optional<Spoken> spoken(Set<String> known) {
    return protocol.map(
        name -> {
          String base = name.substring(0, name.length() - 1);
          boolean tls = !known.contains(name) && name.endsWith("s") && known.contains(base);
          return tls ? new Spoken(base, true) : new Spoken(name, false);
        });
  }

  /**
   * Returns the form that {@link #parse} accepts.
   *
   * @return for example {@code "dns+udp4://ns1:53"}
   */
  @Override
  public String toString() {
    return (scheme.isEmpty() ? "" : scheme + "://") + HostSyntax.withPort(host, port);
  }
}
