package io.portprobe.protocols.internal.winrm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.portprobe.spi.Framing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A response of HTTP/1.1 (RFC 9112).
 *
 * @param status the status code
 * @param headers the header lines
 * @param body the body as UTF-8, after the chunked transfer coding is decoded
 */
record HttpReply(int status, List<String> headers, String body) {
  static final int MAX = 24_576;

  private static final String VERSION = "HTTP/1.";
  private static final String HEAD_END = "\r\n\r\n";
  private static final int MAX_TEXT = 1_024;
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
    if (isChunked(headers)) {
      return ChunkedBody.read(text, body, new StringBuilder());
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
    List<String> headers = headers(head.substring(0, end));
    String body = head.substring(end + HEAD_END.length());
    if (isChunked(headers)) {
      StringBuilder content = new StringBuilder();
      if (ChunkedBody.read(head, end + HEAD_END.length(), content) < 0) {
        return Optional.empty();
      }
      body = content.toString();
    }
    return Optional.of(
        new HttpReply(
            Integer.parseInt(code), headers, new String(body.getBytes(ISO_8859_1), UTF_8)));
  }

  private static boolean isChunked(List<String> headers) {
    return value(headers, "transfer-encoding").stream().anyMatch("chunked"::equalsIgnoreCase);
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

  /**
   * Returns the text of the first element with a local name, if it contains text only and at most
   * 1,024 characters. Neither a DTD nor an entity other than the predefined ones is resolved.
   */
  Optional<String> element(String name) {
    Matcher element =
        Pattern.compile("<(?:[A-Za-z_][\\w.-]*+:)?+" + name + "(?:\\s[^<>]*+)?+>([^<]*+)</")
            .matcher(body);
    return element.find()
        ? Optional.of(element.group(1).strip())
            .filter(text -> !text.isEmpty() && text.length() <= MAX_TEXT)
            .map(HttpReply::withoutEntities)
        : Optional.empty();
  }

  private static String withoutEntities(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
  }
}
