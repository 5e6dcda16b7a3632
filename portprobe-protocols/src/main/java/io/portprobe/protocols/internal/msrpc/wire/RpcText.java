package io.portprobe.protocols.internal.msrpc.wire;

import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Makes text of octets that a server chose, fit for a terminal and a log. */
public final class RpcText {
  private RpcText() {}

  /**
   * Reads a C string: up to the first NUL, UTF-8 if it is that, else Latin-1, white space around it
   * cut off. Unsafe characters become escapes, as {@link SafeText#line(String)} defines them.
   *
   * @param octets what was sent
   * @return one line of text, perhaps empty
   */
  public static String readable(byte[] octets) {
    int end = 0;
    while (end < octets.length && octets[end] != 0) {
      end++;
    }
    return SafeText.line(decode(octets, end).strip());
  }

  private static String decode(byte[] octets, int length) {
    try {
      ByteBuffer whole = ByteBuffer.wrap(octets, 0, length);
      return StandardCharsets.UTF_8.newDecoder().decode(whole).toString();
    } catch (CharacterCodingException e) {
      return new String(octets, 0, length, StandardCharsets.ISO_8859_1);
    }
  }
}
