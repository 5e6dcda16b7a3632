package io.portprobe.protocols.testing.msrpc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.util.UUID;

/** A writer of NDR 2.0 primitives. Only {@link #align} adds padding. */
final class NdrWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final boolean little;

  NdrWriter(ByteOrder order) {
    little = order == ByteOrder.LITTLE_ENDIAN;
  }

  void u8(int value) {
    out.write(value);
  }

  void u16(int value) {
    number(value & 0xffffL, 2);
  }

  void u32(long value) {
    number(value & 0xffff_ffffL, 4);
  }

  private void number(long value, int size) {
    for (int i = 0; i < size; i++) {
      int shift = 8 * (little ? i : size - 1 - i);
      out.write((int) (value >> shift));
    }
  }

  void uuid(UUID id) {
    long high = id.getMostSignificantBits();
    u32(high >>> 32);
    u16((int) (high >>> 16));
    u16((int) high);
    for (int shift = 56; shift >= 0; shift -= 8) {
      u8((int) (id.getLeastSignificantBits() >>> shift));
    }
  }

  void octets(byte[] octets) {
    out.writeBytes(octets);
  }

  void octets(byte[] octets, int from, int length) {
    out.write(octets, from, length);
  }

  /** Writes zeros up to a multiple of a size. */
  void align(int size) {
    while (out.size() % size != 0) {
      out.write(0);
    }
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
