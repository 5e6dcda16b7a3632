package io.portprobe;

/**
 * What the network answered about a port. Each state comes with a {@link Reason}; no silence or
 * error is ever reported as more than it is.
 */
public enum PortState {
  /** Something answered: a TCP handshake was done, or a datagram came back. */
  LISTENING("LISTENING"),
  /** Something said no: a TCP reset, or ICMP port unreachable. */
  NOT_LISTENING("NOT LISTENING"),
  /**
   * The question did not get through: silence over TCP, or an ICMP error that is not about the
   * port.
   */
  FILTERED("FILTERED"),
  /** Silence over UDP: a service that does not answer and a dropped datagram look alike. */
  LISTENING_OR_FILTERED("LISTENING or FILTERED");

  private final String words;

  PortState(String words) {
    this.words = words;
  }

  /**
   * The state in the words of PortQry.
   *
   * @return for example {@code "LISTENING or FILTERED"}
   */
  public String description() {
    return words;
  }
}
