package io.portprobe.protocols.internal.winrm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.portprobe.protocols.internal.http1.ChunkedBody;
import io.portprobe.protocols.internal.http1.HeadFraming;
import io.portprobe.protocols.internal.http1.ResponseHead;
import io.portprobe.spi.Framing;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A response of HTTP/1.1 with its body.
 *
 * @param head the status and the fields
 * @param body the body as UTF-8, after the chunked transfer coding is decoded
 */
record HttpReply(ResponseHead head, String body) {
  static final int MAX = 24_576;

  private static final int MAX_TEXT = 1_024;
  private static final int FIELDS_BYTES = 4 * MAX;

  /** Returns the length of the response that bytes start with, as {@link Framing#length}. */
  static int length(ByteBuffer received) {
    int body = HeadFraming.INSTANCE.length(received);
    if (body == Framing.INCOMPLETE) {
      return Framing.INCOMPLETE;
    }
    Optional<ResponseHead> head = head(received, body);
    if (head.isEmpty()) {
      return Framing.INVALID;
    }
    if (isChunked(head.get())) {
      String text = ISO_8859_1.decode(received.duplicate()).toString();
      return ChunkedBody.read(text, body, MAX, new StringBuilder());
    }
    Optional<String> length = head.get().field("content-length");
    if (length.isEmpty()) {
      return body;
    }
    return length.get().matches("[0-9]{1,6}")
        ? body + Integer.parseInt(length.get())
        : Framing.INVALID;
  }

  /** Decodes a complete response; empty if its status line is malformed. */
  static Optional<HttpReply> decode(ByteBuffer message) {
    int end = message.hasRemaining() ? HeadFraming.INSTANCE.length(message) : Framing.INVALID;
    Optional<ResponseHead> head = end <= 0 ? Optional.empty() : head(message, end);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    String text = ISO_8859_1.decode(message.duplicate()).toString();
    String body = text.substring(end);
    if (isChunked(head.get())) {
      StringBuilder content = new StringBuilder();
      if (ChunkedBody.read(text, end, MAX, content) < 0) {
        return Optional.empty();
      }
      body = content.toString();
    }
    return Optional.of(new HttpReply(head.get(), new String(body.getBytes(ISO_8859_1), UTF_8)));
  }

  private static Optional<ResponseHead> head(ByteBuffer received, int length) {
    return ResponseHead.read(received.slice(received.position(), length), FIELDS_BYTES);
  }

  private static boolean isChunked(ResponseHead head) {
    return head.hasToken("transfer-encoding", "chunked");
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
