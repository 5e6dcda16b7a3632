package io.portprobe.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of RFC 5952, with its examples. */
class AddressTextTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "2001:0db8::0001, 2001:db8::1", // section 4.1: no leading zeros
    "2001:db8:0:0:0:0:2:1, 2001:db8::2:1", // section 4.2.1: as short as possible
    "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1", // section 4.2.2: not for one group
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1", // section 4.2.3: the longest run
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1", // section 4.2.3: the first of equal runs
    "2001:DB8::ABCD, 2001:db8::abcd", // section 4.3: lower case
    "1:0:0:0:0:0:0:0, 1::",
    "0:0:1:2:3:4:5:6, ::1:2:3:4:5:6",
    "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "0:1:0:1:0:1:0:1, 0:1:0:1:0:1:0:1",
    "64:ff9b::192.0.2.1, 64:ff9b::c000:201",
    "fe80:0:0:0:0:0:0:1%eth0, fe80::1%eth0",
  })
  void canonical(String host, String expected) throws UnknownHostException {
    assertThat(AddressText.canonical(host)).isEqualTo(expected);
    assertThat(AddressText.canonical(expected)).isEqualTo(expected);
    if (!host.contains("%")) {
      InetAddress address = InetAddress.getByName(host);
      assertThat(AddressText.of(address)).isEqualTo(expected);
      assertThat(InetAddress.getByName(expected)).isEqualTo(address);
    }
  }

  @Test
  void mappedAddress_endsInIpv4() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    mapped[12] = (byte) 192;
    mapped[14] = 2;
    mapped[15] = 1;

    assertThat(AddressText.of(Inet6Address.getByAddress(null, mapped, -1)))
        .isEqualTo("::ffff:192.0.2.1"); // section 5
    assertThat(AddressText.canonical("::ffff:c000:0201")).isEqualTo("::ffff:192.0.2.1");
  }

  @Test
  void zone_isKept() throws UnknownHostException {
    byte[] bytes = InetAddress.getByName("fe80::1").getAddress();

    assertThat(AddressText.of(Inet6Address.getByAddress(null, bytes, 7))).isEqualTo("fe80::1%7");
  }

  @ParameterizedTest
  @CsvSource({"db.example", "192.0.2.1", "1:2", "not an address", "''"})
  void anotherHost_isReturned(String host) {
    assertThat(AddressText.canonical(host)).isEqualTo(host);
  }
}
