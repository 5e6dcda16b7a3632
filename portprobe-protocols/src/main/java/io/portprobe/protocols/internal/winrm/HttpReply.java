package io.portprobe.protocols.internal.winrm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.portprobe.spi.Framing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A response of HTTP/1.1 (RFC 9112).
 *
 * @param status the status code
 * @param headers the header lines
 * @param body the body as UTF-8; a chunked one with its chunk sizes
 */
record HttpReply(int status, List<String> headers, String body) {
  static final int MAX = 24_576;

  private static final String VERSION = "HTTP/1.";
  private static final String HEAD_END = "\r\n\r\n";
  private static final String LAST_CHUNK = "0\r\n\r\n";
  private static final int STATUS_LINE = 12;

  /** Returns the length of the response that bytes start with, as {@link Framing#length}. */
  static int length(ByteBuffer received) {
    String text = ISO_8859_1.decode(received.duplicate()).toString();
    if (!text.regionMatches(0, VERSION, 0, Math.min(text.length(), VERSION.length()))) {
      return Framing.INVALID;
    }
    int end = text.indexOf(HEAD_END);
    if (end < 0) {
      return Framing.INCOMPLETE;
    }
    int body = end + HEAD_END.length();
    List<String> headers = headers(text.substring(0, end));
    if (value(headers, "transfer-encoding").stream().anyMatch("chunked"::equalsIgnoreCase)) {
      int last = text.indexOf(LAST_CHUNK, end + 2);
      return last < 0 ? Framing.INCOMPLETE : Math.max(body, last + LAST_CHUNK.length());
    }
    Optional<String> length = value(headers, "content-length").stream().findFirst();
    if (length.isEmpty()) {
      return body;
    }
    return length.get().matches("[0-9]{1,6}")
        ? body + Integer.parseInt(length.get())
        : Framing.INVALID;
  }

  /** Decodes a complete response; empty if its status line is malformed. */
  static Optional<HttpReply> decode(ByteBuffer message) {
    String head = ISO_8859_1.decode(message.duplicate()).toString();
    int end = head.indexOf(HEAD_END);
    String code = end < STATUS_LINE ? "" : head.substring(STATUS_LINE - 3, STATUS_LINE);
    if (!code.matches("[1-5][0-9][0-9]")) {
      return Optional.empty();
    }
    int body = end + HEAD_END.length();
    return Optional.of(
        new HttpReply(
            Integer.parseInt(code),
            headers(head.substring(0, end)),
            UTF_8.decode(message.slice(body, message.limit() - body)).toString()));
  }

  private static List<String> headers(String head) {
    return head.lines().skip(1).toList();
  }

  /** Returns the values of a header; the name is in lower case. */
  List<String> values(String name) {
    return value(headers, name);
  }

  private static List<String> value(List<String> headers, String name) {
    List<String> values = new ArrayList<>();
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon > 0 && header.substring(0, colon).toLowerCase(Locale.ROOT).equals(name)) {
        values.add(header.substring(colon + 1).strip());
      }
    }
    return values;
  }

  /** Returns the text of the first element with a local name, if it contains text only. */
  Optional<String> element(String name) {
    int start = body.indexOf(name + ">");
    int from = start + name.length() + 1;
    if (start < 1 || (body.charAt(start - 1) != ':' && body.charAt(start - 1) != '<')) {
      return Optional.empty();
    }
    int to = body.indexOf('<', from);
    return to < 0
        ? Optional.empty()
        : Optional.of(body.substring(from, to).strip()).filter(text -> !text.isEmpty());
  }
}
