package io.portprobe.protocols.internal.quic;

import java.nio.ByteBuffer;

/** Packets of a QUIC server, written independently of the main code. */
final class QuicBytes {
  private QuicBytes() {}

  /** Returns a version negotiation packet (RFC 8999 section 6) for a packet of a client. */
  static ByteBuffer negotiation(ByteBuffer request, int... versions) {
    ByteBuffer sent = request.slice();
    ByteBuffer packet = ByteBuffer.allocate(1_500);
    packet.put((byte) 0xf3).putInt(0);
    putId(packet, sent, 6 + 8); // the id of the client
    putId(packet, sent, 5);
    for (int version : versions) {
      packet.putInt(version);
    }
    return packet.flip();
  }

  private static void putId(ByteBuffer packet, ByteBuffer sent, int at) {
    int length = sent.get(at);
    packet.put((byte) length).put(sent.slice(at + 1, length));
  }
}
