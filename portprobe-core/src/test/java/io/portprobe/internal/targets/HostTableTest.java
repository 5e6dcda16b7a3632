package io.portprobe.internal.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostTableTest {
  private static HostTable hosts(String... hosts) {
    return HostTable.parse(List.of(hosts));
  }

  private static List<String> all(HostTable table) {
    return LongStream.range(0, table.size()).mapToObj(table::host).toList();
  }

  @Test
  void noHosts_isAnEmptyTable() {
    assertThat(hosts().size()).isZero();
    assertThat(hosts()).hasToString("");
    assertThat(hosts().contains("db")).isFalse();
  }

  @Test
  void indices_runThroughNamesAndRanges() throws Exception {
    HostTable table = hosts("db", "192.0.2.254-192.0.3.1", "web", "::1");

    assertThat(all(table))
        .containsExactly(
            "db", "192.0.2.254", "192.0.2.255", "192.0.3.0", "192.0.3.1", "web", "::1");
    assertThat(table.address(0)).isNull();
    assertThat(table.address(3)).isEqualTo(InetAddress.getByName("192.0.3.0"));
    assertThat(table.address(5)).isNull();
    assertThat(table.address(6)).isEqualTo(InetAddress.getByName("::1"));
  }

  @Test
  void largeNetworks_areIndexedByArithmetic() {
    HostTable table = hosts("db", "0.0.0.0/0", "2001:db8::/96");

    assertThat(table.size()).isEqualTo(1 + 2 * (1L << 32));
    assertThat(table.host(1L << 32)).isEqualTo("255.255.255.255");
    assertThat(table.host(1L << 33)).isEqualTo("2001:db8::ffff:ffff");
  }

  @Test
  void duplicates_areSkipped() {
    HostTable table = hosts("192.0.2.5", "DB.example.", "192.0.2.4-6", "db.EXAMPLE", "192.0.2.5");

    assertThat(all(table)).containsExactly("192.0.2.5", "DB.example.", "192.0.2.4", "192.0.2.6");
  }

  @Test
  void contains_aHostInAnyForm() {
    HostTable table = hosts("b\u00fccher.example", "DB.example.", "192.0.2.0/24", "::1");

    assertThat(table.contains("b\u00fccher.example")).isTrue();
    assertThat(table.contains("xn--bcher-kva.example")).isTrue();
    assertThat(table.contains("db.EXAMPLE")).isTrue();
    assertThat(table.contains("192.0.2.7")).isTrue();
    assertThat(table.contains("[::1]")).isTrue();
    assertThat(table.contains("192.0.3.7")).isFalse();
    assertThat(table.contains("web.example")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "192.0.2.0/24", "192.0.2.0/40", "192.0.2.9-3", "192.0.2.1-x", "::/200"})
  void contains_textThatIsNoHost_isFalse(String text) {
    assertThat(hosts("192.0.2.0/24", "db").contains(text)).isFalse();
  }

  @Test
  void mappedAddress_isTheIpv4Address() {
    assertThat(all(hosts("192.0.2.1", "::ffff:192.0.2.1"))).containsExactly("192.0.2.1");
  }

  @Test
  void without_removesRangesAndNames() {
    HostTable rest =
        hosts("192.0.2.0/29", "db", "web").without(hosts("192.0.2.3-192.0.2.100", "WEB."));

    assertThat(all(rest)).containsExactly("192.0.2.0", "192.0.2.1", "192.0.2.2", "db");
    assertThat(rest.contains("web")).isFalse();
  }

  @Test
  void without_splitsARange() {
    HostTable rest = hosts("192.0.2.0/24").without(hosts("192.0.2.10", "192.0.2.20-29"));

    assertThat(rest.size()).isEqualTo(256 - 11);
    assertThat(rest)
        .hasToString("192.0.2.0-192.0.2.9,192.0.2.11-192.0.2.19,192.0.2.30-192.0.2.255");
  }

  @Test
  void without_doesNotResolveNames() {
    assertThat(all(hosts("localhost").without(hosts("127.0.0.1")))).containsExactly("localhost");
  }

  @Test
  void contains_findsNamesAndAddresses() throws Exception {
    HostTable table = hosts("db.example", "192.0.2.0/24");

    assertThat(table.contains("DB.EXAMPLE.")).isTrue();
    assertThat(table.contains("other.example")).isFalse();
    assertThat(table.contains("192.0.2.7")).isTrue();
    assertThat(table.contains("192.0.3.7")).isFalse();
    assertThat(table.contains("192.0.2.0/25")).as("a network is no host").isFalse();
    assertThat(table.contains(InetAddress.getByName("192.0.2.255"))).isTrue();
    assertThat(table.contains(InetAddress.getByName("::c000:2ff"))).isFalse();
  }

  @Test
  void equality_isThatOfTheHosts() {
    assertThat(hosts("192.0.2.0/31", "db"))
        .isEqualTo(hosts("192.0.2.0-1", "db"))
        .hasSameHashCodeAs(hosts("192.0.2.0-1", "db"))
        .isNotEqualTo(hosts("db", "192.0.2.0-1"));
  }

  @Test
  void text_parsesToTheSameHosts() {
    HostTable table = hosts("192.0.2.0/24", "db", "2001:db8::1-2001:db8::9", "198.51.100.1");

    assertThat(HostTable.parse(List.of(table.toString().split(",")))).isEqualTo(table);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.1", "0x7f.0.0.1", "2130706433", "0177.0.0.1", "127.0.0.1."})
  void excludedHostOfNumbersThatIsNoAddress_isRejected(String host) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hosts("127.0.0.1").without(hosts("db", host)))
        .withMessageStartingWith("host: '" + host + "' (expected: an IPv4 address of four decimal");
  }

  @Test
  void invalidHost_isQuoted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hosts("db", "192.0.2.0/99"))
        .withMessageContaining("192.0.2.0/99");
  }
}
