package io.portprobe.protocols.internal.msrpc.wire;

import java.io.ByteArrayOutputStream;
import java.util.UUID;

/** An encoder of NDR 2.0, little-endian, every primitive aligned to its size (C706 chapter 14). */
public final class NdrWriter {
  /** In and out parameters share referents (C706 section 14.3.11.1); servers start at 0x20000. */
  private static final int REFERENT = 1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int referents;

  public NdrWriter u16(int value) {
    align(2);
    return number(value, 2);
  }

  public NdrWriter u32(long value) {
    align(4);
    return number(value, 4);
  }

  public NdrWriter uuid(UUID id) {
    align(4);
    long high = id.getMostSignificantBits();
    number(high >>> 32, 4).number(high >>> 16, 2).number(high, 2);
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (id.getLeastSignificantBits() >>> shift));
    }
    return this;
  }

  public NdrWriter handle(ContextHandle handle) {
    return u32(handle.attributes()).uuid(handle.uuid());
  }

  /** Writes a full pointer that is not null; the referent follows. */
  public NdrWriter referent() {
    return u32(REFERENT + referents++);
  }

  public NdrWriter nil() {
    return u32(0);
  }

  public NdrWriter octets(byte[] octets) {
    out.writeBytes(octets);
    return this;
  }

  private NdrWriter number(long value, int size) {
    for (int i = 0; i < size; i++) {
      out.write((int) (value >>> (8 * i)));
    }
    return this;
  }

  private void align(int size) {
    while (out.size() % size != 0) {
      out.write(0);
    }
  }

  public byte[] toByteArray() {
    return out.toByteArray();
  }
}
