package io.portprobe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An endpoint")
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
  @DisplayName("takes names, internationalised names and addresses")
  void hosts(String given, String kept) {
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
  @DisplayName("refuses what is no host, naming it")
  void badHosts(String host) {
    assertThatThrownBy(() -> Endpoint.tcp(host, 80))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "host: '" + host.replace("\n", "\\n").replace("\u001b", "\\u001b") + "' (expected: ");
  }

  @Test
  @DisplayName("refuses a host of 5000 characters without repeating all of them")
  void longHost() {
    assertThatThrownBy(() -> Endpoint.tcp("a".repeat(5_000), 80))
        .hasMessageStartingWith("host: '" + "a".repeat(64) + "...' (5000 characters) (expected: ");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65_536, Integer.MAX_VALUE})
  @DisplayName("refuses a port out of range, naming it")
  void badPorts(int port) {
    assertThatThrownBy(() -> Endpoint.udp("localhost", port))
        .hasMessage("port: " + port + " (expected: 1-65535)");
  }

  @ParameterizedTest
  @CsvSource({
    "db:5432, tcp://db:5432",
    "UDP://[::1]:53, udp://[::1]:53",
    "tcp://10.0.0.1:80, tcp://10.0.0.1:80"
  })
  @DisplayName("is read from text, and its text reads back")
  void parse(String text, String canonical) {
    Endpoint endpoint = Endpoint.parse(text);
    assertThat(endpoint).hasToString(canonical);
    assertThat(Endpoint.parse(endpoint.toString())).isEqualTo(endpoint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"db", "http://db:80", "db:x", "::1:80", "db:99999999999"})
  @DisplayName("refuses text of another form, naming it")
  void badText(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text))
        .hasMessage("endpoint: '" + text + "' (expected: [tcp://|udp://]HOST:PORT)");
  }
}
