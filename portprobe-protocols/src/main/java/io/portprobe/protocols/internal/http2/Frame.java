package io.portprobe.protocols.internal.http2;

import io.portprobe.spi.Framing;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * A frame of HTTP/2 (RFC 9113 section 4.1).
 *
 * @param stream the stream, 0 for the connection
 */
record Frame(int type, int flags, int stream, ByteBuffer payload) {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;
  static final int PADDED = 8;
  static final int PRIORITY = 0x20;

  /** RFC 9113 section 3.4. */
  static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final int HEADER = 9;
  private static final int MAX_PAYLOAD = 16_384; // SETTINGS_MAX_FRAME_SIZE, which we do not change

  private static final List<String> ERRORS =
      List.of(
          "NO_ERROR",
          "PROTOCOL_ERROR",
          "INTERNAL_ERROR",
          "FLOW_CONTROL_ERROR",
          "SETTINGS_TIMEOUT",
          "STREAM_CLOSED",
          "FRAME_SIZE_ERROR",
          "REFUSED_STREAM",
          "CANCEL",
          "COMPRESSION_ERROR",
          "CONNECT_ERROR",
          "ENHANCE_YOUR_CALM",
          "INADEQUATE_SECURITY",
          "HTTP_1_1_REQUIRED");

  /** The rule of frames. An invalid length is a whole frame, so that the dialogue can report it. */
  static final Framing FRAMING =
      Framing.of(HEADER + MAX_PAYLOAD, received -> length(received.slice()));

  private static int length(ByteBuffer received) {
    int size = received.remaining();
    if (startsAsText(received)) {
      return Math.min(size, HEADER + MAX_PAYLOAD);
    }
    if (size < HEADER) {
      return Framing.INCOMPLETE;
    }
    int payload = (received.getShort(0) & 0xffff) << 8 | (received.get(2) & 0xff);
    return payload > MAX_PAYLOAD ? Framing.INVALID : HEADER + payload;
  }

  /** The first byte of a frame is 0, as it has at most 16384 bytes. */
  private static boolean startsAsText(ByteBuffer received) {
    return received.get(0) != 0;
  }

  /** Reads a frame that has its length. */
  static Frame read(ByteBuffer frame) {
    ByteBuffer bytes = frame.slice();
    return new Frame(
        bytes.get(3) & 0xff,
        bytes.get(4) & 0xff,
        bytes.getInt(5) & 0x7fff_ffff,
        bytes.slice(HEADER, bytes.remaining() - HEADER));
  }

  /** Returns whether bytes are a frame. */
  static boolean isFrame(ByteBuffer bytes) {
    return bytes.remaining() >= HEADER
        && !startsAsText(bytes.slice())
        && length(bytes.slice()) == bytes.remaining();
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Returns the error of a RST_STREAM frame or, after the last stream, of a GOAWAY frame. */
  static String error(int code) {
    return code >= 0 && code < ERRORS.size()
        ? ERRORS.get(code) + " (" + code + ")"
        : "error 0x" + HexFormat.of().toHexDigits(code);
  }

  static byte[] encode(int type, int flags, int stream, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(HEADER + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    return frame.array();
  }

  /** Returns the preface and empty SETTINGS, which a connection begins with. */
  static byte[] opening(byte[]... frames) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(PREFACE);
    out.writeBytes(encode(SETTINGS, 0, 0, new byte[0]));
    for (byte[] frame : frames) {
      out.writeBytes(frame);
    }
    return out.toByteArray();
  }

  /** Returns GOAWAY with NO_ERROR and the last stream 0: the server opened none. */
  static byte[] goodbye() {
    return encode(GOAWAY, 0, 0, new byte[8]);
  }
}
