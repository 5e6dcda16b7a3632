package io.portprobe.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressSyntaxTest {
  @ParameterizedTest
  @CsvSource({
    "1.2.3, 1.2.0.3",
    "127.1, 127.0.0.1",
    "2130706433, 127.0.0.1",
    "0, 0.0.0.0",
    "0x0, 0.0.0.0",
    "0x, 0.0.0.0",
    "0x7f.1, 127.0.0.1",
    "0x7F000001, 127.0.0.1",
    "0177.0.0.1, 127.0.0.1",
    "017700000001, 127.0.0.1",
    "010.0.0.1, 8.0.0.1",
    "127.0.0.1., 127.0.0.1",
    "192.168.65535, 192.168.255.255"
  })
  void numberForm_isAmbiguous_andHasACustomaryReading(String host, String reading)
      throws UnknownHostException {
    assertThat(AddressSyntax.isAmbiguous(host)).isTrue();
    assertThat(AddressSyntax.customaryReading(host)).contains(InetAddress.getByName(reading));
    assertThat(AddressSyntax.ambiguous(host))
        .hasMessage(
            "host: '"
                + host
                + "' (expected: an IPv4 address of four decimal numbers without leading zeros;"
                + " some programs read it as "
                + reading
                + ")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "256.0.0.1",
        "1.2.3.4.5",
        "09.0.0.1",
        "4294967296",
        "99999999999999999999",
        "1.2.3.256"
      })
  void numberForm_withoutAReading_isAmbiguousAllTheSame(String host) {
    assertThat(AddressSyntax.isAmbiguous(host)).isTrue();
    assertThat(AddressSyntax.customaryReading(host)).isEmpty();
    assertThat(AddressSyntax.ambiguous(host)).hasMessageEndingWith("without leading zeros)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"192.0.2.1", "db", "db.1", "1.2.3.de", "::1", "fe80::1%eth0", "0xdg", "x"})
  void addressOrName_isNotAmbiguous(String host) {
    assertThat(AddressSyntax.isAmbiguous(host)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0, 0.0.0.0 is this host", "::, :: is this host", "127.0.0.1, ''", "::1, ''"})
  void remark_unspecifiedAddress_isThisHost(String address, String remark)
      throws UnknownHostException {
    assertThat(AddressSyntax.remark(InetAddress.getByName(address)).orElse(""))
        .startsWith(remark)
        .satisfies(text -> assertThat(text.isEmpty()).isEqualTo(remark.isEmpty()));
  }
}
