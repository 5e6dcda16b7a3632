package io.portprobe;

/**
 * The reason why a {@link PortState} was reported.
 *
 * <p>A socket does not distinguish all causes. Over TCP an ICMP port unreachable, with which many
 * packet filters reject, has the same error number as a RST. Over IPv4, host unreachable (ICMP
 * 3/1), host prohibited (3/10) and administratively prohibited (3/13) have the same error number.
 * If the client can read the ICMP message itself (the error queue of Linux), the reason is exact
 * and {@link Attempt#icmp()} returns the message. Otherwise the reason is {@link #UNREACHABLE}, and
 * {@link Attempt#evidence()} lists the messages that the error number can mean.
 *
 * <p>The client reads the error queue of a socket on epoll by io_uring, or, on JDK 22 and later, by
 * the Foreign Function API. Containers usually forbid io_uring, as Docker does by default: in such
 * a container a client on JDK 17 or 21 cannot read the queue.
 */
public enum Reason {
  /** TCP handshake completed. */
  ACCEPTED("accepted"),
  /** UDP: a datagram was received that matches the request. */
  REPLIED("replied"),
  /** UDP: a datagram was received that does not match the request. It proves a listener. */
  UNEXPECTED_REPLY("unexpected reply"),
  /**
   * TCP: the peer reset the connection attempt (RFC 9293 section 3.10.7). Where the operating
   * system does not report ICMP messages, {@link Attempt#evidence()} says that it may have been a
   * packet filter.
   */
  REFUSED("refused"),
  /**
   * ICMP 3/3, ICMPv6 1/4. Over UDP: no socket is bound to the port, {@link
   * PortState#NOT_LISTENING}. Over TCP: a packet filter rejected the connection attempt, {@link
   * PortState#FILTERED}, since a host refuses TCP with RST.
   */
  PORT_UNREACHABLE("ICMP port unreachable"),
  /** TCP: no reply before the deadline. */
  TIMED_OUT("timed out"),
  /** UDP: no reply before the deadline. */
  SILENT("silent"),
  /** ICMP 3/1, ICMPv6 1/3, or a neighbour that does not reply to ARP or neighbour discovery. */
  HOST_UNREACHABLE("host unreachable"),
  /** ICMP 3/0, ICMPv6 1/0: a router has no route. */
  NET_UNREACHABLE("network unreachable"),
  /** ICMP 3/2: the host does not support the transport. */
  PROTOCOL_UNREACHABLE("ICMP protocol unreachable"),
  /** ICMP 3/9, 3/10, 3/13, ICMPv6 1/1, 1/5, 1/6: rejected by a packet filter. */
  ADMIN_PROHIBITED("ICMP administratively prohibited"),
  /**
   * One of {@link #HOST_UNREACHABLE}, {@link #NET_UNREACHABLE} and {@link #ADMIN_PROHIBITED}: the
   * client received the error number that they share, and could not read the ICMP message.
   */
  UNREACHABLE("host or network unreachable or prohibited");

  private final String description;

  Reason(String description) {
    this.description = description;
  }

  /**
   * Returns the reason in words.
   *
   * @return for example {@code "ICMP port unreachable"}
   */
  public String description() {
    return description;
  }
}
