package io.portprobe.internal.net;

import java.nio.ByteBuffer;

/** Sizes and contents of datagrams. */
public final class Datagrams {
  /** No datagram is larger: the length field of UDP has 16 bits. */
  public static final int LARGEST = 65_535;

  /** The largest payload over IPv4: 65535 less the IP and UDP headers. */
  public static final int LARGEST_PAYLOAD = 65_507;

  private static final ByteBuffer LINES =
      ByteBuffer.wrap(new byte[] {'\r', '\n', '\r', '\n'}).asReadOnlyBuffer();

  private Datagrams() {}

  /** What is sent where nothing better is known: two empty lines, to which some services answer. */
  public static ByteBuffer anything() {
    return LINES.duplicate();
  }
}
