package io.portprobe.internal.net;

import java.nio.ByteBuffer;

/** The sizes of datagrams, and the default payload of a UDP probe. */
public final class Datagrams {
  /** The size that no datagram exceeds: the length field of UDP has 16 bits. */
  public static final int LARGEST = 65_535;

  /** The largest payload over IPv4: 65535 less the IP and UDP headers. */
  public static final int LARGEST_PAYLOAD = 65_507;

  private static final ByteBuffer LINES =
      ByteBuffer.wrap(new byte[] {'\r', '\n', '\r', '\n'}).asReadOnlyBuffer();

  private Datagrams() {}

  /**
   * Returns the payload for ports without a protocol: two empty lines, which some services answer.
   */
  public static ByteBuffer anything() {
    return LINES.duplicate();
  }
}
