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
}
