package io.portprobe.protocols.internal.http2;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A call of {@code grpc.health.v1.Health/Check} on stream 1: a HEADERS and a DATA frame. The fields
 * are literals or entries of the static table, without Huffman codes (RFC 7541 section 6).
 */
final class GrpcCall {
  static final int STREAM = 1;

  private static final int METHOD_POST = 3;
  private static final int SCHEME_HTTP = 6;
  private static final int SCHEME_HTTPS = 7;
  private static final int AUTHORITY = 1;
  private static final int PATH = 4;
  private static final int CONTENT_TYPE = 31;
  private static final int USER_AGENT = 58;

  private static final int PREFIX = 5;

  private GrpcCall() {}

  static byte[] headers(String authority, boolean tls) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(0x80 | METHOD_POST);
    block.write(0x80 | (tls ? SCHEME_HTTPS : SCHEME_HTTP));
    putField(block, PATH, "/grpc.health.v1.Health/Check");
    putField(block, AUTHORITY, authority);
    putField(block, CONTENT_TYPE, "application/grpc");
    putInteger(block, 0, 4, 0); // a new name
    putString(block, "te");
    putString(block, "trailers");
    putField(block, USER_AGENT, "portprobe");
    return Frame.encode(Frame.HEADERS, Frame.END_HEADERS, STREAM, block.toByteArray());
  }

  /** Returns a HealthCheckRequest, whose field 1 is the service, after its length. */
  static byte[] data(String service) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    if (!service.isEmpty()) {
      byte[] name = service.getBytes(StandardCharsets.US_ASCII);
      message.write(0x0a);
      putVarint(message, name.length);
      message.writeBytes(name);
    }
    ByteBuffer data = ByteBuffer.allocate(PREFIX + message.size());
    data.put((byte) 0).putInt(message.size()).put(message.toByteArray());
    return Frame.encode(Frame.DATA, Frame.END_STREAM, STREAM, data.array());
  }

  /** Writes a literal without indexing, whose name is an entry of the static table. */
  private static void putField(ByteArrayOutputStream block, int name, String value) {
    putInteger(block, 0, 4, name);
    putString(block, value);
  }

  private static void putString(ByteArrayOutputStream block, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
    putInteger(block, 0, 7, bytes.length);
    block.writeBytes(bytes);
  }

  /** Writes an integer after the first bits of its octet (RFC 7541 section 5.1). */
  private static void putInteger(ByteArrayOutputStream block, int first, int prefix, int value) {
    int mask = (1 << prefix) - 1;
    if (value < mask) {
      block.write(first | value);
    } else {
      block.write(first | mask);
      putVarint(block, value - mask);
    }
  }

  private static void putVarint(ByteArrayOutputStream out, int value) {
    int left = value;
    for (; left >> 7 != 0; left >>= 7) {
      out.write(0x80 | (left & 0x7f));
    }
    out.write(left);
  }
}
