package io.portprobe.internal.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressFormsTest {
  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 7})
  void canonical_mappedAddressThatTheJdkKeptAsIpv6_isIpv4(int scope) throws UnknownHostException {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
    Inet6Address ipv6 = Inet6Address.getByAddress("evil.test", mapped, scope);

    assertThat(AddressForms.canonical(ipv6))
        .isInstanceOf(Inet4Address.class)
        .isEqualTo(address("127.0.0.1"));
    assertThat(AddressForms.canonical(List.of(ipv6))).containsExactly(address("127.0.0.1"));
  }

  @Test
  void canonical_resultOfAResolver_mayNotHaveNullAddresses() {
    assertThat(AddressForms.canonical((List<InetAddress>) null)).isEmpty();
    assertThatThrownBy(() -> AddressForms.canonical(Collections.singletonList(null)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("address of the resolver");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 127.0.0.1",
    "::, ::1",
    "::%1, ::1",
    "192.0.2.1, 192.0.2.1",
    "2001:db8::1, 2001:db8::1"
  })
  void reachable_unspecifiedAddress_isLoopback(String given, String expected)
      throws UnknownHostException {
    assertThat(AddressForms.reachable(address(given))).isEqualTo(address(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "::127.0.0.1, 127.0.0.1",
    "::ffff:0:7f00:1, 127.0.0.1",
    "64:ff9b::a9fe:a9fe, 169.254.169.254",
    "64:ff9b:1::7f00:1, 127.0.0.1",
    "64:ff9b:1:7f00:0:100::, 127.0.0.1", // a prefix of 48 bits
    "64:ff9b:1:c07f:0:1::, 127.0.0.1", // a prefix of 56 bits
    "64:ff9b:1:c0de:7f:0:100:0, 127.0.0.1", // a prefix of 64 bits
    "2002:7f00:1::, 127.0.0.1",
    "2002:c633:6401::5efe:7f00:1, '198.51.100.1 127.0.0.1'", // ISATAP in a 6to4 site
    "2001:0:7f00:1::f5ff:fffe, '127.0.0.1 10.0.0.1'", // Teredo: server and client
    "fe80::5efe:a00:1, 10.0.0.1", // ISATAP
    "2001:470:1f0b::200:5efe:a00:1, 10.0.0.1",
    "::1, ''",
    "::, ''",
    "64:ff9b:0:1::7f00:1, ''",
    "2001:db8::7f00:1, ''",
    "127.0.0.1, ''"
  })
  void embeddedIpv4_everyTranslationAndTunnel(String address, String embedded)
      throws UnknownHostException {
    List<String> found =
        AddressForms.embeddedIpv4(address(address)).stream()
            .map(InetAddress::getHostAddress)
            .toList();
    if (address.startsWith("64:ff9b:1:")) { // the length of the prefix is not known
      assertThat(found).contains(embedded);
    } else {
      assertThat(String.join(" ", found)).isEqualTo(embedded);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "64:ff9b::"})
  void deniable_unspecifiedAddress_includesBothLoopbackAddresses(String address)
      throws UnknownHostException {
    assertThat(AddressForms.deniable(address(address)))
        .contains(address(address), address("127.0.0.1"), address("::1"));
  }

  @ParameterizedTest
  @CsvSource({
    "64:ff9b:1:a9fe:a9:fe00:c633:6401, 169.254.169.254", // a prefix of 48 bits
    "64:ff9b:1:c0a9:fe:a9fe:c633:6401, 169.254.169.254", // a prefix of 56 bits
    "64:ff9b:1:c0de:a9:fea9:fe33:6401, 169.254.169.254", // a prefix of 64 bits
    "64:ff9b:1::7f00:0, 127.0.0.0" // a prefix of 96 bits, with an address that ends in zeros
  })
  void deniable_localNat64_ignoresTheBitsAfterTheIpv4Address(String address, String embedded)
      throws UnknownHostException {
    assertThat(AddressForms.deniable(address(address))).contains(address(embedded));
  }

  @Test
  void deniable_localNat64_hasNoAddressOfZerosInItsPrefix() throws UnknownHostException {
    assertThat(AddressForms.deniable(address("64:ff9b:1::192.0.2.1")))
        .containsExactly(address("64:ff9b:1::192.0.2.1"), address("192.0.2.1"));
  }

  @Test
  void deniable_plainAddress_isAlone() throws UnknownHostException {
    assertThat(AddressForms.deniable(address("192.0.2.1"))).containsExactly(address("192.0.2.1"));
  }
}
