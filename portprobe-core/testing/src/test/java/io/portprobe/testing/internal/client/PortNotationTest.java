package io.portprobe.testing.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.AddressSelection;
import io.portprobe.ProbeClient;
import io.portprobe.Transport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortNotationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          db:5432                 ; tcp://db:5432
          tcp://a,b:443           ; tcp://a:443 tcp://b:443
          a, b:443              ; tcp://a:443 tcp://b:443
          UDP://ns1:53,5353       ; tcp://ns1:53 tcp://ns1:5353
          a,b:1,2,c:3             ; tcp://a:1 tcp://b:1 tcp://a:2 tcp://b:2 tcp://c:3
          a:1,b:2                 ; tcp://a:1 tcp://b:2
          tcp6://[::1],[fe80::2]:9 ; tcp://[::1]:9 tcp://[fe80::2]:9
          """)
  void parseAll_hostsAndPorts(String text, String endpoints) {
    assertThat(PortNotation.parseAll(text))
        .extracting(port -> port.tcp().toString())
        .containsExactly(endpoints.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "db:1, , , ALL",
    "tcp://db:1, TCP, , ALL",
    "tcp4://db:1, TCP, , IPV4",
    "udp6://db:1, UDP, , IPV6",
    "ldap://db:1, , ldap, ALL",
    "DNS+udp4://db:1, UDP, dns, IPV4",
    "http2+tcp://db:1, TCP, http2, ALL",
    "socks4://db:1, , socks4, ALL",
  })
  void parse_scheme(String text, Transport transport, String protocol, AddressSelection addresses) {
    PortNotation port = PortNotation.parse(text);

    assertThat(port.transport()).isEqualTo(Optional.ofNullable(transport));
    assertThat(port.protocol()).isEqualTo(Optional.ofNullable(protocol));
    assertThat(port.addresses()).isEqualTo(addresses);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "db", "a,b", "db:", ":1", "db:1,", ",db:1", "db:1,,2", "::1", "a:1:2"})
  void parseAll_otherForm_isRejected(String text) {
    assertThatThrownBy(() -> PortNotation.parseAll(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("port: '" + text + "'");
  }

  @Test
  void parse_severalPorts_isRejected() {
    assertThatThrownBy(() -> PortNotation.parse("a,b:1"))
        .hasMessage("port: 'a,b:1' (expected: one host and port)");
    assertThatThrownBy(() -> PortNotation.parseAll("a" + ",a".repeat(1_000) + ":1"))
        .hasMessageEndingWith("(expected: at most 1000 ports)");
  }

  @Test
  void probe_selectsTransport() {
    try (ProbeClient client = ProbeClient.builder().withoutDiscovery().build()) {
      assertThat(List.of("tcp4://db:1", "udp://db:1", "db:1"))
          .extracting(text -> PortNotation.parse(text).probe(client).endpoint().toString())
          .containsExactly("tcp://db:1", "udp://db:1", "tcp://db:1");
      assertThatThrownBy(() -> PortNotation.parse("http://db:80").probe(client))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("port: 'http://db:80': no such protocol over TCP, and none over");
    }
  }
}
