package io.portprobe.protocols.netbios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.protocols.netbios.SessionResponse.Kind;
import io.portprobe.protocols.testing.netbios.NetBiosSessionServicePeer;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NetBiosSessionServicePeerTest {
  private static ProbeClient client;

  @BeforeAll
  static void open() {
    client = ProbeClient.create();
  }

  @AfterAll
  static void close() {
    client.close();
  }

  private static SessionResponse request(NetBiosSessionServicePeer peer, String name) {
    ProbeReport report =
        client
            .tcp(peer.host(), peer.port())
            .as("netbios")
            .option(NetBios.NAME, name)
            .report()
            .join();
    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    assertThat(peer.failures()).isEmpty();
    return report
        .finding(SessionResponse.class)
        .orElseThrow(() -> new AssertionError(report.explain()));
  }

  @Test
  void acceptingPeer_acceptsItsNamesOnly() {
    try (NetBiosSessionServicePeer peer = NetBiosSessionServicePeer.accepting("FILESRV")) {
      assertThat(request(peer, "").kind()).isEqualTo(Kind.POSITIVE);
      assertThat(request(peer, "filesrv").kind()).isEqualTo(Kind.POSITIVE);
      SessionResponse refused = request(peer, "OTHER");
      assertThat(refused.kind()).isEqualTo(Kind.NEGATIVE);
      assertThat(refused.error()).contains("called name not present");
      assertThat(refused.lines())
          .containsExactly(
              "session refused: PORTPROBE<00> to OTHER<20>", "error: 0x82 called name not present");
    }
  }

  @Test
  void refusingPeer_returnsUnknownErrorCode() {
    try (NetBiosSessionServicePeer peer = NetBiosSessionServicePeer.refusing(0x99)) {
      SessionResponse refused = request(peer, "");
      assertThat(refused.errorCode()).hasValue(0x99);
      assertThat(refused.error()).isEmpty();
    }
    assertThatThrownBy(() -> NetBiosSessionServicePeer.refusing(256))
        .hasMessage("error: 256 (expected: 0-255)");
  }

  @Test
  void retargetingPeer_isReported_andNotFollowed() {
    try (NetBiosSessionServicePeer elsewhere = NetBiosSessionServicePeer.accepting();
        NetBiosSessionServicePeer peer =
            NetBiosSessionServicePeer.retargeting(elsewhere.address())) {
      SessionResponse answer = request(peer, "");
      assertThat(answer.kind()).isEqualTo(Kind.RETARGET);
      assertThat(answer.retarget()).contains("127.0.0.1:" + elsewhere.port());
    }
    assertThatThrownBy(
            () -> NetBiosSessionServicePeer.retargeting(InetSocketAddress.createUnresolved("x", 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
