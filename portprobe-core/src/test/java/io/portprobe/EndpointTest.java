package io.portprobe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @ParameterizedTest
  @CsvSource({
    "server01, server01",
    "db.example., db.example.",
    "10.0.0.1, 10.0.0.1",
    "::1, ::1",
    "[::1], ::1",
    "fe80::1%eth0, fe80::1%eth0",
    "[fe80::1%3], fe80::1%3",
    "bücher.example, xn--bcher-kva.example",
    "_ldap._tcp.corp.example, _ldap._tcp.corp.example"
  })
  void host_validForm_isNormalized(String given, String kept) {
    assertThat(Endpoint.tcp(given, 80).host()).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a..b",
        ".",
        "-x y",
        "[::1",
        "::1]",
        "1:2",
        "[]",
        "host:80",
        "a/b",
        "fe80::1%",
        "fe80::1%eth0\u001b[31m",
        "fe80::1%eth 0",
        "a\nb"
      })
  void host_invalid_isQuotedInMessage(String host) {
    assertThatThrownBy(() -> Endpoint.tcp(host, 80))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "host: '" + host.replace("\n", "\\n").replace("\u001b", "\\u001b") + "' (expected: ");
  }

  @Test
  void host_veryLong_isShortenedInMessage() {
    assertThatThrownBy(() -> Endpoint.tcp("a".repeat(5_000), 80))
        .hasMessageStartingWith("host: '" + "a".repeat(64) + "...' (5000 characters) (expected: ");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65_536, Integer.MAX_VALUE})
  void port_outOfRange_isRejected(int port) {
    assertThatThrownBy(() -> Endpoint.udp("localhost", port))
        .hasMessage("port: " + port + " (expected: 1-65535)");
  }

  @ParameterizedTest
  @CsvSource({
    "db:5432, tcp://db:5432",
    "UDP://[::1]:53, udp://[::1]:53",
    "tcp://10.0.0.1:80, tcp://10.0.0.1:80",
    "ldap://dc01, tcp://dc01:389",
    "LDAPS://dc01, tcp://dc01:636",
    "ldap+udp://dc01, udp://dc01:389",
    "ldaps://dc01:1636, tcp://dc01:1636",
    "https://user:secret@api.example/v1?q#f, tcp://api.example:443",
    "snmp://[::1], udp://[::1]:161",
    "ntp://time, udp://time:123",
    "rediss://cache, tcp://cache:6379"
  })
  void parse_text_roundTrips(String text, String canonical) {
    Endpoint endpoint = Endpoint.parse(text);
    assertThat(endpoint).hasToString(canonical);
    assertThat(Endpoint.parse(endpoint.toString())).isEqualTo(endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db",
        "htp://db:80",
        "tcp4://db:80",
        "ntp+tcp://db:80",
        "ntps://db",
        "tcp://db",
        "a,b:1",
        "db:x",
        "::1:80",
        "db:99999999999"
      })
  void parse_otherForm_isQuotedInMessage(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "endpoint: '"
                + text
                + "' (expected: [tcp://|udp://]HOST:PORT or"
                + " PROTOCOL[+tcp|+udp]://HOST[:PORT])");
  }

  @ParameterizedTest
  @CsvSource({"ldap://a b, host: 'a b' (expected: ", "db:99999, port: 99999 (expected: 1-65535)"})
  void parse_invalidPart_isNamedInMessage(String text, String part) {
    assertThatThrownBy(() -> Endpoint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("endpoint: '" + text + "': " + part);
  }

  @Test
  void parse_withPassword_isRejectedWithoutIt() {
    assertThatThrownBy(() -> Endpoint.parse("htp://user:secret@db:80"))
        .hasMessageStartingWith("endpoint: 'htp://db:80' (expected: ");
  }
}
