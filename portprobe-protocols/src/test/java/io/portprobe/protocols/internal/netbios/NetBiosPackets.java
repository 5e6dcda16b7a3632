package io.portprobe.protocols.internal.netbios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** An encoder of NetBIOS packets for tests (RFC 1002 sections 4.2.1 and 4.2.18). */
final class NetBiosPackets {
  /** R and AA. */
  static final int RESPONSE = 0x8400;

  static final int TRUNCATED = 0x0200;
  static final int GROUP = 0x8000;
  static final int M_NODE = 0x4000;
  static final int H_NODE = 0x6000;
  static final int ACTIVE = 0x0400;

  /** The encoded wildcard name: an asterisk and fifteen NULs. */
  static final String WILDCARD = "20 434b" + " 4141".repeat(15) + " 00";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private NetBiosPackets() {}

  /** Starts a dialogue and returns the bytes it sends. */
  static byte[] sent(Dialogue dialogue) {
    ByteBuffer bytes =
        assertThat(dialogue.start()).asInstanceOf(type(Step.Send.class)).actual().bytes();
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  static NetBiosPackets packet(int id, int flags, int questions, int answers) {
    return new NetBiosPackets().u16(id, flags, questions, answers, 0, 0);
  }

  /** The data of a node status record, without its length. */
  static NetBiosPackets data(int count) {
    return new NetBiosPackets().u8(count);
  }

  static NetBiosPackets nothing() {
    return new NetBiosPackets();
  }

  NetBiosPackets u8(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  NetBiosPackets u16(int... values) {
    for (int value : values) {
      u8(value >> 8, value);
    }
    return this;
  }

  NetBiosPackets u32(int value) {
    return u16(value >>> 16, value);
  }

  NetBiosPackets hex(String digits) {
    return bytes(HexFormat.of().parseHex(digits.replace(" ", "")));
  }

  NetBiosPackets bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Appends an entry of the name table; the name is padded with spaces. */
  NetBiosPackets entry(String name, int suffix, int flags) {
    byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
    bytes(text);
    for (int i = text.length; i < 15; i++) {
      u8(' ');
    }
    return u8(suffix).u16(flags);
  }

  /** Appends the unit id and statistics with the values 1, 2, 3 and so on. */
  NetBiosPackets statistics(String unitId) {
    return hex(unitId)
        .u8(1, 2)
        .u16(3, 4, 5, 6, 7, 8)
        .u32(9)
        .u32(10)
        .u16(11, 12, 13, 14, 15, 16, 17, 18, 19);
  }

  /** Encodes a record of the wildcard name, type NBSTAT, class IN. */
  NetBiosPackets record(byte[] data) {
    return hex(WILDCARD).u16(0x21, 1).u32(0).u16(data.length).bytes(data);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  /** Encodes a response with the given data in its record. */
  static byte[] response(int id, int flags, NetBiosPackets data) {
    return packet(id, RESPONSE | flags, 0, 1).record(data.toBytes()).toBytes();
  }

  static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }
}
