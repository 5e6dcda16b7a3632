package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPolicyTest {
  private static Optional<String> denial(TargetPolicy policy, String address) throws Exception {
    return policy.denial(Transport.TCP, new InetSocketAddress(InetAddress.getByName(address), 80));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, loopback",
    "169.254.169.254, link-local",
    "10.1.2.3, private",
    "172.31.255.255, private",
    "192.168.0.1, private",
    "100.64.0.1, shared",
    "0.0.0.0, this network",
    "224.0.0.1, multicast",
    "255.255.255.255, broadcast",
    "198.18.0.1, benchmarking",
    "::1, loopback",
    "::, unspecified",
    "fe80::1, link-local",
    "fd00::1, unique local",
    "ff02::1, multicast",
    "2001:db8::1, documentation",
    "::ffff:127.0.0.1, loopback",
    "::127.0.0.1, loopback",
    "64:ff9b::a00:1, private",
    "2002:7f00:1::, loopback",
    "2001:0:0:0:0:0:0:1, this host on this network", // the server of a Teredo address
    "2001:0:808:808:0:0:f7f7:f7f7, Teredo",
    "2001:5::1, protocol assignments"
  })
  void publicInternet_specialPurposeAddress_isDeniedWithItsRange(String address, String range)
      throws Exception {
    assertThat(denial(TargetPolicy.publicInternetOnly(), address)).get().asString().contains(range);
  }

  @Test
  void toString_statesWhatIsAllowed() {
    assertThat(TargetPolicy.anywhere()).hasToString("TargetPolicy[anywhere]");
    assertThat(TargetPolicy.privateNetworks().and(TargetPolicy.deny("10.0.0.0/8", "::1")))
        .hasToString("TargetPolicy[private networks and deny 10.0.0.0/8, ::1]");
    assertThat(TargetPolicy.allow("1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.4", "1.1.1.5"))
        .hasToString("TargetPolicy[allow 1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4, ... (5)]");
    assertThat(NameResolver.system()).hasToString("NameResolver[system]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1", "64:ff9b::101:101"})
  void publicInternet_publicAddress_isAllowed(String address) throws Exception {
    assertThat(denial(TargetPolicy.publicInternetOnly(), address)).isEmpty();
  }

  @Test
  void networks_prefixAtAnyBit_allowsOrDenies() throws Exception {
    TargetPolicy allow = TargetPolicy.allow("10.0.0.0/9", "2001:db8::/33", "192.0.2.7");
    assertThat(denial(allow, "10.127.255.255")).isEmpty();
    assertThat(denial(allow, "10.128.0.0")).isPresent();
    assertThat(denial(allow, "2001:db8:7fff::1")).isEmpty();
    assertThat(denial(allow, "2001:db8:8000::1")).isPresent();
    assertThat(denial(allow, "192.0.2.7")).isEmpty();
    assertThat(denial(allow.and(TargetPolicy.deny("10.1.0.0/16")), "10.1.2.3"))
        .hasValue("is in a denied network");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.0/33", "10.0.0/8", "x/8", "::/129", "10.0.0.0/-1", "10.0.0.0/"})
  void networks_invalidText_isQuotedInMessage(String text) {
    assertThatThrownBy(() -> TargetPolicy.allow(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("network: '" + text + "' (expected: ADDRESS or ADDRESS/PREFIX)");
  }

  @Test
  void policy_isAppliedToTheResolvedAddresses() throws Exception {
    ScriptedResolver resolver =
        new ScriptedResolver()
            .resolving(
                "mixed.test",
                InetAddress.getByName("127.0.0.2"),
                InetAddress.getByName("127.0.0.1"))
            .resolving("inside.test", InetAddress.getByName("127.0.0.1"));
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient some =
            ProbeClient.builder()
                .resolver(resolver::resolve)
                .targetPolicy(TargetPolicy.deny("127.0.0.2"))
                .build();
        ProbeClient none =
            ProbeClient.builder()
                .resolver(resolver::resolve)
                .targetPolicy(TargetPolicy.publicInternetOnly())
                .build()) {
      ProbeReport report = some.tcp("mixed.test", peer.port()).report().join();
      assertThat(report.attempts()).hasSize(1);
      assertThat(report.omissions()).hasSize(1);
      assertThat(report.omissions().get(0))
          .isInstanceOf(TargetDeniedException.class)
          .hasMessageEndingWith("127.0.0.2 is in a denied network");

      assertThatThrownBy(() -> none.tcp("inside.test", peer.port()).state().join())
          .cause()
          .isInstanceOf(TargetDeniedException.class)
          .hasMessageEndingWith("127.0.0.1 is loopback (RFC 1122)");
      assertThat(peer.awaitConnections(1, Duration.ofSeconds(10))).isTrue();
      assertThat(peer.connections()).isOne();
    }
  }

  @Test
  void policy_thatThrows_denies() {
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient client =
            ProbeClient.builder()
                .targetPolicy(
                    (transport, address) -> {
                      throw new IllegalStateException("no rules");
                    })
                .build()) {
      assertThatThrownBy(() -> client.probe(endpointOf(peer)).state().join())
          .cause()
          .isInstanceOf(TargetDeniedException.class)
          .hasMessageContaining("no rules");
      assertThat(peer.connections()).isZero();
    }
  }
}
