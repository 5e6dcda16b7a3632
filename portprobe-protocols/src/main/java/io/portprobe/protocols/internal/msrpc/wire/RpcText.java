package io.portprobe.protocols.internal.msrpc.wire;

import io.portprobe.protocols.internal.text.PeerText;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A decoder of text that a server sent, safe for a terminal and a log. */
public final class RpcText {
  private RpcText() {}

  /**
   * Decodes a C string: up to the first NUL, as UTF-8 if it is valid UTF-8, else as ISO 8859-1,
   * without leading and trailing white space. Unsafe characters become escapes, as {@link
   * SafeText#line(String)} defines them.
   *
   * @param octets the received octets
   * @return one line of text, possibly empty
   */
  public static String readable(byte[] octets) {
    int end = 0;
    while (end < octets.length && octets[end] != 0) {
      end++;
    }
    return PeerText.isPrintableAscii(octets, end)
        ? new String(octets, 0, end, StandardCharsets.US_ASCII).strip()
        : SafeText.line(decode(octets, end).strip());
  }

  private static String decode(byte[] octets, int length) {
    return PeerText.utf8(ByteBuffer.wrap(octets, 0, length))
        .orElseGet(() -> new String(octets, 0, length, StandardCharsets.ISO_8859_1));
  }
}
