package io.portprobe.protocols.internal.netbios;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes name service packets by hand, as RFC 1002 sections 4.2.1 and 4.2.18 draw them. */
final class Responses {
  /** R and AA. */
  static final int RESPONSE = 0x8400;

  static final int TRUNCATED = 0x0200;
  static final int GROUP = 0x8000;
  static final int M_NODE = 0x4000;
  static final int H_NODE = 0x6000;
  static final int ACTIVE = 0x0400;

  /** The asterisk and fifteen NULs of the request. */
  static final String ANY_NODE = "20 434b" + " 4141".repeat(15) + " 00";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Responses() {}

  static Responses packet(int id, int flags, int questions, int answers) {
    return new Responses().u16(id, flags, questions, answers, 0, 0);
  }

  /** The data of a node status record, without its length. */
  static Responses data(int count) {
    return new Responses().u8(count);
  }

  static Responses nothing() {
    return new Responses();
  }

  Responses u8(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  Responses u16(int... values) {
    for (int value : values) {
      u8(value >> 8, value);
    }
    return this;
  }

  Responses u32(int value) {
    return u16(value >>> 16, value);
  }

  Responses hex(String digits) {
    return bytes(HexFormat.of().parseHex(digits.replace(" ", "")));
  }

  Responses bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** An entry of the name table; spaces fill the name up. */
  Responses entry(String name, int suffix, int flags) {
    byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
    bytes(text);
    for (int i = text.length; i < 15; i++) {
      u8(' ');
    }
    return u8(suffix).u16(flags);
  }

  /** Statistics whose values, after the unit id, are 1, 2, 3 and so on. */
  Responses statistics(String unitId) {
    return hex(unitId)
        .u8(1, 2)
        .u16(3, 4, 5, 6, 7, 8)
        .u32(9)
        .u32(10)
        .u16(11, 12, 13, 14, 15, 16, 17, 18, 19);
  }

  /** A record for any node, type NBSTAT, class IN. */
  Responses record(byte[] data) {
    return hex(ANY_NODE).u16(0x21, 1).u32(0).u16(data.length).bytes(data);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  /** A whole response, from the data of its record. */
  static byte[] response(int id, int flags, Responses data) {
    return packet(id, RESPONSE | flags, 0, 1).record(data.toBytes()).toBytes();
  }

  static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }
}
