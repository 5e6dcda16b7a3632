package io.portprobe;

/**
 * The state of a port as seen from the local host. A {@link Reason} says why the state was
 * reported.
 */
public enum PortState {
  /** A TCP handshake completed, or a datagram was received. */
  LISTENING("LISTENING"),
  /** The host refused: over TCP by RST, over UDP by ICMP port unreachable. */
  NOT_LISTENING("NOT LISTENING"),
  /**
   * The probe did not reach the port: no reply over TCP, or an ICMP error that does not concern the
   * port.
   */
  FILTERED("FILTERED"),
  /** No reply over UDP. A service that does not reply looks the same as a packet filter. */
  LISTENING_OR_FILTERED("LISTENING or FILTERED");

  private final String description;

  PortState(String description) {
    this.description = description;
  }

  /**
   * Returns the state as PortQry prints it.
   *
   * @return for example {@code "LISTENING or FILTERED"}
   */
  public String description() {
    return description;
  }

  /**
   * Returns whether a port with this state is known to listen.
   *
   * @return true for {@link #LISTENING} only; false for {@link #LISTENING_OR_FILTERED}, which
   *     proves nothing
   */
  public boolean isListening() {
    return this == LISTENING;
  }
}
