package io.portprobe.protocols.internal.http2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Frames of a server, written independently of the main code. */
final class Http2Bytes {
  static final String SETTINGS = "000012 04 00 00000000 0003 00000080 0004 00010000 0005 00ffffff";
  static final String SETTINGS_ACK = "000000 04 01 00000000";

  private Http2Bytes() {}

  static ByteBuffer hex(String... parts) {
    String text = String.join("", parts).replace(" ", "");
    return ByteBuffer.wrap(HexFormat.of().parseHex(text)).asReadOnlyBuffer();
  }

  /** Returns a frame of stream 1 in hex. */
  static String frame(int type, int flags, String payload) {
    String bytes = payload.replace(" ", "");
    return String.format("%06x %02x %02x 00000001", bytes.length() / 2, type, flags) + bytes;
  }

  /** Returns a literal field with a new name, in hex. */
  static String field(String name, String value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    for (String text : new String[] {name, value}) {
      out.write(text.length());
      out.writeBytes(text.getBytes(US_ASCII));
    }
    return HexFormat.of().formatHex(out.toByteArray());
  }

  /** Returns the head of a successful response in hex. */
  static String head() {
    return frame(1, 4, "88" + field("content-type", "application/grpc"));
  }

  /** Returns the trailers of a response in hex. */
  static String trailers(int status) {
    return frame(1, 5, field("grpc-status", String.valueOf(status)));
  }

  /** Returns a message with a health in hex. */
  static String health(int value) {
    return frame(0, 0, String.format("00 00000002 08 %02x", value));
  }
}
