package io.portprobe.protocols.internal.msrpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.internal.msrpc.wire.ConnectionWriter;
import io.portprobe.protocols.internal.msrpc.wire.RpcInterface;
import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer.Ending;
import io.portprobe.protocols.testing.msrpc.InMemoryEndpointMapper;
import io.portprobe.protocols.testing.msrpc.MapperEntry;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionDialogueTest {
  private static final List<MapperEntry> SAMPLE = InMemoryEndpointMapper.sampleEntries();

  private static EndpointMapperPeer.Builder sample() {
    return EndpointMapperPeer.builder().entries(SAMPLE);
  }

  private static List<MapperEntry> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                MapperEntry.of("12345778-1234-abcd-ef00-0123456789ac", 1, 0)
                    .annotated("entry " + i)
                    .tcp(i & 0xffff))
        .toList();
  }

  private static ByteBuffer bytes(byte[] octets) {
    return ByteBuffer.wrap(octets).asReadOnlyBuffer();
  }

  @Test
  void sampleMap_isFoundEntryByEntry() {
    EndpointMap map = ConnectionConversation.with(sample()).map();

    assertThat(map.complete()).isTrue();
    assertThat(map.note()).isEmpty();
    assertThat(map.endpoints())
        .extracting(e -> e.interfaceName().orElseThrow() + " " + e.stringBinding())
        .containsExactly(
            "samr ncacn_np:\\\\SAMPLE[\\pipe\\lsass]",
            "samr ncacn_ip_tcp:asked.example[49664]",
            "samr ncalrpc:[samss lpc]",
            "lsarpc ncacn_np:\\\\SAMPLE[\\pipe\\lsass]",
            "lsarpc ncacn_ip_tcp:asked.example[49664]",
            "drsuapi ncacn_np:\\\\SAMPLE[\\pipe\\lsass]",
            "drsuapi ncacn_ip_tcp:192.0.2.20[49664]",
            "drsuapi ncacn_http:asked.example[49665]",
            "frstrans ncacn_ip_tcp:asked.example[49667]",
            "eventlog6 ncacn_ip_tcp:asked.example[49668]",
            "eventlog6 ncacn_np:\\\\SAMPLE[\\pipe\\eventlog]",
            "winreg ncacn_np:\\\\SAMPLE[\\PIPE\\winreg]",
            "svcctl ncacn_ip_tcp:asked.example[49669]",
            "svcctl ncadg_ip_udp:asked.example[1025]",
            "keyiso ncacn_ip_tcp:asked.example[49664]",
            "keyiso ncalrpc:[LRPC-36f49769d5ad2c7f47]",
            "msgsvcsend ncadg_ip_udp:asked.example[1026]",
            "dhcpcsvc ncalrpc:[dhcpcsvc]",
            "rfri ncacn_http:asked.example[6002]",
            "rfri ncacn_ip_tcp:asked.example[49670]");
  }

  static Stream<Arguments> servers() {
    return Stream.of(Ending.WITH_LAST_PAGE, Ending.BY_FURTHER_CALL, Ending.NULL_HANDLE)
        .flatMap(
            ending ->
                Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
                    .flatMap(
                        order ->
                            Stream.of(1, 3, 500).map(page -> Arguments.of(ending, order, page))));
  }

  @ParameterizedTest(name = "{0}, {1}, pages of {2}")
  @MethodSource("servers")
  void anyServer_returnsSameMap(Ending ending, ByteOrder order, int page) {
    EndpointMap expected = ConnectionConversation.with(sample()).map();
    InMemoryEndpointMapper server =
        InMemoryEndpointMapper.of(sample().ending(ending).byteOrder(order).pageSize(page));

    assertThat(ConnectionConversation.with(server::respond).map()).isEqualTo(expected);
    int pages = (SAMPLE.size() + page - 1) / page;
    assertThat(server.lookups()).isEqualTo(ending == Ending.BY_FURTHER_CALL ? pages + 1 : pages);
    assertThat(server.handlesFreed()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 32, 33, 100, 1432, 65_535})
  void fragmentsOfAnySize_areReassembled(int size) {
    EndpointMap expected = ConnectionConversation.with(sample()).map();

    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      assertThat(ConnectionConversation.with(sample().fragmentSize(size).byteOrder(order)).map())
          .isEqualTo(expected);
    }
  }

  @Test
  void repliesSplitAtEveryByte_areReassembled() {
    ConnectionConversation whole =
        ConnectionConversation.with(sample().pageSize(7).fragmentSize(400));
    EndpointMap expected = whole.map();
    int longest = whole.replies.stream().mapToInt(reply -> reply.length).max().orElseThrow();

    for (int piece = 1; piece < longest; piece += piece < 100 ? 1 : 13) {
      InMemoryEndpointMapper server =
          InMemoryEndpointMapper.of(sample().pageSize(7).fragmentSize(400));
      assertThat(ConnectionConversation.with(server::respond, piece).map()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 500})
  void hugeMap_isReadCompletely(int page) {
    int count = page == 1 ? 10_000 : 12_345;
    EndpointMap map =
        ConnectionConversation.with(
                EndpointMapperPeer.builder().entries(many(count)).pageSize(page))
            .map();

    assertThat(map.complete()).isTrue();
    assertThat(map.endpoints()).hasSize(count);
    assertThat(map.endpoints().get(count - 1).annotation()).isEqualTo("entry " + (count - 1));
  }

  @Test
  void emptyMap_isComplete() {
    for (Ending ending : List.of(Ending.WITH_LAST_PAGE, Ending.BY_FURTHER_CALL)) {
      assertThat(ConnectionConversation.with(EndpointMapperPeer.builder().ending(ending)).map())
          .isEqualTo(new DefaultEndpointMap(List.of(), true, ""));
    }
  }

  @Test
  void duplicateEntries_areKept() {
    List<MapperEntry> twice = List.of(SAMPLE.get(0), SAMPLE.get(0), SAMPLE.get(0), SAMPLE.get(1));

    EndpointMap map =
        ConnectionConversation.with(EndpointMapperPeer.builder().entries(twice).pageSize(1)).map();

    assertThat(map.complete()).isTrue();
    assertThat(map.endpoints()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 20, 500})
  void repeatingList_endsWithEveryEntryOnce(int page) {
    InMemoryEndpointMapper server =
        InMemoryEndpointMapper.of(sample().ending(Ending.NEVER).pageSize(page));

    EndpointMap map = ConnectionConversation.with(server::respond).map();

    assertThat(map.complete()).isFalse();
    assertThat(map.note()).isEqualTo("stopped after 4 consecutive pages without a new entry");
    assertThat(map.endpoints()).isEqualTo(ConnectionConversation.with(sample()).map().endpoints());
    assertThat(server.handlesFreed()).isEqualTo(1);
  }

  @Test
  void endlessHandle_isFreed() {
    InMemoryEndpointMapper server = InMemoryEndpointMapper.of(sample().ending(Ending.EMPTY_PAGES));

    EndpointMap map = ConnectionConversation.with(server::respond).map();

    assertThat(map.complete()).isFalse();
    assertThat(map.endpoints()).hasSize(20);
    assertThat(server.lookups()).isEqualTo(5);
    assertThat(server.handlesFreed()).isEqualTo(1);
  }

  @Test
  void fault_endsMapWithStatusName() {
    EndpointMap map =
        ConnectionConversation.with(sample().pageSize(7).faulting(0x1c010014, 2)).map();

    assertThat(map.complete()).isFalse();
    assertThat(map.endpoints()).hasSize(14);
    assertThat(map.note())
        .isEqualTo("the server responded with fault 0x1c010014 (nca_server_too_busy)");
  }

  @Test
  void faultAtOnce_isEmptyMapWithReason() {
    assertThat(ConnectionConversation.with(sample().faulting(5, 0)).map())
        .isEqualTo(
            new DefaultEndpointMap(
                List.of(), false, "the server responded with fault 0x00000005 (access denied)"));
  }

  @ParameterizedTest
  @CsvSource({
    "4,the server refused the bind: protocol version not supported",
    "1,the server refused the bind: temporary congestion",
    "77,the server refused the bind: code 77"
  })
  void bindNak_isMismatchWithReason(int reason, String why) {
    assertThat(ConnectionConversation.with(sample().refusingBind(reason)).why()).isEqualTo(why);
  }

  @Test
  void otherRpcServer_isAFinding() {
    Step step = ConnectionConversation.with(sample().rejectingInterface(2, 1)).run();
    assertThat(step)
        .isEqualTo(
            Step.finish(
                new DefaultRpcService(
                    "endpoint mapper", "provider rejection, abstract syntax not supported")));
    assertThat(((Step.Finish) step).finding().lines())
        .containsExactly(
            "MS-RPC, the endpoint mapper is not here:"
                + " provider rejection, abstract syntax not supported");
  }

  @Test
  void otherProtocols_areMismatches() {
    for (String greeting : List.of("220 mail ESMTP\r\n", "SSH-2.0-x\r\n", "\0", "HTTP/1.1 400")) {
      ConnectionDialogue dialogue = ConnectionConversation.dialogue();
      dialogue.start();
      assertThat(dialogue.received(bytes(greeting.getBytes(StandardCharsets.US_ASCII))))
          .isInstanceOf(Step.Mismatch.class);
    }
  }

  @Test
  void failureStatus_endsMapWithStatusName() {
    ConnectionConversation talk = ConnectionConversation.with(sample());
    talk.map();
    byte[] page = talk.replies.get(1);
    System.arraycopy(Hex.octets("cda0c916"), 0, page, page.length - 4, 4);

    EndpointMap map = ConnectionConversation.replaying(talk.replies, Integer.MAX_VALUE).map();

    assertThat(map.complete()).isFalse();
    assertThat(map.endpoints()).hasSize(20);
    assertThat(map.note())
        .isEqualTo("the server ended the list with status 0x16c9a0cd (ept_s_cant_perform_op)");
  }

  @Test
  void endStatusWithHandle_freesHandle() {
    ConnectionConversation talk = ConnectionConversation.with(sample().pageSize(7));
    talk.map();
    byte[] page = talk.replies.get(1);
    System.arraycopy(Hex.octets("d6a0c916"), 0, page, page.length - 4, 4);

    ConnectionConversation again =
        ConnectionConversation.replaying(talk.replies, Integer.MAX_VALUE);
    EndpointMap map = again.map();

    assertThat(map.complete()).isTrue();
    assertThat(map.endpoints()).hasSize(7);
    assertThat(again.sent).hasSize(3);
    assertThat(again.sent.get(2)).startsWith(5, 0, 0, 3).hasSize(44);
    assertThat(again.sent.get(2)[22]).isEqualTo((byte) 4);
  }

  @ParameterizedTest(name = "octet {0} becomes {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "12 | 09 | call_id: 9 (expected: 2)",
        "3  | 02 | pfc_flags: no first fragment at the beginning of a response",
        "2  | 0c | PTYPE: bind_ack (expected: response)",
        "2  | 00 | PTYPE: request (expected: response)",
        "10 | 01 | auth_length: 1 (expected: 0)",
        "1  | 03 | rpc_vers_minor: 0x03 (expected: 0-1)",
      })
  void malformedHeader_isMismatch(int at, String value, String why) {
    ConnectionConversation talk = ConnectionConversation.with(sample());
    talk.map();
    talk.replies.get(1)[at] = Hex.octets(value)[0];

    assertThat(ConnectionConversation.replaying(talk.replies, Integer.MAX_VALUE).why())
        .isEqualTo("RPC protocol violation by the peer: " + why);
  }

  @Test
  void bind_unexpectedReply_isMismatch() {
    ConnectionConversation talk = ConnectionConversation.with(sample());
    talk.map();
    byte[] page = talk.replies.get(1);
    page[12] = 1;

    assertThat(ConnectionConversation.replaying(List.of(page), Integer.MAX_VALUE).why())
        .isEqualTo("RPC protocol violation by the peer: PTYPE: response (expected: bind_ack)");
    assertThat(
            ConnectionConversation.replaying(List.of(fault(1, "0300011c")), Integer.MAX_VALUE)
                .why())
        .isEqualTo("the server responded to the bind with fault 0x1c010003 (nca_unk_if)");
  }

  private static byte[] fault(int callId, String status) {
    return Hex.octets(
        "05 00 03 03 10 00 00 00 20 00 00 00 0"
            + callId
            + "000000 00000000 0000 0000"
            + status
            + "00000000");
  }

  @Test
  void nonContiguousFragments_areMismatches() {
    ConnectionConversation talk = ConnectionConversation.with(sample().fragmentSize(1032));
    talk.map();
    byte[] bind = talk.replies.get(0);
    byte[] page = talk.replies.get(1);

    byte[] twiceFirst = page.clone();
    twiceFirst[1032 + 3] |= 1;
    assertThat(ConnectionConversation.replaying(List.of(bind, twiceFirst), Integer.MAX_VALUE).why())
        .isEqualTo(
            "RPC protocol violation by the peer: pfc_flags: a first fragment in the middle of a"
                + " response");

    byte[] otherOrder = page.clone();
    System.arraycopy(Hex.octets("00 000000 0408 0000 00000002"), 0, otherOrder, 1032 + 4, 12);
    assertThat(ConnectionConversation.replaying(List.of(bind, otherOrder), Integer.MAX_VALUE).why())
        .isEqualTo(
            "RPC protocol violation by the peer: drep: byte order changes in the middle of a"
                + " response");

    byte[] empty = Hex.octets("05 00 02 01 10 000000 1800 0000 02000000 00000000 0000 0000");
    assertThat(ConnectionConversation.replaying(List.of(bind, empty), Integer.MAX_VALUE).why())
        .isEqualTo(
            "RPC protocol violation by the peer: stub data: none in a fragment that is not the"
                + " last");
  }

  @Test
  void endlessResponse_stopsAtLimit() {
    byte[] bind =
        ConnectionConversation.join(
            InMemoryEndpointMapper.serving(SAMPLE)
                .respond(ConnectionWriter.bind(1, RpcInterface.ENDPOINT_MAPPER)));
    byte[] fragment = new byte[0xfff8];
    System.arraycopy(Hex.octets("05 00 02 00 10 000000 f8ff 0000 02000000"), 0, fragment, 0, 16);
    byte[] flood = new byte[20 * fragment.length];
    for (int i = 0; i < 20; i++) {
      System.arraycopy(fragment, 0, flood, i * fragment.length, fragment.length);
    }
    flood[3] = 1;

    assertThat(ConnectionConversation.replaying(List.of(bind, flood), 4096).why())
        .startsWith("RPC protocol violation by the peer: stub data: 11")
        .endsWith("(expected: at most 1048576)");
  }

  @Test
  void octetsAfterResponse_areMismatch() {
    byte[] bind =
        ConnectionConversation.join(
            InMemoryEndpointMapper.serving(SAMPLE)
                .respond(ConnectionWriter.bind(1, RpcInterface.ENDPOINT_MAPPER)));

    assertThat(
            ConnectionConversation.replaying(
                    List.of(ConnectionConversation.join(List.of(bind, new byte[3]))),
                    Integer.MAX_VALUE)
                .why())
        .isEqualTo(
            "RPC protocol violation by the peer: octets after the response: 3 (expected: 0)");
  }

  @Test
  void malformedPageAfterGoodOnes_keepsEntries() {
    ConnectionConversation talk = ConnectionConversation.with(sample().pageSize(7));
    talk.map();
    talk.replies.get(2)[12] = 99;

    EndpointMap map = ConnectionConversation.replaying(talk.replies, Integer.MAX_VALUE).map();

    assertThat(map.complete()).isFalse();
    assertThat(map.endpoints()).hasSize(7);
    assertThat(map.note())
        .isEqualTo("RPC protocol violation by the peer: call_id: 99 (expected: 3)");
  }

  @Test
  void shutdown_endsTheMap() {
    byte[] bind =
        ConnectionConversation.join(
            InMemoryEndpointMapper.serving(SAMPLE)
                .respond(ConnectionWriter.bind(1, RpcInterface.ENDPOINT_MAPPER)));
    byte[] shutdown = Hex.octets("05 00 11 03 10 00 00 00 10 00 00 00 00 00 00 00");

    assertThat(
            ConnectionConversation.replaying(List.of(bind, shutdown), Integer.MAX_VALUE)
                .map()
                .note())
        .isEqualTo("the server requested to close the connection");
  }

  @Test
  void deadline_keepsEntries() {
    ConnectionConversation talk = ConnectionConversation.with(sample().pageSize(7));
    talk.map();
    ConnectionConversation half =
        ConnectionConversation.replaying(talk.replies.subList(0, 3), Integer.MAX_VALUE);

    assertThat(half.dialogue.partial()).isEmpty();
    assertThat(half.run()).isInstanceOf(Step.Await.class);
    EndpointMap partial = (EndpointMap) half.dialogue.partial().orElseThrow();
    assertThat(partial.endpoints()).hasSize(14);
    assertThat(partial.complete()).isFalse();
    assertThat(partial.note()).isEqualTo("cut short after 14 entries");
  }

  @Test
  void endOfStream_keepsEntries() {
    ConnectionConversation talk = ConnectionConversation.with(sample().pageSize(7));
    talk.map();
    ConnectionConversation half =
        ConnectionConversation.replaying(talk.replies.subList(0, 3), Integer.MAX_VALUE);
    half.run();

    Step last = half.dialogue.closed();

    assertThat(last).isInstanceOf(Step.Finish.class);
    EndpointMap map = (EndpointMap) ((Step.Finish) last).finding();
    assertThat(map.endpoints()).hasSize(14);
    assertThat(map.complete()).isFalse();
    assertThat(map.note()).isEqualTo("the server closed the connection before the last response");
  }

  @Test
  void endOfStream_withoutEntries_isMismatchWithPosition() {
    ConnectionConversation talk = ConnectionConversation.with(sample());
    talk.map();
    byte[] bind = talk.replies.get(0);
    byte[] page = talk.replies.get(1);

    assertThat(whyClosed())
        .isEqualTo("the peer closed the connection before its response to the bind");
    assertThat(whyClosed(Arrays.copyOf(bind, 20)))
        .isEqualTo("the peer closed the connection in the middle of its response to the bind");
    assertThat(whyClosed(bind))
        .isEqualTo("the peer closed the connection before its first response");
    assertThat(whyClosed(bind, Arrays.copyOf(page, 100)))
        .isEqualTo("the peer closed the connection in the middle of its first response");
  }

  private static String whyClosed(byte[]... replies) {
    ConnectionConversation talk =
        ConnectionConversation.replaying(List.of(replies), Integer.MAX_VALUE);
    talk.run();
    return ((Step.Mismatch) talk.dialogue.closed()).why();
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  void everyServer_endsTheDialogue(Ending ending) {
    assertThat(ConnectionConversation.with(sample().ending(ending).pageSize(3)).run())
        .isInstanceOf(Step.Finish.class);
  }
}
