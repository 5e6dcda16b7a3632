package io.portprobe.protocols.netbios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.protocols.testing.netbios.NetBiosNameServicePeer;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NetBiosNameServicePeerTest {
  private static ProbeClient client;

  @BeforeAll
  static void open() {
    client = ProbeClient.create();
  }

  @AfterAll
  static void close() {
    client.close();
  }

  private static NodeStatus status(NetBiosNameServicePeer peer) {
    ProbeReport report = client.udp(peer.host(), peer.port()).as("netbios").report().join();
    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    assertThat(report.reason()).isEqualTo(Reason.REPLIED);
    assertThat(peer.failures()).isEmpty();
    return report.finding(NodeStatus.class).orElseThrow(() -> new AssertionError(report.explain()));
  }

  @Test
  void sampleNames_areFileServerAndMasterBrowser() {
    try (NetBiosNameServicePeer peer = NetBiosNameServicePeer.withSampleNames()) {
      NodeStatus status = status(peer);
      assertThat(status.computerName()).contains("FILESRV");
      assertThat(status.workgroup()).contains("WORKGROUP");
      assertThat(status.domain()).isEmpty();
      assertThat(status.mac()).contains("00155d01c61e");
      assertThat(status.names())
          .extracting(name -> name.name() + " " + name.suffix() + " " + name.group())
          .containsExactly(
              "FILESRV 0 false",
              "WORKGROUP 0 true",
              "FILESRV 32 false",
              "WORKGROUP 30 true",
              "WORKGROUP 29 false",
              "\\x01\\x02__MSBROWSE__\\x02 1 true");
      assertThat(status.names()).allMatch(NodeName::active);
      assertThat(status.names()).allMatch(name -> name.meaning().isPresent());
      assertThat(status.notes()).isEmpty();
    }
  }

  @Test
  void all255Names_areFound_withoutMacAddress() {
    NetBiosNameServicePeer.Builder builder = NetBiosNameServicePeer.builder();
    IntStream.range(0, 255).forEach(i -> builder.unique("N" + i, i));
    assertThatThrownBy(() -> builder.unique("MORE", 0)).isInstanceOf(IllegalStateException.class);
    try (NetBiosNameServicePeer peer = builder.start()) {
      NodeStatus status = status(peer);
      assertThat(status.names()).hasSize(255);
      assertThat(status.mac()).isEmpty();
    }
  }

  @Test
  void nameQuery_returnsOwnerOrNegativeResponse() {
    try (NetBiosNameServicePeer peer = NetBiosNameServicePeer.withSampleNames()) {
      var probe = client.udp(peer.host(), peer.port()).as("netbios");
      NameQueryResponse unique = answer(probe.option(NetBios.NAME, "filesrv#20").report().join());
      assertThat(unique.owners())
          .containsExactly(new NameQueryResponse.Owner("127.0.0.1", false, NodeName.NodeType.B));
      NameQueryResponse group = answer(probe.option(NetBios.NAME, "WORKGROUP").report().join());
      assertThat(group.owners())
          .containsExactly(new NameQueryResponse.Owner("127.0.0.1", true, NodeName.NodeType.B));
      NameQueryResponse nobody = answer(probe.option(NetBios.NAME, "NOBODY").report().join());
      assertThat(nobody.error()).contains("NAM_ERR (3)");
      assertThat(nobody.owners()).isEmpty();
      assertThat(peer.failures()).isEmpty();
    }
  }

  private static NameQueryResponse answer(ProbeReport report) {
    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    return report
        .finding(NameQueryResponse.class)
        .orElseThrow(() -> new AssertionError(report.explain()));
  }

  @Test
  void otherScope_isUndecided() {
    try (NetBiosNameServicePeer peer = NetBiosNameServicePeer.withSampleNames()) {
      ProbeReport report =
          client
              .udp(peer.host(), peer.port())
              .as("netbios")
              .option(NetBios.SCOPE, "other")
              .timeout(Duration.ofMillis(800))
              .report()
              .join();
      assertThat(report.state()).isEqualTo(PortState.LISTENING_OR_FILTERED);
    }
  }

  @Test
  void builder_malformedNames_areRejected() {
    NetBiosNameServicePeer.Builder builder = NetBiosNameServicePeer.builder();
    assertThatThrownBy(() -> builder.unique("", 0)).hasMessageStartingWith("name: ");
    assertThatThrownBy(() -> builder.group("SIXTEEN_LETTERS_", 0)).hasMessageStartingWith("name: ");
    assertThatThrownBy(() -> builder.group("\u0107", 0)).hasMessageStartingWith("name: \u0107");
    assertThatThrownBy(() -> builder.unique("PC", 256)).hasMessage("suffix: 256 (expected: 0-255)");
    assertThatThrownBy(() -> builder.unitId("00:15:5d"))
        .hasMessage("unit id: 00:15:5d (expected: twelve hexadecimal digits)");
  }
}
