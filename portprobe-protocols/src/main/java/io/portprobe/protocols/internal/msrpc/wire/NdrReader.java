package io.portprobe.protocols.internal.msrpc.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * A decoder of NDR 2.0 (C706 chapter 14): primitives aligned to their size, relative to the first
 * octet, in the byte order of the sender. Reading past the end, and a count above its limit, throw
 * an {@link RpcFormatException}.
 */
public final class NdrReader {
  private final ByteBuffer octets;

  /**
   * Creates a reader at the first octet, to which all alignment is relative.
   *
   * @param octets the stub data or PDU; not copied
   * @param order the integer byte order of its data representation label
   */
  public NdrReader(byte[] octets, ByteOrder order) {
    this.octets = ByteBuffer.wrap(octets).order(order);
  }

  public int remaining() {
    return octets.remaining();
  }

  /** Skips octets. */
  void skip(int count, String field) throws RpcFormatException {
    need(count, field);
    octets.position(octets.position() + count);
  }

  int u8(String field) throws RpcFormatException {
    need(1, field);
    return octets.get() & 0xff;
  }

  public int u16(String field) throws RpcFormatException {
    align(2, field);
    need(2, field);
    return octets.getShort() & 0xffff;
  }

  public long u32(String field) throws RpcFormatException {
    align(4, field);
    need(4, field);
    return octets.getInt() & 0xffff_ffffL;
  }

  /**
   * Reads a 32-bit count.
   *
   * @param max the largest value that is accepted
   */
  public int count(String field, int max) throws RpcFormatException {
    long value = u32(field);
    if (value > max) {
      throw RpcFormatException.of(field, value, "at most " + max);
    }
    return (int) value;
  }

  /**
   * Reads a {@code uuid_t} (C706 appendix A): aligned to 4, the first three fields are integers in
   * the byte order of the sender.
   */
  public UUID uuid(String field) throws RpcFormatException {
    align(4, field);
    need(16, field);
    long low = octets.getInt() & 0xffff_ffffL;
    long mid = octets.getShort() & 0xffffL;
    long high = octets.getShort() & 0xffffL;
    long rest = 0;
    for (int i = 0; i < 8; i++) {
      rest = (rest << 8) | (octets.get() & 0xffL);
    }
    return new UUID((low << 32) | (mid << 16) | high, rest);
  }

  public byte[] octets(int count, String field) throws RpcFormatException {
    need(count, field);
    byte[] copy = new byte[count];
    octets.get(copy);
    return copy;
  }

  void align(int size, String field) throws RpcFormatException {
    int gap = -octets.position() & (size - 1);
    if (gap > 0) {
      skip(gap, "padding before " + field);
    }
  }

  private void need(int count, String field) throws RpcFormatException {
    if (count > octets.remaining()) {
      throw new RpcFormatException(
          field
              + ": needs "
              + count
              + " octets at "
              + octets.position()
              + " (expected: at most "
              + octets.remaining()
              + ", the data ends there)");
    }
  }
}
