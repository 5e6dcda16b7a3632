package io.portprobe.protocols.internal.ldap;

import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Makes text of what a peer sent, without trusting it. */
public final class LdapText {
  private static final int EXCERPT_CHARS = 48;
  private static final int EXCERPT_BYTES = 16;

  private LdapText() {}

  /**
   * The value of an attribute: text if it is well-formed UTF-8 without control characters (save tab
   * and line breaks), otherwise {@code 0x} and its bytes in hex.
   */
  public static String ofValue(byte[] value) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
      return text.codePoints().allMatch(LdapText::belongsInText) ? text : hex(value);
    } catch (CharacterCodingException notText) {
      return hex(value);
    }
  }

  /** The beginning of something unexpected, for a message: quoted if printable, else in hex. */
  static String excerpt(byte[] bytes) {
    int printable = 0;
    while (printable < Math.min(bytes.length, EXCERPT_CHARS)
        && SafeText.isPrintableAscii(bytes[printable])) {
      printable++;
    }
    if (printable >= 4 || (printable > 0 && printable == bytes.length)) {
      return '"' + new String(bytes, 0, printable, StandardCharsets.US_ASCII) + '"';
    }
    int shown = Math.min(bytes.length, EXCERPT_BYTES);
    return "0x" + HexFormat.of().formatHex(bytes, 0, shown) + (shown < bytes.length ? "..." : "");
  }

  private static String hex(byte[] value) {
    return "0x" + HexFormat.of().formatHex(value);
  }

  private static boolean belongsInText(int codePoint) {
    return !SafeText.isControl(codePoint)
        || codePoint == '\t'
        || codePoint == '\n'
        || codePoint == '\r';
  }
}
