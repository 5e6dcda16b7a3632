package io.portprobe;

/**
 * The ground on which a {@link PortState} was given.
 *
 * <p>A socket does not tell everything apart. Over TCP an ICMP port unreachable looks like a reset;
 * over IPv4 host unreachable (ICMP 3/1), host prohibited (3/10) and administratively prohibited
 * (3/13) share one error number. Where the operating system hands out the ICMP message itself
 * (Linux error queue, when it can be read) the reason is exact and {@link Attempt#icmp()} holds the
 * message; elsewhere the reason is the first of those the error number stands for, and {@link
 * Attempt#evidence()} says what else it may have been.
 */
public enum Reason {
  /** TCP: the handshake was done. */
  ACCEPTED("accepted"),
  /** UDP: a datagram came back and fits the question. */
  REPLIED("replied"),
  /**
   * UDP: a datagram came back that does not fit the question; it proves a listener all the same.
   */
  UNEXPECTED_REPLY("unexpected reply"),
  /** TCP: the peer reset the connection attempt (RFC 9293 section 3.10.7). */
  REFUSED("refused"),
  /** ICMP 3/3, ICMPv6 1/4: nothing has that port. */
  PORT_UNREACHABLE("ICMP port unreachable"),
  /** TCP: no answer until the deadline. */
  TIMED_OUT("timed out"),
  /** UDP: no answer until the deadline. */
  SILENT("silent"),
  /** ICMP 3/1, ICMPv6 1/3, or a neighbour that does not answer ARP or neighbour discovery. */
  HOST_UNREACHABLE("host unreachable"),
  /** ICMP 3/0, ICMPv6 1/0: a router has no route. */
  NET_UNREACHABLE("network unreachable"),
  /** ICMP 3/2: the host does not speak the transport. */
  PROTOCOL_UNREACHABLE("ICMP protocol unreachable"),
  /** ICMP 3/9, 3/10, 3/13, ICMPv6 1/1, 1/5, 1/6: a filter said so. */
  ADMIN_PROHIBITED("ICMP administratively prohibited");

  private final String words;

  Reason(String words) {
    this.words = words;
  }

  /**
   * The reason as a person would say it.
   *
   * @return for example {@code "ICMP port unreachable"}
   */
  public String description() {
    return words;
  }
}
