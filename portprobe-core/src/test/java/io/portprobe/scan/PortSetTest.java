package io.portprobe.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.portprobe.Transport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortSetTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "80;tcp 80", "1-4,3389;tcp 1-4,3389", "443, 80 ,443;tcp 443,80", "-3;tcp 1-3",
        "65534-;tcp 65534,65535", "SSH,ldap;tcp 22,389", "all;tcp 1-65535", "top:3;tcp 80,443,22",
      })
  @DisplayName("A port set parses ports, ranges, names and lists in their order")
  void forms(String text, String expected) {
    assertThat(PortSet.tcp(text)).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "65536", "5-3", "-", "", "80,", "nosuchservice", "top:0", "top:9999"})
  @DisplayName("A port set rejects any other text")
  void refuses(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PortSet.tcp(text))
        .withMessageContaining("(expected: ");
  }

  @Test
  @DisplayName("A port set resolves service names by transport")
  void transports() {
    assertThat(PortSet.udp("snmp,domain").stream()).containsExactly(161, 53);
    assertThat(PortSet.of(Transport.UDP, 53)).isNotEqualTo(PortSet.of(Transport.TCP, 53));
  }
}
