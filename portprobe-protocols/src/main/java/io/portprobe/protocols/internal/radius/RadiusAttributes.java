package io.portprobe.protocols.internal.radius;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The attributes of a packet (RFC 2865 section 5). */
record RadiusAttributes(List<Attribute> all) {
  /**
   * An attribute.
   *
   * @param offset the position of its value in the packet
   */
  record Attribute(int type, int offset, ByteBuffer value) {
    byte[] bytes() {
      byte[] bytes = new byte[value.remaining()];
      value.get(value.position(), bytes);
      return bytes;
    }
  }

  /** Reads the attributes from a position to the end; empty if a length is wrong. */
  static Optional<RadiusAttributes> read(byte[] packet, int from) {
    List<Attribute> all = new ArrayList<>();
    int at = from;
    while (at < packet.length) {
      int length = at + 1 < packet.length ? packet[at + 1] & 0xff : 0;
      if (length < 2 || at + length > packet.length) {
        return Optional.empty();
      }
      ByteBuffer value = ByteBuffer.wrap(packet, at + 2, length - 2).slice();
      all.add(new Attribute(packet[at] & 0xff, at + 2, value));
      at += length;
    }
    return Optional.of(new RadiusAttributes(all));
  }

  Optional<Attribute> first(int type) {
    return all.stream().filter(attribute -> attribute.type() == type).findFirst();
  }
}
