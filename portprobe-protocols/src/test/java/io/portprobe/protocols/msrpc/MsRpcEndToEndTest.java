package io.portprobe.protocols.msrpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport.Outcome;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.protocols.internal.msrpc.ConnectionConversation;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer.Ending;
import io.portprobe.protocols.testing.msrpc.InMemoryEndpointMapper;
import io.portprobe.protocols.testing.msrpc.MapperEntry;
import io.portprobe.protocols.testing.msrpc.UdpEndpointMapperPeer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class MsRpcEndToEndTest {
  /** Enough for 20,000 sequential datagrams on a busy host. */
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private static ProbeReport probe(String host, int port, Duration timeout) {
    try (ProbeClient client = ProbeClient.create()) {
      return client.tcp(host, port).as("msrpc").timeout(timeout).report().join();
    }
  }

  private static ProbeReport probe(EndpointMapperPeer peer) {
    return probe(peer.host(), peer.port(), TIMEOUT);
  }

  @Test
  void sampleMap_isFinding() throws Exception {
    try (EndpointMapperPeer peer = EndpointMapperPeer.withSampleMap()) {
      ProbeReport report = probe(peer);

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.dialogue().orElseThrow().outcome()).isEqualTo(Outcome.FINISHED);
      EndpointMap map = report.finding(EndpointMap.class).orElseThrow();
      assertThat(map.complete()).isTrue();
      assertThat(map.endpoints()).hasSize(20);
      assertThat(map.lines())
          .contains(
              "UUID: e3514235-4b06-11d1-ab04-00c04fc2dcd2 MS NT Directory DRS Interface",
              "ncacn_np:\\\\\\\\SAMPLE[\\\\pipe\\\\lsass]",
              "ncacn_ip_tcp:127.0.0.1[49664]",
              "Total endpoints found: 20");
      assertThat(peer.awaitClosed(TIMEOUT)).isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {"WITH_LAST_PAGE", "BY_FURTHER_CALL", "NULL_HANDLE"})
  void hugeMapOfAnyServer_isReadCompletely(Ending ending) {
    List<MapperEntry> many =
        IntStream.range(0, 10_500)
            .mapToObj(
                i ->
                    MapperEntry.of("12345778-1234-abcd-ef00-0123456789ac", 1, 0)
                        .annotated("entry " + i)
                        .tcp(1 + i))
            .toList();
    try (EndpointMapperPeer peer =
        EndpointMapperPeer.builder()
            .entries(many)
            .byteOrder(ByteOrder.BIG_ENDIAN)
            .ending(ending)
            .start()) {
      EndpointMap map = probe(peer).finding(EndpointMap.class).orElseThrow();

      assertThat(map.complete()).isTrue();
      assertThat(map.endpoints()).hasSize(10_500);
      assertThat(map.endpoints().get(10_499).port()).hasValue(10_500);
    }
  }

  @Test
  void endlessList_isFreed() throws Exception {
    try (EndpointMapperPeer peer =
        EndpointMapperPeer.builder()
            .entries(InMemoryEndpointMapper.sampleEntries())
            .ending(Ending.NEVER)
            .start()) {
      EndpointMap map = probe(peer).finding(EndpointMap.class).orElseThrow();

      assertThat(map.complete()).isFalse();
      assertThat(map.endpoints()).hasSize(20);
      assertThat(peer.awaitClosed(TIMEOUT)).isTrue();
      assertThat(peer.handlesFreed()).isEqualTo(1);
    }
  }

  @Tag("slow")
  @Test
  void deadlineInTheMiddle_keepsEntries() {
    InMemoryEndpointMapper mapper =
        InMemoryEndpointMapper.of(
            EndpointMapperPeer.builder()
                .entries(InMemoryEndpointMapper.sampleEntries())
                .pageSize(7));
    TcpPeer.Conversation stallsAtTheSecondPage =
        (in, out) -> {
          out.write(ConnectionConversation.join(mapper.respond(in.readNBytes(72))));
          out.write(ConnectionConversation.join(mapper.respond(in.readNBytes(64))));
          in.readAllBytes(); // the second request has no response
        };
    try (TcpPeer peer = TcpPeer.serving(stallsAtTheSecondPage)) {
      ProbeReport report = probe(peer.host(), peer.port(), Duration.ofSeconds(2));

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.dialogue().orElseThrow().outcome()).isEqualTo(Outcome.INCOMPLETE);
      EndpointMap map = report.finding(EndpointMap.class).orElseThrow();
      assertThat(map.endpoints()).hasSize(7);
      assertThat(map.note()).isEqualTo("cut short after 7 entries");
    }
  }

  @Test
  void otherService_isMismatchAndListening() {
    try (TcpPeer peer =
        TcpPeer.serving(
            Script.reply("220 mail ESMTP\r\n".getBytes(StandardCharsets.US_ASCII)).thenClose())) {
      ProbeReport report = probe(peer.host(), peer.port(), TIMEOUT);

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.dialogue().orElseThrow().outcome()).isEqualTo(Outcome.MISMATCH);
      assertThat(report.dialogue().orElseThrow().note())
          .isEqualTo("RPC protocol violation by the peer: rpc_vers: 0x32 (expected: 5)");
      assertThat(report.finding(EndpointMap.class)).isEmpty();
    }
  }

  private static ProbeReport probe(UdpEndpointMapperPeer peer, Duration timeout) {
    try (ProbeClient client = ProbeClient.create()) {
      return client.udp(peer.host(), peer.port()).as("msrpc").timeout(timeout).report().join();
    }
  }

  @Test
  void datagrams_returnSameMapAsTcp() {
    try (EndpointMapperPeer tcp = EndpointMapperPeer.withSampleMap();
        UdpEndpointMapperPeer udp =
            UdpEndpointMapperPeer.serving(EndpointMapperPeer.sampleMap().fragmentSize(200))) {
      ProbeReport report = probe(udp, TIMEOUT);

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.reason()).isEqualTo(Reason.REPLIED);
      assertThat(report.dialogue().orElseThrow().outcome()).isEqualTo(Outcome.FINISHED);
      assertThat(report.finding(EndpointMap.class))
          .isEqualTo(probe(tcp).finding(EndpointMap.class));
      assertThat(udp.facks()).isPositive();
      assertThat(udp.failures()).isEmpty();
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(ints = {1, 500})
  void hugeMapInDatagrams_isReadCompletely(int page) {
    List<MapperEntry> many =
        IntStream.range(0, 10_500)
            .mapToObj(i -> MapperEntry.of("12345778-1234-abcd-ef00-0123456789ac", 1, 0).udp(1 + i))
            .toList();
    try (UdpEndpointMapperPeer peer =
        UdpEndpointMapperPeer.serving(
            EndpointMapperPeer.builder().entries(many).pageSize(page).fragmentSize(1472))) {
      EndpointMap map = probe(peer, TIMEOUT).finding(EndpointMap.class).orElseThrow();

      assertThat(map.complete()).as(map.note()).isTrue();
      assertThat(map.endpoints()).hasSize(10_500);
    }
  }

  @Tag("slow")
  @Test
  void workingForgetfulLossyServer_isPingedInRealTime() {
    try (UdpEndpointMapperPeer peer =
        UdpEndpointMapperPeer.builder(EndpointMapperPeer.sampleMap().fragmentSize(600))
            .workingFirst(1)
            .forgetting()
            .callingBack()
            .losingOneIn(4)
            .start()) {
      EndpointMap map = probe(peer, TIMEOUT).finding(EndpointMap.class).orElseThrow();

      assertThat(map.complete()).isTrue();
      assertThat(map.endpoints()).hasSize(20);
      assertThat(peer.pings()).isPositive();
      assertThat(peer.callbackResponses()).isPositive();
    }
  }

  @Test
  void rejectInDatagrams_isARefusalAndListening() {
    try (UdpEndpointMapperPeer peer =
        UdpEndpointMapperPeer.builder(EndpointMapperPeer.sampleMap())
            .rejecting(0x1c01_0003)
            .start()) {
      ProbeReport report = probe(peer, TIMEOUT);

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.dialogue().orElseThrow().outcome()).isEqualTo(Outcome.REFUSED);
    }
  }

  @Test
  void options_areUsedByDialogue() {
    try (EndpointMapperPeer peer = EndpointMapperPeer.withSampleMap();
        ProbeClient client = ProbeClient.create()) {
      ProbeReport report =
          client
              .tcp(peer.host(), peer.port())
              .as("msrpc")
              .option(MsRpc.INQUIRY, Inquiry.management())
              .report()
              .join();

      assertThat(report.finding(ServerManagement.class).orElseThrow().interfaces()).hasSize(2);
    }
  }
}
