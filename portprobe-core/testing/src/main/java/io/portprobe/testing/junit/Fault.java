package io.portprobe.testing.junit;

import io.portprobe.faultkit.Peer;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What is wrong with a peer that {@link Faulty} injects. */
public enum Fault {
  /** Refuses, and stays refusing. */
  REFUSING,
  /** Answers no SYN. TCP only; of UDP, {@link #SILENT} is as much. */
  BLACK_HOLE,
  /** Takes everything, and says nothing. */
  SILENT,
  /** Accepts, and closes at once. TCP only. */
  CLOSING,
  /** Accepts, and resets at once. TCP only. */
  RESETTING,
  /** Says one letter a second. TCP only. */
  DRIPPING,
  /** Says letters without end. TCP only. */
  FLOODING,
  /** Says random bytes, the same each time. */
  GARBAGE;

  private static final int LONG = 1_000_000;

  /**
   * Makes a peer of the type of a parameter.
   *
   * @throws IllegalArgumentException if it is another, or cannot have the fault
   */
  Peer make(Class<?> type) {
    if (type == TcpPeer.class) {
      return overTcp();
    }
    if (type == UdpPeer.class) {
      return overUdp();
    }
    throw new IllegalArgumentException(
        "parameter: " + type.getName() + " (expected: TcpPeer or UdpPeer)");
  }

  private TcpPeer overTcp() {
    return switch (this) {
      case REFUSING -> TcpPeer.refusing();
      case BLACK_HOLE -> TcpPeer.blackHole();
      case SILENT -> TcpPeer.silent();
      case CLOSING -> TcpPeer.closing();
      case RESETTING -> TcpPeer.resetting();
      case DRIPPING -> TcpPeer.dripping(text("x".repeat(LONG)), Duration.ofSeconds(1));
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
