package io.portprobe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.faultkit.TcpPeer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.text.HostSyntax;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which a caller names the port to probe. */
@Execution(ExecutionMode.CONCURRENT)
class TargetFormsTest {
  private static final Protocol STREAM =
      Talk.protocol("stream", Binding.tcp(7_001), context -> new Talk.Pinging());
  private static final Protocol DATAGRAM =
      Talk.protocol("datagram", Binding.udp(7_002), context -> new Talk.Pinging());

  private static final Protocol BOTH =
      Talk.protocol(
          "both",
          Set.of(
              Binding.tcp(7_005),
              Binding.tcp(7_004),
              Binding.tcp(7_003).withPriority(-1),
              Binding.tls(7_006),
              Binding.udp(7_007)),
          context -> new Talk.Pinging());
  private static final Protocol SNMP =
      Talk.protocol(
          "snmp", Set.of(Binding.tcp(161), Binding.udp(161)), context -> new Talk.Pinging());
  private static final Protocol SECURE =
      Talk.protocol("secure", Binding.tls(7_008), context -> new Talk.Pinging());

  private static final ProbeClient CLIENT =
      ProbeClient.builder()
          .withoutDiscovery()
          .protocol(STREAM)
          .protocol(DATAGRAM)
          .protocol(BOTH)
          .protocol(SNMP)
          .protocol(SECURE)
          .resolver(host -> CompletableFuture.failedFuture(new IOException("no such name")))
          .build();

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @ParameterizedTest
  @CsvSource({
    "stream://db:1, false",
    "streams://db:1, true",
    "secure://db:1, true",
    "both://db:7005, false",
    "both://db:7006, true",
    "boths://db:7005, true",
    "both+udp://db:7006, false"
  })
  void isTlsFirst_followsSchemeAndPort(String text, boolean expected) {
    PortProbe probe = CLIENT.probe(text);

    assertThat(probe.isTlsFirst()).isEqualTo(expected);
    assertThat(probe.stateOnly().isTlsFirst()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "db:1, tcp://db:1",
    "udp://db:1, udp://db:1",
    "tcp6://[::1]:1, tcp://[::1]:1",
    "stream://db:1, tcp://db:1",
    "streams://db:1, tcp://db:1",
    "datagram://db:1, udp://db:1",
    "datagram+udp4://db:1, udp://db:1",
    "stream://db, tcp://db:7001",
    "streams://[::1], tcp://[::1]:7001",
    "datagram://db, udp://db:7002",
    "both://db, tcp://db:7004",
    "boths://db, tcp://db:7006",
    "BOTH+UDP://db, udp://db:7007",
    "snmp://db, udp://db:161",
    "snmp+tcp://db, tcp://db:161",
    "snmps://db, tcp://db:161",
    "secure://db, tcp://db:7008",
    "stream://user:secret@db:1/path?query#fragment, tcp://db:1",
    "stream://us@er:sec@ret@db/path, tcp://db:7001"
  })
  void text_selectsTransportHostAndPort(String text, String endpoint) {
    assertThat(CLIENT.probe(text).endpoint()).hasToString(endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://db:80",
        "datagrams://db:1",
        "a,b:1",
        "db",
        "tcp://db",
        "stream+udp://db",
        "stream://",
        "stream://a,b"
      })
  void text_thatNamesNoProbe_isRejected(String text) {
    assertThatThrownBy(() -> CLIENT.probe(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("port: '" + text + "'");
  }

  @Test
  void text_withPassword_isRejectedWithoutIt() {
    assertThatThrownBy(() -> CLIENT.probe("stream://user:a/secret@db:1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("port: 'stream://db:1' (expected: ")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({"boths, true", "both, false", "secure, true", "streams, true"})
  void scheme_selectsTls(String scheme, boolean tls) throws IOException {
    try (TcpPeer peer = TcpPeer.silent()) {
      ProbeReport report =
          CLIENT
              .probe(scheme + "://" + HostSyntax.withPort(peer.host(), peer.port()))
              .timeout(Duration.ofMillis(800))
              .report()
              .join();

      String note = report.dialogue().orElseThrow().note();
      assertThat(note.contains("TLS handshake")).isEqualTo(tls);
    }
  }

  @Test
  void bindings_ofProtocol() {
    assertThat(CLIENT.bindings("Stream")).containsExactly(Binding.tcp(7_001));
    assertThatThrownBy(() -> CLIENT.bindings("none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("protocol: 'none' (expected: both, ");
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://db:1, tcp://db:1",
    "udp4://db:1/path?query, udp://db:1",
    "stream://user:secret@db:1/x, tcp://db:1",
    "DATAGRAM://db:1, udp://db:1",
    "https://api.example/v1, tcp://api.example:443",
    "http://api.example:8080, tcp://api.example:8080",
    "wss://api.example, tcp://api.example:443",
    "ldaps://dc1, tcp://dc1:636",
    "postgresql://db/orders, tcp://db:5432",
    "foo://[::1]:9, tcp://[::1]:9",
    "git+ssh://db:22, tcp://db:22",
    "boths://db, tcp://db:7006",
    "datagram+udp://db, udp://db:7002",
    "snmp://db, udp://db:161",
    "http://my_host/, tcp://my_host:80",
    "http://[fe80::1%25eth0]:80, tcp://[fe80::1%eth0]:80"
  })
  void uri_selectsTransportHostAndPort(URI uri, String endpoint) {
    assertThat(CLIENT.probe(uri).endpoint()).hasToString(endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//db:1",
        "mailto:a@b",
        "foo://user:secret@db",
        "tcp://db",
        "tcp://db:0",
        "git+ssh://db"
      })
  void uri_withoutAPort_isRejected(URI uri) {
    assertThatThrownBy(() -> CLIENT.probe(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("uri: '")
        .hasMessageNotContaining("secret");
  }

  @Test
  void socketAddress_resolved_isProbedItself() {
    try (TcpPeer peer = TcpPeer.silent()) {
      InetSocketAddress address = new InetSocketAddress(peer.host(), peer.port());

      PortState state = CLIENT.tcp(address).state().join();

      assertThat(state.isListening()).isTrue();
      assertThat(CLIENT.udp(address).endpoint()).isEqualTo(Endpoint.udp("127.0.0.1", peer.port()));
    }
  }

  @Test
  void socketAddress_unresolved_isResolvedByTheClient() {
    PortProbe probe = CLIENT.tcp(InetSocketAddress.createUnresolved("db.test", 80));

    assertThat(probe.endpoint()).isEqualTo(Endpoint.tcp("db.test", 80));
    assertThatThrownBy(() -> probe.state().join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(UnresolvedTargetException.class);
  }

  @Test
  void socketAddress_withPort0_isRejected() {
    assertThatThrownBy(() -> CLIENT.tcp(new InetSocketAddress("127.0.0.1", 0)))
        .hasMessage("port: 0 (expected: 1-65535)");
  }

  @ParameterizedTest
  @CsvSource({
    "LISTENING, true",
    "NOT_LISTENING, false",
    "FILTERED, false",
    "LISTENING_OR_FILTERED, false"
  })
  void state_isListening(PortState state, boolean listening) {
    assertThat(state.isListening()).isEqualTo(listening);
  }
}
