package io.portprobe.testing.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ShownBytesTest {
  private static ShownBytes shown(String... pieces) {
    ShownBytes shown = new ShownBytes();
    for (String piece : pieces) {
      shown.add(piece.getBytes(ISO_8859_1));
    }
    return shown;
  }

  @Test
  void asciiText_isShownAsText() {
    assertThat(shown("+PONG", "\r\n")).hasToString("7 bytes ['+PONG\\r\\n']");
    assertThat(shown("a")).hasToString("1 byte ['a']");
  }

  @Test
  void otherBytes_areShownInHexadecimal() {
    assertThat(shown("ok\0")).hasToString("3 bytes [6f6b00]");
    assertThat(shown("\u00ff")).hasToString("1 byte [ff]");
    assertThat(shown()).hasToString("0 bytes");
  }

  @Test
  void longData_isCut() {
    ShownBytes text = shown("x".repeat(200), "y".repeat(200), "z");

    assertThat(text).hasToString("401 bytes ['" + "x".repeat(200) + "y".repeat(56) + "...']");
    assertThat(text.count()).isEqualTo(401);
    assertThat(shown("\0".repeat(257))).hasToString("257 bytes [" + "00".repeat(256) + "...]");
  }

  @Test
  void buffer_keepsItsPosition() {
    ByteBuffer buffer = ByteBuffer.wrap("abc".getBytes(ISO_8859_1)).position(1);

    assertThat(ShownBytes.of(buffer)).hasToString("2 bytes ['bc']");
    assertThat(buffer.position()).isEqualTo(1);
  }
}
