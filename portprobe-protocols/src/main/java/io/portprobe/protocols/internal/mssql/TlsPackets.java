package io.portprobe.protocols.internal.mssql;

import io.portprobe.spi.Framing;
import java.nio.ByteBuffer;

/**
 * The packets that carry the records of a TLS handshake (MS-TDS section 2.2.6.5): both sides send
 * them with the type of a PRELOGIN message, and a server may send that of a response.
 */
final class TlsPackets implements Framing {
  static final TlsPackets INSTANCE = new TlsPackets();

  private static final int MAX_CONTENT = PreLogin.MAX_PACKET - PreLogin.HEADER;

  private TlsPackets() {}

  @Override
  public int length(ByteBuffer received) {
    int start = received.position();
    byte type = received.get(start);
    if (type != PreLogin.PRELOGIN && type != PreLogin.RESPONSE) {
      return INVALID;
    }
    if (received.remaining() < PreLogin.HEADER) {
      return INCOMPLETE;
    }
    int length = received.getShort(start + 2) & 0xffff;
    return length <= PreLogin.HEADER ? INVALID : length;
  }

  @Override
  public int headerLength() {
    return PreLogin.HEADER;
  }

  @Override
  public int maxLength() {
    return PreLogin.MAX_PACKET;
  }

  /** Divides a flight of records into packets, of which the last has the bit of the end. */
  @Override
  public byte[] frame(byte[] message) {
    int count = Math.max(1, (message.length + MAX_CONTENT - 1) / MAX_CONTENT);
    ByteBuffer packets = ByteBuffer.allocate(message.length + count * PreLogin.HEADER);
    for (int i = 0; i < count; i++) {
      int from = i * MAX_CONTENT;
      int length = Math.min(MAX_CONTENT, message.length - from);
      packets
          .put(PreLogin.PRELOGIN)
          .put(i == count - 1 ? PreLogin.END_OF_MESSAGE : 0)
          .putShort((short) (PreLogin.HEADER + length))
          .putShort((short) 0) // SPID
          .put((byte) (i + 1))
          .put((byte) 0) // window
          .put(message, from, length);
    }
    return packets.array();
  }
}
