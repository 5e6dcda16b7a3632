package io.portprobe.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
          db:5432                 ; db:5432
          tcp://a,b:443           ; a:443 b:443
          a, b:443              ; a:443 b:443
          UDP://ns1:53,5353       ; ns1:53 ns1:5353
          a,b:1,2,c:3             ; a:1 b:1 a:2 b:2 c:3
          a:1,b:2                 ; a:1 b:2
          tcp6://[::1],[fe80::2]:9 ; [::1]:9 [fe80::2]:9
          mongodb://u:p@a,b:1/db  ; a:1 b:1
          ldap://a,b              ; a:0 b:0
          ldap://a,b:1,2,c        ; a:1 b:1 a:2 b:2 c:0
          """)
  void parseAll_hostsAndPorts(String text, String endpoints) {
    assertThat(PortNotation.parseAll(text))
        .extracting(port -> HostSyntax.withPort(port.host(), port.port()))
        .containsExactly(endpoints.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "db:1, , ",
    "tcp://db:1, tcp, ",
    "tcp4://db:1, tcp4, ",
    "udp6://db:1, udp6, ",
    "ldap://db:1, , ldap",
    "DNS+udp4://db:1, udp4, dns",
    "http2+tcp://db:1, tcp, http2",
    "socks4://db:1, , socks4",
    "ldap://[::1], , ldap",
    "dns+udp://db, udp, dns",
  })
  void parse_scheme(String text, @Nullable String over, @Nullable String protocol) {
    PortNotation port = PortNotation.parse(text);

    assertThat(port.over()).isEqualTo(Optional.ofNullable(over));
    assertThat(port.protocol()).isEqualTo(Optional.ofNullable(protocol));
    assertThat(port).hasToString(text.toLowerCase(Locale.ROOT));
    assertThat(PortNotation.parse(port.toString())).isEqualTo(port);
  }

  @ParameterizedTest
  @CsvSource({
    "tcp6://127.0.0.1:80, 127.0.0.1, IPv6",
    "tcp4://[::1]:80, ::1, IPv4",
    "tcp4://[fe80::1%lo]:80, fe80::1%lo, IPv4",
    "'dns+udp6://a,192.0.2.1:53', 192.0.2.1, IPv6",
    "tcp6://[::ffff:192.0.2.1]:80, ::ffff:192.0.2.1, IPv6",
  })
  void literalOfAnotherFamily_isRejected(String text, String host, String family) {
    assertThatThrownBy(() -> PortNotation.parseAll(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "port: '%s': host: '%s' (expected: an %s address or a host name)", text, host, family);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp4://127.0.0.1:80", "udp6://[::1]:53", "tcp4://[::ffff:192.0.2.1]:80"})
  void literalOfTheFamily_isAccepted(String text) {
    assertThat(PortNotation.parseAll(text)).hasSize(1);
  }

  @Test
  void spoken_isAKnownProtocolOrOneWithTls() {
    Set<String> known = Set.of("ldap", "dns");

    assertThat(PortNotation.parse("ldaps://h:1").namedProtocol(known))
        .contains(new PortNotation.NamedProtocol("ldap", true));
    assertThat(PortNotation.parse("dns://h:1").namedProtocol(known))
        .contains(new PortNotation.NamedProtocol("dns", false));
    assertThat(PortNotation.parse("http://h:1").namedProtocol(known))
        .contains(new PortNotation.NamedProtocol("http", false));
    assertThat(PortNotation.parse("wss://h:1").namedProtocol(Set.of("websocket")))
        .contains(new PortNotation.NamedProtocol("websocket", true));
    assertThat(PortNotation.parse("ws://h:1").namedProtocol(Set.of("ws", "websocket")))
        .contains(new PortNotation.NamedProtocol("ws", false));
    assertThat(PortNotation.parse("s://h:1").namedProtocol(known))
        .contains(new PortNotation.NamedProtocol("s", false));
    assertThat(PortNotation.parse("tcp://h:1").namedProtocol(known)).isEmpty();
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
}
