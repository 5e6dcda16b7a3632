package io.portprobe.protocols.internal.store;

import io.portprobe.spi.Framing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Replies of RESP 2: simple strings, errors and bulk strings. */
final class Resp {
  private static final int MAX_LINE = 4_096;
  private static final int MAX_DIGITS = 9;

  /** A reply of INFO has 5 KiB; a server with many databases and command statistics has more. */
  private static final int MAX_REPLY = 256 << 10;

  static final Framing FRAMING = Framing.of(MAX_REPLY, Resp::length);

  private Resp() {}

  /** Returns a command without arguments as an array of one bulk string. */
  static byte[] command(String name) {
    return ("*1\r\n$" + name.length() + "\r\n" + name + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static int length(ByteBuffer received) {
    byte type = received.get(0);
    if (type != '+' && type != '-' && type != '$') {
      return Framing.INVALID;
    }
    int end = lineEnd(received);
    if (end < 0) {
      return received.limit() > MAX_LINE ? Framing.INVALID : Framing.INCOMPLETE;
    }
    return type == '$' ? bulkLength(received, end) : end + 2;
  }

  private static int bulkLength(ByteBuffer received, int end) {
    int digits = end - 1;
    if (digits < 1 || digits > MAX_DIGITS) {
      return Framing.INVALID;
    }
    int length = 0;
    for (int i = 1; i < end; i++) {
      int digit = received.get(i) - '0';
      if (digit < 0 || digit > 9) {
        return Framing.INVALID;
      }
      length = length * 10 + digit;
    }
    return end + 2 + length + 2;
  }

  /** Returns the index of CR LF; -1 if the first line is not complete. */
  private static int lineEnd(ByteBuffer received) {
    int last = Math.min(received.limit(), MAX_LINE) - 1;
    for (int i = 1; i < last; i++) {
      if (received.get(i) == '\r' && received.get(i + 1) == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Returns the text of a simple string, an error or a bulk string, without type and length. */
  static String text(ByteBuffer reply) {
    String whole = StandardCharsets.UTF_8.decode(reply.duplicate()).toString();
    int from = whole.charAt(0) == '$' ? whole.indexOf("\r\n") + 2 : 1;
    return whole.substring(from, Math.max(from, whole.length() - 2));
  }
}
