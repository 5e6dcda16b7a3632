package io.portprobe.protocols.internal.netbios;

import io.portprobe.protocols.netbios.NodeName;
import io.portprobe.text.SafeText;
import java.util.HexFormat;

/** The text form of the bytes of a name, as in {@link NodeName#name()}. */
final class NameText {
  private NameText() {}

  /** Decodes a name without its padding of spaces or, from Windows, NULs. */
  static String of(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && (bytes[end - 1] == ' ' || bytes[end - 1] == 0)) {
      end--;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < end; i++) {
      char c = (char) (bytes[i] & 0xff);
      if (!SafeText.isSafe(c) || c == '\\') {
        text.append("\\x").append(HexFormat.of().toHexDigits(bytes[i]));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
