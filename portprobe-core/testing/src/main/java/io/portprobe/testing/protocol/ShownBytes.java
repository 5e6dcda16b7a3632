package io.portprobe.testing.protocol;

import io.portprobe.text.SafeText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The number of bytes that one side has sent, and the first of them, for messages. */
final class ShownBytes {
  private static final int MAX_SHOWN = 256;

  private final ByteArrayOutputStream first = new ByteArrayOutputStream();
  private long count;

  static ShownBytes of(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    ShownBytes shown = new ShownBytes();
    shown.add(copy);
    return shown;
  }

  void add(byte[] bytes) {
    first.write(bytes, 0, Math.min(bytes.length, MAX_SHOWN - first.size()));
    count += bytes.length;
  }

  long count() {
    return count;
  }

  /** Returns for example {@code 7 bytes ['+PONG\r\n']}, or hexadecimal digits if not ASCII text. */
  @Override
  public String toString() {
    byte[] bytes = first.toByteArray();
    String more = count > bytes.length ? "..." : "";
    String shown =
        isText(bytes)
            ? "'" + SafeText.line(new String(bytes, StandardCharsets.US_ASCII)) + more + "'"
            : HexFormat.of().formatHex(bytes) + more;
    return count + (count == 1 ? " byte" : " bytes") + (count == 0 ? "" : " [" + shown + "]");
  }

  private static boolean isText(byte[] bytes) {
    for (byte b : bytes) {
      if (!SafeText.isPrintableAscii(b) && b != '\r' && b != '\n' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
