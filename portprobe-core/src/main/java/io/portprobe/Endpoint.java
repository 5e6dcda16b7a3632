package io.portprobe;

import io.portprobe.text.HostSyntax;
import io.portprobe.text.SafeText;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Objects;

/**
 * The target of a probe: a transport, a host and a port. A host name may have several addresses.
 *
 * <p>Accepted hosts are a DNS name of at most 253 characters (RFC 1035 section 3.1), an IPv4
 * literal, and an IPv6 literal with or without brackets and zone (RFC 4291, RFC 4007). An
 * internationalised name is converted to its ASCII form (RFC 5891); brackets are removed.
 *
 * <p>A host of numbers that is no IPv4 address, such as {@code 1.2.3}, {@code 2130706433} or {@code
 * 010.0.0.1}, means different addresses to different programs. Its probe fails with {@link
 * IllegalArgumentException}, or with {@link TargetDeniedException} if the target policy denies the
 * address that most programs read. A link-local address (RFC 4007) without a zone gets the zone of
 * the only interface that can have it; otherwise its probe fails.
 *
 * @param transport TCP or UDP
 * @param host the host name in ASCII form, or the address literal without brackets
 * @param port 1 to 65535
 */
@CheckReturnValue
public record Endpoint(Transport transport, String host, int port) {
  /**
   * Validates and normalises the components.
   *
   * @throws IllegalArgumentException if the host has none of the forms above, or the port is out of
   *     range; the message names the value
   */
  public Endpoint {
    Objects.requireNonNull(transport, "transport");
    host = HostSyntax.normalize(Objects.requireNonNull(host, "host"));
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1-65535)");
    }
  }

  /**
   * Returns a TCP endpoint.
   *
   * @param host a name or address, see {@link Endpoint}
   * @param port 1 to 65535
   * @return the endpoint
   * @throws IllegalArgumentException if the host or the port is invalid
   */
  public static Endpoint tcp(String host, int port) {
    return new Endpoint(Transport.TCP, host, port);
  }

  /**
   * Returns a UDP endpoint.
   *
   * @param host a name or address, see {@link Endpoint}
   * @param port 1 to 65535
   * @return the endpoint
   * @throws IllegalArgumentException if the host or the port is invalid
   */
  public static Endpoint udp(String host, int port) {
    return new Endpoint(Transport.UDP, host, port);
  }

  /**
   * Returns a TCP endpoint. A resolved address means exactly that address, also if it was created
   * from a name: the client does not resolve the name again. The client resolves the name of an
   * {@linkplain InetSocketAddress#createUnresolved unresolved} address.
   *
   * @param address an address and a port
   * @return the endpoint
   * @throws IllegalArgumentException if the port is 0, or the host of an unresolved address is
   *     invalid
   */
  public static Endpoint tcp(InetSocketAddress address) {
    return tcp(host(address), address.getPort());
  }

  /**
   * Returns a UDP endpoint. A resolved address means exactly that address, also if it was created
   * from a name: the client does not resolve the name again. The client resolves the name of an
   * {@linkplain InetSocketAddress#createUnresolved unresolved} address.
   *
   * @param address an address and a port
   * @return the endpoint
   * @throws IllegalArgumentException if the port is 0, or the host of an unresolved address is
   *     invalid
   */
  public static Endpoint udp(InetSocketAddress address) {
    return udp(host(address), address.getPort());
  }

  private static String host(InetSocketAddress address) {
    return address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
  }

  /**
   * Parses {@code tcp://HOST:PORT} or {@code udp://HOST:PORT}. Without a scheme the transport is
   * TCP. An IPv6 literal needs brackets (RFC 3986 section 3.2.2).
   *
   * @param text for example {@code "udp://[::1]:53"} or {@code "db:5432"}
   * @return the endpoint
   * @throws IllegalArgumentException if the text has another form; the message quotes it
   */
  public static Endpoint parse(String text) {
    Objects.requireNonNull(text, "text");
    String rest = text;
    Transport transport = Transport.TCP;
    int scheme = text.indexOf("://");
    if (scheme >= 0) {
      transport =
          switch (text.substring(0, scheme).toLowerCase(Locale.ROOT)) {
            case "tcp" -> Transport.TCP;
            case "udp" -> Transport.UDP;
            default -> throw notAnEndpoint(text);
          };
      rest = text.substring(scheme + 3);
    }
    int colon = rest.lastIndexOf(':');
    boolean bareIpv6 = colon >= 0 && rest.indexOf(':') != colon && !rest.startsWith("[");
    if (colon < 0 || bareIpv6) {
      throw notAnEndpoint(text);
    }
    return new Endpoint(transport, rest.substring(0, colon), parsePort(text, rest, colon));
  }

  private static int parsePort(String text, String rest, int colon) {
    try {
      return Integer.parseInt(rest.substring(colon + 1));
    } catch (NumberFormatException e) {
      throw notAnEndpoint(text, e);
    }
  }

  private static IllegalArgumentException notAnEndpoint(String text) {
    return new IllegalArgumentException(
        "endpoint: " + SafeText.quote(text) + " (expected: [tcp://|udp://]HOST:PORT)");
  }

  private static IllegalArgumentException notAnEndpoint(String text, Throwable cause) {
    IllegalArgumentException e = notAnEndpoint(text);
    e.initCause(cause);
    return e;
  }

  /**
   * Returns the form that {@link #parse(String)} accepts.
   *
   * @return for example {@code "tcp://server01:80"} or {@code "udp://[::1]:53"}
   */
  @Override
  public String toString() {
    return transport.label() + "://" + HostSyntax.withPort(host, port);
  }
}
