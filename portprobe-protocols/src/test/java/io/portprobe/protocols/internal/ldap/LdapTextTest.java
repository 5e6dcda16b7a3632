package io.portprobe.protocols.internal.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Text from a peer")
class LdapTextTest {
  @Test
  @DisplayName("a value that is UTF-8 is itself, any other is hex")
  void values() {
    assertThat(LdapText.ofValue(bytes("Gr\u00fc\u00dfe, \u4e16\u754c \ud83d\ude00\ttab\r\n")))
        .isEqualTo("Gr\u00fc\u00dfe, \u4e16\u754c \ud83d\ude00\ttab\r\n");
    assertThat(LdapText.ofValue(new byte[] {'a', (byte) 0xff})).isEqualTo("0x61ff");
    assertThat(LdapText.ofValue(new byte[] {(byte) 0xc0, (byte) 0x80})).isEqualTo("0xc080");
    assertThat(LdapText.ofValue(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}))
        .isEqualTo("0xeda080");
    assertThat(LdapText.ofValue(new byte[] {'a', 0, 27})).isEqualTo("0x61001b");
    assertThat(LdapText.ofValue(bytes("\u0085"))).isEqualTo("0xc285");
    assertThat(LdapText.ofValue(new byte[0])).isEmpty();
  }

  @Test
  @DisplayName("an excerpt is quoted if it can be read, else hex, and never long")
  void excerpts() {
    assertThat(LdapText.excerpt(bytes("SSH-2.0-x\r\n"))).isEqualTo("\"SSH-2.0-x\"");
    assertThat(LdapText.excerpt(bytes("hi"))).isEqualTo("\"hi\"");
    assertThat(LdapText.excerpt(bytes("hi\0"))).isEqualTo("0x686900");
    assertThat(LdapText.excerpt(bytes("x".repeat(100)))).isEqualTo('"' + "x".repeat(48) + '"');
    assertThat(LdapText.excerpt(new byte[100])).isEqualTo("0x" + "00".repeat(16) + "...");
    assertThat(LdapText.excerpt(new byte[0])).isEqualTo("0x");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
