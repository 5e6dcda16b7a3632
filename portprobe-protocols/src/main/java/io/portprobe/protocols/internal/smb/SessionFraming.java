package io.portprobe.protocols.internal.smb;

import io.portprobe.spi.Framing;
import java.nio.ByteBuffer;

/**
 * The packets of a NetBIOS session (RFC 1002 section 4.3) and of SMB over TCP (MS-SMB2 section
 * 2.1): a type and a length of three bytes. A frame keeps its header, because the type matters.
 */
final class SessionFraming implements Framing {
  static final int MESSAGE = 0x00;
  static final int REQUEST = 0x81;
  static final int POSITIVE = 0x82;
  static final int NEGATIVE = 0x83;
  static final int RETARGET = 0x84;
  static final int KEEP_ALIVE = 0x85;
  static final int HEADER = 4;

  private static final int MAX_MESSAGE = 65_536;

  @Override
  public int length(ByteBuffer received) {
    int type = received.get(received.position()) & 0xff;
    if (type != MESSAGE && (type < POSITIVE || type > KEEP_ALIVE)) {
      return INVALID;
    }
    return received.remaining() < HEADER
        ? INCOMPLETE
        : HEADER + (received.getInt(received.position()) & 0xffffff);
  }

  @Override
  public int maxLength() {
    return HEADER + MAX_MESSAGE;
  }

  /** Returns a message with its header. */
  @Override
  public byte[] frame(byte[] message) {
    return ByteBuffer.allocate(HEADER + message.length).putInt(message.length).put(message).array();
  }

  /** Returns a session request for any file server (RFC 1002 section 4.3.2). */
  static byte[] sessionRequest() {
    ByteBuffer out = ByteBuffer.allocate(HEADER + 68).putInt(REQUEST << 24 | 68);
    name(out, "*SMBSERVER", ' ');
    name(out, "PORTPROBE", '\0');
    return out.array();
  }

  /** Appends a name in the encoding of RFC 1001 section 14.1. */
  private static void name(ByteBuffer out, String name, char suffix) {
    out.put((byte) 32);
    for (int i = 0; i < 16; i++) {
      char c = i == 15 ? suffix : i < name.length() ? name.charAt(i) : ' ';
      out.put((byte) ('A' + (c >> 4))).put((byte) ('A' + (c & 0xf)));
    }
    out.put((byte) 0);
  }
}
