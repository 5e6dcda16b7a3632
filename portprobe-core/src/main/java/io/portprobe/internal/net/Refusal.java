package io.portprobe.internal.net;

import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What refused a TCP connect: ECONNREFUSED does not say. */
public enum Refusal {
  /** A reset, or an ICMP port unreachable. */
  UNKNOWN,
  /** A reset (RST). */
  BY_RESET,
  /** An ICMP port unreachable, which a packet filter sends. */
  BY_ICMP;

  // From linux/tcp.h: the field tcpi_segs_in of TCP_INFO, since Linux 4.2.
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_INFO = 11;
  private static final int SEGMENTS_IN = 140;
  private static final int SIZE = SEGMENTS_IN + Integer.BYTES;

  /** Returns the memory for {@link #of}, which can be used again. */
  public static ByteBuffer newMemory() {
    return ByteBuffer.allocateDirect(SIZE).order(ByteOrder.nativeOrder());
  }

  /**
   * Returns what refused the last connect of a socket on Linux: a reset is a TCP segment that the
   * socket received, an ICMP message is none. Call it before the socket is disconnected.
   *
   * @param memory from {@link #newMemory}
   */
  public static Refusal of(Socket refused, ByteBuffer memory) {
    memory.clear().putInt(SEGMENTS_IN, -1); // an older kernel does not write it
    try {
      refused.getRawOpt(IPPROTO_TCP, TCP_INFO, memory);
    } catch (IOException e) { // not Linux, or the socket is closed
      return UNKNOWN;
    }
    return switch (memory.getInt(SEGMENTS_IN)) {
      case -1 -> UNKNOWN;
      case 0 -> BY_ICMP;
      default -> BY_RESET;
    };
  }
}
