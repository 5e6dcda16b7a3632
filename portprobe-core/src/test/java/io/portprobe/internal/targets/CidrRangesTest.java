package io.portprobe.internal.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrRangesTest {
  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }

  private static boolean contains(String network, String address) throws UnknownHostException {
    return CidrRanges.contain(CidrRanges.parse(network), address(address));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0, true",
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.9.8.7/8, 10.0.0.1, true", // bits after the prefix are ignored
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.128/25, 192.0.2.128, true",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, ::1, false",
    "::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, true",
    "::/0, 192.0.2.1, false",
    "fc00::/7, fdff::1, true",
    "fc00::/7, fe00::, false",
    "::ffff:192.0.2.0/120, 192.0.2.255, true",
    "::ffff:192.0.2.0/120, 192.0.3.0, false"
  })
  void contain_addressAtTheEdges(String network, String address, boolean contained)
      throws UnknownHostException {
    assertThat(contains(network, address)).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "host", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0/8/8"})
  void parse_otherForm_isQuoted(String text) {
    assertThatThrownBy(() -> CidrRanges.parse("10.0.0.0/8", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("network: '" + text + "' (expected: ADDRESS or ADDRESS/PREFIX)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1 | loopback (RFC 1122)",
        "10.1.2.3 | private (RFC 1918)",
        "::1 | loopback (RFC 4291)",
        "fe80::1 | link-local (RFC 4291)",
        "64:ff9b::a00:1 | an address with an embedded IPv4 address that is private (RFC 1918)",
        "2002:7f00:1:: | an address with an embedded IPv4 address that is loopback (RFC 1122)"
      })
  void specialPurpose_reservedAddress_isNamed(String address, String name)
      throws UnknownHostException {
    assertThat(CidrRanges.specialPurpose(address(address))).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "2606:4700::1111", "64:ff9b::101:101"})
  void specialPurpose_publicAddress_isEmpty(String address) throws UnknownHostException {
    assertThat(CidrRanges.specialPurpose(address(address))).isEmpty();
    assertThat(CidrRanges.isPrivateOrLocal(address(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "127.0.0.1", "169.254.1.1", "192.168.0.1", "::1", "fd00::1"})
  void isPrivateOrLocal_internalAddress(String address) throws UnknownHostException {
    assertThat(CidrRanges.isPrivateOrLocal(address(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1"})
  void contain_noNetworks_isFalse(String address) throws UnknownHostException {
    assertThat(CidrRanges.contain(List.of(), address(address))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.0/8, 127.0.0.1, is in a denied network",
    "127.0.0.0/8, 0.0.0.0, 'reaches 127.0.0.1, which is in a denied network'",
    "127.0.0.0/8, ::, 'reaches 127.0.0.1, which is in a denied network'",
    "0.0.0.0, 0.0.0.0, is in a denied network",
    "::1, 0.0.0.0, 'reaches ::1, which is in a denied network'",
    "10.0.0.0/8, 64:ff9b::a00:1, 'reaches 10.0.0.1, which is in a denied network'",
    "10.0.0.0/8, 64:ff9b::b00:1, ''"
  })
  void denial_namesTheAddressThatIsReached(String network, String address, String denial)
      throws UnknownHostException {
    assertThat(CidrRanges.denial(CidrRanges.parse(network), address(address)).orElse(""))
        .isEqualTo(denial);
  }
}
