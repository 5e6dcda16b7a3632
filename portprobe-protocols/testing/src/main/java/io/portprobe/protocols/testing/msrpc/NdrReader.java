package io.portprobe.protocols.testing.msrpc;

import java.nio.ByteBuffer;
import java.util.UUID;

/** A reader of NDR 2.0 primitives. */
final class NdrReader {
  private NdrReader() {}

  /** Reads a {@code uuid_t} in the byte order of the buffer. */
  static UUID uuid(ByteBuffer in) {
    long low = in.getInt() & 0xffff_ffffL;
    long mid = in.getShort() & 0xffffL;
    long high = in.getShort() & 0xffffL;
    long rest = 0;
    for (int i = 0; i < 8; i++) {
      rest = (rest << 8) | (in.get() & 0xffL);
    }
    return new UUID((low << 32) | (mid << 16) | high, rest);
  }

  /** Skips padding up to a multiple of a size. */
  static void align(ByteBuffer in, int size) {
    while (in.position() % size != 0) {
      in.get();
    }
  }
}
