package io.portprobe.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostSyntaxTest {
  @ParameterizedTest
  @CsvSource({
    "db, db:80",
    "192.0.2.1, 192.0.2.1:80",
    "::1, [::1]:80",
    "fe80::1%eth0, [fe80::1%eth0]:80"
  })
  void withPort_onlyIpv6_hasBrackets(String host, String expected) {
    assertThat(HostSyntax.withPort(host, 80)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"db, false", "192.0.2.1, true", "::1, true", "10.0.0, false"})
  void isLiteral_addressesOnly(String host, boolean literal) {
    assertThat(HostSyntax.isLiteral(host)).isEqualTo(literal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fe80::1%eth0.100", "fe80::1%br-lan", "fe80::1%veth@if3"})
  void normalize_zoneOfAnInterface_isKept(String host) {
    assertThat(HostSyntax.normalize(host)).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fe80::1%\u001b[31m", "fe80::1%a\nb", "fe80::1%a b", "fe80::1%\u202ea"})
  void normalize_zoneWithUnsafeCharacters_isRejectedAndQuoted(String host) {
    assertThatThrownBy(() -> HostSyntax.normalize(host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "host: %s (expected: a zone without spaces and control characters)",
            SafeText.quote(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uff11\uff12\uff17.0.0.1",
        "\u2460.1.1.1",
        "127\u30020.0.1",
        "127.0.0.1\u3002",
        "\uff11.2.3",
        "\uff10x7f.1",
        "1\u00b2.1.1.1"
      })
  void normalize_addressInOtherDigitsOrDots_isRejected(String host) {
    assertThatThrownBy(() -> HostSyntax.normalize(host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("host: '%s' (expected: ASCII digits and dots in an address)", host);
  }

  @ParameterizedTest
  @CsvSource({"\uff11a.example, 1a.example", "db\u3002example, db.example"})
  void normalize_nameInOtherDigitsOrDots_isMapped(String host, String expected) {
    assertThat(HostSyntax.normalize(host)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "64:ff9b::192.0.2.33, true",
    "64:ff9b::192.0.2.033, false",
    "64:ff9b::192.0.2, false",
    "::ffff:192.0.2.1, true",
    "2001:db8:1:2:3:4:192.0.2.1, true",
    "2001:db8:1:2:3:4:5:192.0.2.1, false",
    "192.0.2.1:, false"
  })
  void normalize_ipv6ThatEndsInIpv4_isALiteral(String host, boolean valid) {
    if (valid) {
      assertThat(HostSyntax.normalize(host)).isEqualTo(host);
    } else {
      assertThatThrownBy(() -> HostSyntax.normalize(host))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("host: '" + host + "'");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "faß.de, xn--fa-hia.de",
    "FAẞ.de, xn--fa-hia.de",
    "βόλος.com, xn--nxasmm1c.com",
    "ΒΌΛΟΣ.com, xn--nxasmq6b.com", // a capital sigma is no final one
    "නාමල්, xn--r0cop6cwa",
    "ශ්‍රී.com, xn--10cl1a0b660p.com", // with one, after a virama
    "نامه‌ای.com, xn--mgba3gch31f060k.com",
    "www。faß．de｡, www.xn--fa-hia.de.",
    "bücher.example, xn--bcher-kva.example",
    "Straße-1.münchen.de, xn--strae-1-3va.xn--mnchen-3ya.de"
  })
  void normalize_internationalName_isThatOfIdna2008(String name, String ascii) {
    assertThat(HostSyntax.normalize(name)).isEqualTo(ascii);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"exa\u200dmple.com", "\u200cß.de", "ß\u202e.de", "ß b.de", "ß/.de", "ß☃.de"})
  void normalize_characterThatNamesCannotHave_isRejected(String name) {
    assertThatThrownBy(() -> HostSyntax.normalize(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("host: " + SafeText.quote(name));
  }

  @ParameterizedTest
  @CsvSource({"'db\r', db", "'  10.0.0.1 ', 10.0.0.1", "'\uFEFFdb', db", "'\t', ''"})
  void stripped_lineOfAWindowsFile(String line, String host) {
    assertThat(HostSyntax.stripped(line.replace("\\r", "\r").replace("\\t", "\t"))).isEqualTo(host);
  }
}
