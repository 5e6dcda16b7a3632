package io.portprobe.protocols.internal.http1;

import io.portprobe.spi.Framing;

/** The chunked transfer coding (RFC 9112 section 7.1) of a message in ISO 8859-1. */
public final class ChunkedBody {
  private static final String LINE_END = "\r\n";
  private static final int MAX_SIZE_LINE = 256;

  private ChunkedBody() {}

  /**
   * Reads a body.
   *
   * @param reply the bytes of the message, one in each character
   * @param from the index of the first chunk
   * @param max the maximum length of a chunk in bytes
   * @param content receives the data of the chunks
   * @return the index after the body, {@link Framing#INCOMPLETE} or {@link Framing#INVALID}
   */
  public static int read(String reply, int from, int max, StringBuilder content) {
    int at = from;
    while (true) {
      int lineEnd = reply.indexOf(LINE_END, at);
      if (lineEnd < 0) {
        return reply.length() - at > MAX_SIZE_LINE ? Framing.INVALID : Framing.INCOMPLETE;
      }
      int size = size(reply.substring(at, lineEnd));
      int data = lineEnd + LINE_END.length();
      if (size < 0 || size > max) {
        return Framing.INVALID;
      }
      if (size == 0) {
        return afterTrailers(reply, lineEnd);
      }
      int end = data + size;
      if (reply.length() < end + LINE_END.length()) {
        return Framing.INCOMPLETE;
      }
      if (!reply.startsWith(LINE_END, end)) {
        return Framing.INVALID;
      }
      content.append(reply, data, end);
      at = end + LINE_END.length();
    }
  }

  /** Returns the size that a line states before its extensions; negative if it is malformed. */
  private static int size(String line) {
    int extension = line.indexOf(';');
    String size = (extension < 0 ? line : line.substring(0, extension)).strip();
    return size.matches("[0-9A-Fa-f]{1,6}") ? Integer.parseInt(size, 16) : -1;
  }

  /** Returns the index after the empty line that ends the body. */
  private static int afterTrailers(String reply, int lastSizeEnd) {
    int end = reply.indexOf(LINE_END + LINE_END, lastSizeEnd);
    return end < 0 ? Framing.INCOMPLETE : end + 2 * LINE_END.length();
  }
}
