package io.portprobe.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostSetTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/30, 4, 10.0.0.0, 10.0.0.3",
    "10.0.0.7/30, 4, 10.0.0.4, 10.0.0.7",
    "10.0.0.1-50, 50, 10.0.0.1, 10.0.0.50",
    "10.0.0.250-10.0.1.5, 12, 10.0.0.250, 10.0.1.5",
    "0.0.0.0/0, 4294967296, 0.0.0.0, 255.255.255.255",
    "192.0.2.1, 1, 192.0.2.1, 192.0.2.1",
    "2001:db8::/112, 65536, 2001:db8::, 2001:db8::ffff",
    "[::1], 1, ::1, ::1",
    "::ffff:10.0.0.1, 1, 10.0.0.1, 10.0.0.1",
    "db-01, 1, db-01, db-01",
  })
  @DisplayName("A host set parses names, addresses, networks and ranges")
  void forms(String text, long size, String first, String last) {
    HostSet hosts = HostSet.of(text);
    assertThat(hosts.size()).isEqualTo(size);
    assertThat(hosts.host(0)).isEqualTo(first);
    assertThat(hosts.host(size - 1)).isEqualTo(last);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/33",
    "10.0.0.0/",
    "db/24",
    "2001:db8::/64",
    "10.0.0.9-3",
    "10.0.0.1-256",
    "10.0.0.1-::1",
    "::1-::1:0:0:0",
    "a b",
    "''",
  })
  @DisplayName("A host set quotes an invalid host")
  void refuses(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostSet.of(text))
        .withMessageContaining(text)
        .withMessageContaining("expected");
  }

  @Test
  @DisplayName("A host set holds each host once, in the order of its first occurrence")
  void distinct() {
    assertThat(HostSet.of("10.0.0.2", "db", "10.0.0.0/30", "DB.", "10.0.0.3-5"))
        .containsExactly(
            "10.0.0.2", "db", "10.0.0.0", "10.0.0.1", "10.0.0.3", "10.0.0.4", "10.0.0.5");
  }

  @Test
  @DisplayName("Excluded hosts are removed, even from the middle of a network")
  void without() throws Exception {
    HostSet rest = HostSet.of("10.0.0.0/29", "db").without(HostSet.of("10.0.0.2-3", "db"));
    assertThat(rest)
        .containsExactly("10.0.0.0", "10.0.0.1", "10.0.0.4", "10.0.0.5", "10.0.0.6", "10.0.0.7");
    assertThat(rest.contains(InetAddress.getByName("10.0.0.4"))).isTrue();
    assertThat(rest.contains(InetAddress.getByName("10.0.0.3"))).isFalse();
  }
}
