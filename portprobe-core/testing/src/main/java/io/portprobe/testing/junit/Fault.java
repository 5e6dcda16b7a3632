package io.portprobe.testing.junit;

import io.portprobe.faultkit.Peer;
import io.portprobe.faultkit.SwitchablePeer;
import io.portprobe.faultkit.TcpFault;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The fault of a peer that {@link Faulty} injects. A {@code TcpPeer} supports all of them, a {@code
 * UdpPeer} {@link #REFUSING}, {@link #SILENT} and {@link #GARBAGE}, a {@code SwitchablePeer} {@link
 * #REFUSING}, {@link #SILENT}, {@link #CLOSING} and {@link #RESETTING}.
 */
public enum Fault {
  /** Refuses connections or datagrams. */
  REFUSING,
  /** Does not respond to SYN. {@link #SILENT} is the equivalent for UDP. */
  BLACK_HOLE,
  /** Receives data and sends none. A {@code SwitchablePeer} does not read the data either. */
  SILENT,
  /** Accepts and closes at once. */
  CLOSING,
  /** Accepts and resets at once. */
  RESETTING,
  /** Sends one byte each second, 1,000,000 in total. */
  DRIPPING,
  /** Sends bytes without end. */
  FLOODING,
  /** Sends random bytes, equal for each connection, and over UDP for equal requests. */
  GARBAGE;

  private static final int DRIPPED_BYTES = 1_000_000;

  /**
   * Creates a peer of the type of a parameter.
   *
   * @throws IllegalArgumentException if the type is not a peer type, or does not support the fault
   */
  Peer create(Class<?> type) {
    if (type == TcpPeer.class) {
      return overTcp();
    }
    if (type == UdpPeer.class) {
      return overUdp();
    }
    if (type == SwitchablePeer.class) {
      return switchable();
    }
    throw new IllegalArgumentException(
        "parameter: " + type.getName() + " (expected: TcpPeer, UdpPeer or SwitchablePeer)");
  }

  /** Creates a peer that echoes when the test switches the fault off. */
  private SwitchablePeer switchable() {
    TcpFault fault =
        switch (this) {
          case REFUSING -> TcpFault.refuse();
          case SILENT -> TcpFault.halfOpen();
          case CLOSING -> TcpFault.cutAfter(0);
          case RESETTING -> TcpFault.resetAfter(0);
          default ->
              throw new IllegalArgumentException(
                  "fault: "
                      + this
                      + " (expected: REFUSING, SILENT, CLOSING or RESETTING for a SwitchablePeer)");
        };
    SwitchablePeer peer = SwitchablePeer.serving((in, out) -> in.transferTo(out));
    peer.switchTo(fault);
    return peer;
  }

  private TcpPeer overTcp() {
    return switch (this) {
      case REFUSING -> TcpPeer.refusing();
      case BLACK_HOLE -> TcpPeer.blackHole();
      case SILENT -> TcpPeer.silent();
      case CLOSING -> TcpPeer.closing();
      case RESETTING -> TcpPeer.resetting();
      case DRIPPING -> TcpPeer.dripping(text("x".repeat(DRIPPED_BYTES)), Duration.ofSeconds(1));
      case FLOODING -> TcpPeer.flooding(text("x"));
      case GARBAGE -> TcpPeer.garbage(1);
    };
  }

  private UdpPeer overUdp() {
    return switch (this) {
      case REFUSING -> UdpPeer.refusing();
      case SILENT -> UdpPeer.silent();
      case GARBAGE -> UdpPeer.responding(UdpPeer.Responder.garbage(1));
      default ->
          throw new IllegalArgumentException(
              "fault: " + this + " (expected: REFUSING, SILENT or GARBAGE for a UdpPeer)");
    };
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
