package io.portprobe;

import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.internal.targets.TargetText;
import io.portprobe.text.AddressText;
import io.portprobe.text.HostSyntax;
import java.net.InetSocketAddress;
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
    return address.isUnresolved() ? address.getHostString() : AddressText.of(address.getAddress());
  }

  /**
   * Parses {@code HOST:PORT}, {@code tcp://HOST:PORT} or {@code udp://HOST:PORT}; without a scheme
   * the transport is TCP. An IPv6 literal needs brackets (RFC 3986 section 3.2.2).
   *
   * <p>The scheme may also be the name of a protocol, as in {@code ldaps://dc01} or {@code
   * https://api.example:8443/v1}, or of a well-known service. It selects the transport, and the
   * port if the text has none, as {@link ProbeClient#probe(String)} does; {@code dns+udp://ns1}
   * selects another transport. The protocols are those that {@link java.util.ServiceLoader} finds
   * by the context class loader. User information, path, query and fragment are ignored. An
   * endpoint has neither protocol nor TLS; {@code probe(String)} returns a probe with both.
   *
   * @param text for example {@code "udp://[::1]:53"}, {@code "db:5432"} or {@code "ldaps://dc01"}
   * @return the endpoint
   * @throws IllegalArgumentException if the text has another form; the message quotes it without
   *     user information
   */
  public static Endpoint parse(String text) {
    return TargetText.endpoint(
        Objects.requireNonNull(text, "text"), ProtocolRegistry::discoveredBindings);
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
