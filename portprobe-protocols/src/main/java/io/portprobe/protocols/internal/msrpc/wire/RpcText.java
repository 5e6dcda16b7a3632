package io.portprobe.protocols.internal.msrpc.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Makes text of octets that a server chose, fit for a terminal and a log. */
public final class RpcText {
  private RpcText() {}

  /**
   * Reads a C string: up to the first NUL, UTF-8 if it is that, else Latin-1, white space around it
   * cut off. What would steer a terminal or break a line becomes {@code ?}.
   *
   * @param octets what was sent
   * @return one line of text, perhaps empty
   */
  public static String readable(byte[] octets) {
    int end = 0;
    while (end < octets.length && octets[end] != 0) {
      end++;
    }
    StringBuilder text = new StringBuilder(decode(octets, end));
    for (int i = 0; i < text.length(); i++) {
      if (isHarmful(text.charAt(i))) {
        text.setCharAt(i, '?');
      }
    }
    return text.toString().strip();
  }

  private static String decode(byte[] octets, int length) {
    try {
      ByteBuffer whole = ByteBuffer.wrap(octets, 0, length);
      return StandardCharsets.UTF_8.newDecoder().decode(whole).toString();
    } catch (CharacterCodingException e) {
      return new String(octets, 0, length, StandardCharsets.ISO_8859_1);
    }
  }

  /** Control characters, line and paragraph separators, and what turns the writing direction. */
  private static boolean isHarmful(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
