package io.portprobe.protocols.internal.msrpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer.Ending;
import io.portprobe.protocols.testing.msrpc.InMemoryDatagramEndpointMapper;
import io.portprobe.protocols.testing.msrpc.InMemoryEndpointMapper;
import io.portprobe.protocols.testing.msrpc.MapperEntry;
import io.portprobe.protocols.testing.msrpc.UdpEndpointMapperPeer;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class DatagramDialogueTest {
  private static final EndpointMap SAMPLE =
      ConnectionConversation.with(
              EndpointMapperPeer.builder().entries(InMemoryEndpointMapper.sampleEntries()))
          .map();

  private static EndpointMapperPeer.Builder sample() {
    return EndpointMapperPeer.builder().entries(InMemoryEndpointMapper.sampleEntries());
  }

  private static InMemoryDatagramEndpointMapper server(EndpointMapperPeer.Builder map) {
    return InMemoryDatagramEndpointMapper.of(UdpEndpointMapperPeer.builder(map));
  }

  private static List<MapperEntry> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                MapperEntry.of("12345778-1234-abcd-ef00-0123456789ac", 1, 0)
                    .annotated("entry " + i)
                    .udp(1 + (i & 0x7fff)))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "LITTLE_ENDIAN,4280", "LITTLE_ENDIAN,1472", "LITTLE_ENDIAN,200", "LITTLE_ENDIAN,88",
    "BIG_ENDIAN,4280", "BIG_ENDIAN,1472", "BIG_ENDIAN,200", "BIG_ENDIAN,88"
  })
  void map_equalsMapOverTcp(String order, int fragmentSize) {
    ByteOrder byteOrder = order.startsWith("L") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    InMemoryDatagramEndpointMapper server =
        server(sample().byteOrder(byteOrder).fragmentSize(fragmentSize).pageSize(7));

    assertThat(DatagramConversation.with(server).map()).isEqualTo(SAMPLE);
    assertThat(server.lookups()).isEqualTo(3);
    assertThat(server.facks() > 0).isEqualTo(fragmentSize < 1000);
    // Each further request acknowledges the call before it.
    assertThat(server.acks()).isEqualTo(fragmentSize < 1000 ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {"WITH_LAST_PAGE", "BY_FURTHER_CALL", "NULL_HANDLE"})
  void hugeMap_isReadCompletely(Ending ending) {
    InMemoryDatagramEndpointMapper server =
        server(
            EndpointMapperPeer.builder().entries(many(10_500)).fragmentSize(1472).ending(ending));

    EndpointMap map = DatagramConversation.with(server).map();

    assertThat(map.complete()).isTrue();
    assertThat(map.endpoints()).hasSize(10_500);
    assertThat(map.endpoints().get(10_499).annotation()).isEqualTo("entry 10499");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 11})
  void lostDatagrams_areRequestedAgain(int nth) {
    InMemoryDatagramEndpointMapper server =
        InMemoryDatagramEndpointMapper.of(
            UdpEndpointMapperPeer.builder(sample().fragmentSize(200).pageSize(7)).losingOneIn(nth));

    assertThat(DatagramConversation.with(server).map()).isEqualTo(SAMPLE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void fragmentsInAnyOrderAndTwice_areReassembled(long seed) {
    Random random = new Random(seed);
    InMemoryDatagramEndpointMapper server = server(sample().fragmentSize(200).pageSize(7));
    UnaryOperator<List<byte[]>> shuffled =
        datagrams -> {
          List<byte[]> twice = new ArrayList<>(datagrams);
          twice.addAll(datagrams);
          Collections.shuffle(twice, random);
          return twice;
        };

    assertThat(DatagramConversation.with(sent -> shuffled.apply(server.respond(sent))).map())
        .isEqualTo(SAMPLE);
  }

  @Test
  void workingServer_isPingedInsteadOfResent() {
    InMemoryDatagramEndpointMapper server =
        InMemoryDatagramEndpointMapper.of(UdpEndpointMapperPeer.builder(sample()).workingFirst(5));
    DatagramConversation talk = DatagramConversation.with(server);

    assertThat(talk.map()).isEqualTo(SAMPLE);
    assertThat(server.pings()).isEqualTo(5);
    assertThat(talk.sent).extracting(pdu -> (int) pdu[1]).containsExactly(0, 1, 1, 1, 1, 1);
  }

  @Test
  void nocall_resendsRequest() {
    InMemoryDatagramEndpointMapper server =
        InMemoryDatagramEndpointMapper.of(
            UdpEndpointMapperPeer.builder(sample()).workingFirst(2).forgetting());
    DatagramConversation talk = DatagramConversation.with(server);

    assertThat(talk.map()).isEqualTo(SAMPLE);
    assertThat(talk.received).extracting(pdu -> (int) pdu[1]).containsExactly(4, 5, 4, 4, 2);
  }

  @Test
  void callback_isResponded() {
    InMemoryDatagramEndpointMapper server =
        InMemoryDatagramEndpointMapper.of(UdpEndpointMapperPeer.builder(sample()).callingBack());

    assertThat(DatagramConversation.with(server).map()).isEqualTo(SAMPLE);
    assertThat(server.callbackResponses()).isEqualTo(1);
  }

  @Test
  void endlessList_isFreedAfterRequiredCallback() {
    InMemoryDatagramEndpointMapper server = server(sample().ending(Ending.NEVER));

    EndpointMap map = DatagramConversation.with(server).map();

    assertThat(map.complete()).isFalse();
    assertThat(map.endpoints()).hasSize(20);
    assertThat(server.callbackResponses()).isEqualTo(1);
    assertThat(server.handlesFreed()).isEqualTo(1);
    assertThat(server.acks()).isEqualTo(1);
  }

  @Test
  void faultInTheMiddle_keepsEntries() {
    EndpointMap map =
        DatagramConversation.with(server(sample().pageSize(5).faulting(0x1c00_000d, 2))).map();

    assertThat(map.complete()).isFalse();
    assertThat(map.endpoints()).hasSize(10);
    assertThat(map.note())
        .isEqualTo("the server responded with fault 0x1c00000d (nca_s_fault_cancel)");
  }

  @ParameterizedTest
  @CsvSource({
    "1c010003,the server does not offer the endpoint mapper interface: reject 0x1c010003"
        + " (nca_unk_if)",
  })
  void rejectOfInterface_isARefusal(String status, String why) {
    InMemoryDatagramEndpointMapper server =
        InMemoryDatagramEndpointMapper.of(
            UdpEndpointMapperPeer.builder(sample()).rejecting(Integer.parseInt(status, 16)));

    assertThat(DatagramConversation.with(server).run()).isEqualTo(Step.refused(why));
  }

  @Test
  void otherReject_isEmptyMapWithReason() {
    InMemoryDatagramEndpointMapper server =
        InMemoryDatagramEndpointMapper.of(
            UdpEndpointMapperPeer.builder(sample()).rejecting(0x1c01_0014));

    EndpointMap map = DatagramConversation.with(server).map();

    assertThat(map.endpoints()).isEmpty();
    assertThat(map.note())
        .isEqualTo("the server responded with reject 0x1c010014 (nca_server_too_busy)");
  }

  @Test
  void otherActivity_isIgnored() {
    DatagramConversation talk =
        DatagramConversation.with(
            sent -> {
              byte[] reply = server(sample()).respond(sent).get(0).clone();
              reply[40] ^= 1; // act_id
              return List.of(reply);
            });

    assertThat(talk.run()).isInstanceOf(Step.Await.class);
    assertThat(talk.dialogue.partial()).isEmpty();
    assertThat(talk.sent).allMatch(datagram -> datagram[1] == 0);
  }

  @Test
  void otherDatagram_isAwaited() {
    assertThat(DatagramConversation.with(sent -> List.of(new byte[] {'n', 'o'})).run())
        .isEqualTo(Step.await("not a connectionless RPC PDU: rpc_vers: 110 (expected: 4)"));
    assertThat(DatagramConversation.with(sent -> List.of(new byte[] {4, 2})).run())
        .isEqualTo(
            Step.await("not a connectionless RPC PDU: datagram length: 2 (expected: at least 80)"));
    assertThat(DatagramConversation.with(sent -> List.of(new byte[0])).run())
        .isEqualTo(Step.await("not a connectionless RPC PDU: rpc_vers: -1 (expected: 4)"));
  }

  @Test
  void otherDatagrams_beforeEachResponse_doNotMatter() {
    InMemoryDatagramEndpointMapper server = server(sample());
    byte[] malformedCallback = new byte[80];
    malformedCallback[0] = 4;
    DatagramConversation talk =
        DatagramConversation.with(
            sent -> {
              List<byte[]> replies = new ArrayList<>();
              replies.add(new byte[] {'n', 'o'});
              replies.add(malformedCallback);
              replies.addAll(server.respond(sent));
              return replies;
            });

    assertThat(talk.run()).isInstanceOf(Step.Finish.class);
  }

  @Test
  void fragmentAfterLast_isViolation() {
    InMemoryDatagramEndpointMapper server = server(sample().fragmentSize(200));
    DatagramConversation talk =
        DatagramConversation.with(
            sent -> {
              List<byte[]> replies = new ArrayList<>();
              for (byte[] reply : server.respond(sent)) {
                byte[] last = reply.clone();
                last[2] |= 2;
                replies.add(last);
              }
              return replies;
            });

    assertThat(talk.why()).startsWith("RPC protocol violation by the peer: ");
  }

  @Test
  void callbackFlood_isLimited() {
    InMemoryDatagramEndpointMapper server =
        InMemoryDatagramEndpointMapper.of(UdpEndpointMapperPeer.builder(sample()).callingBack());
    DatagramConversation talk =
        DatagramConversation.with(
            sent ->
                server.callbackResponses() == 0 && sent[1] == 0
                    ? Collections.nCopies(1_000, server.respond(sent).get(0))
                    : server.respond(sent).subList(0, 0));

    talk.run();

    assertThat(talk.sent).filteredOn(datagram -> datagram[1] == 2).hasSize(64);
  }

  @Test
  void deadlineInTheMiddle_keepsEntries() {
    InMemoryDatagramEndpointMapper server = server(sample().pageSize(7));
    DatagramConversation talk =
        DatagramConversation.with(sent -> server.lookups() == 2 ? List.of() : server.respond(sent));

    assertThat(talk.run()).isInstanceOf(Step.Await.class);
    Finding partial = talk.dialogue.partial().orElseThrow();
    assertThat(((EndpointMap) partial).endpoints()).hasSize(14);
    assertThat(((EndpointMap) partial).note()).isEqualTo("cut short after 14 entries");
  }

  @Tag("slow")
  @Test
  void everyOctetOfEveryReplyChanged_endsWell() {
    DatagramConversation recorded = DatagramConversation.with(server(sample().fragmentSize(600)));
    recorded.map();
    List<byte[]> good = recorded.received;
    for (int which = 0; which < Math.min(3, good.size()); which++) {
      for (int at = 0; at < good.get(which).length; at++) {
        for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
          judge(changed(good, which, at, value));
        }
      }
    }
  }

  private static List<byte[]> changed(List<byte[]> good, int which, int at, int value) {
    List<byte[]> bad = new ArrayList<>(good);
    byte[] datagram = good.get(which).clone();
    datagram[at] = (byte) value;
    bad.set(which, datagram);
    return bad;
  }

  private static void judge(List<byte[]> datagrams) {
    DatagramConversation talk =
        DatagramConversation.with(
            new java.util.function.Function<>() {
              private boolean said;

              @Override
              public List<byte[]> apply(byte[] sent) {
                List<byte[]> all = said ? List.of() : datagrams;
                said = true;
                return all;
              }
            });
    Step step = talk.run();
    talk.dialogue.partial().ifPresent(DatagramDialogueTest::check);
    if (step instanceof Step.Finish finish) {
      check(finish.finding());
    }
  }

  private static void check(Finding finding) {
    Conversation.checkLines(finding.lines());
  }
}
