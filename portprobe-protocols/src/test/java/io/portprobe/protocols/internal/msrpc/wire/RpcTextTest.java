package io.portprobe.protocols.internal.msrpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RpcTextTest {
  private static String utf8(String text) {
    return RpcText.readable(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readable_endsAtNulAndIsTrimmed() {
    assertThat(utf8("  Frs2 Service \0rubbish")).isEqualTo("Frs2 Service");
    assertThat(utf8("no end")).isEqualTo("no end");
    assertThat(utf8("\0")).isEmpty();
    assertThat(utf8("")).isEmpty();
  }

  @Test
  void readable_controlCharacters_areEscaped() {
    assertThat(utf8("a\u001b[31mb\tc\r\nd\u007fe")).isEqualTo("a\\u001b[31mb\\tc\\r\\nd\\u007fe");
    assertThat(utf8("a\u0085b\u2028c\u2029d\u202ee\u200bf"))
        .isEqualTo("a\\u0085b\\u2028c\\u2029d\\u202ee\\u200bf");
  }

  @Test
  void readable_otherLanguages_areUnchanged() {
    assertThat(utf8("Ereignisüberwachung 監視")).isEqualTo("Ereignisüberwachung 監視");
  }

  @Test
  void readable_notUtf8_isLatin1() {
    assertThat(RpcText.readable("für".getBytes(StandardCharsets.ISO_8859_1))).isEqualTo("für");
    assertThat(RpcText.readable(new byte[] {'a', (byte) 0x9b, 'b'})).isEqualTo("a\\u009bb");
  }
}
