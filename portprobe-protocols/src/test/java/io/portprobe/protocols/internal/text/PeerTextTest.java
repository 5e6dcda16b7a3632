package io.portprobe.protocols.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerTextTest {
  @Test
  void decode_utf8IsTextOtherIsHex() {
    assertThat(PeerText.decode(bytes("Gr\u00fc\u00dfe, \u4e16\u754c \ud83d\ude00\ttab\r\n")))
        .isEqualTo("Gr\u00fc\u00dfe, \u4e16\u754c \ud83d\ude00\ttab\r\n");
    assertThat(PeerText.decode(new byte[] {'a', (byte) 0xff})).isEqualTo("0x61ff");
    assertThat(PeerText.decode(new byte[] {(byte) 0xc0, (byte) 0x80})).isEqualTo("0xc080");
    assertThat(PeerText.decode(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}))
        .isEqualTo("0xeda080");
    assertThat(PeerText.decode(new byte[] {'a', 0, 27})).isEqualTo("0x61001b");
    assertThat(PeerText.decode(bytes("\u0085"))).isEqualTo("0xc285");
    assertThat(PeerText.decode(new byte[0])).isEmpty();
  }

  @Test
  void excerpt_printableIsQuotedOtherIsHex() {
    assertThat(PeerText.excerpt(bytes("SSH-2.0-x\r\n"))).isEqualTo("\"SSH-2.0-x\"");
    assertThat(PeerText.excerpt(bytes("hi"))).isEqualTo("\"hi\"");
    assertThat(PeerText.excerpt(bytes("hi\0"))).isEqualTo("0x686900");
    assertThat(PeerText.excerpt(bytes("x".repeat(100)))).isEqualTo('"' + "x".repeat(48) + '"');
    assertThat(PeerText.excerpt(new byte[100])).isEqualTo("0x" + "00".repeat(16) + "...");
    assertThat(PeerText.excerpt(new byte[0])).isEqualTo("0x");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"SIP/2.0 200, true", "SIP/2.0, true", "SIP/2., false", "XSIP/2.0, false"})
  void startsWith_comparesFromThePosition(String text, boolean expected) {
    ByteBuffer bytes = ByteBuffer.wrap(("--" + text).getBytes(StandardCharsets.US_ASCII));
    bytes.position(2);
    byte[] start = "SIP/2.0".getBytes(StandardCharsets.US_ASCII);
    assertThat(PeerText.startsWith(bytes, start)).isEqualTo(expected);
    assertThat(bytes.position()).isEqualTo(2);
  }
}
