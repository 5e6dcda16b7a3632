package io.portprobe.protocols.internal.sunrpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.sunrpc.RpcRegistry;
import io.portprobe.protocols.sunrpc.RpcVersions;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.protocols.talk.Recording;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SunRpcDialogueTest {
  private static final Transport UDP = Transport.UDP;

  private final Dialogue rpcBind = new RpcBindProtocol().open(TestDialogueContext.of(UDP, 111));

  private static Step recorded(Protocol protocol, int port, String recording) {
    return FuzzedPeer.stream(
        protocol,
        () -> TestDialogueContext.of(Transport.TCP, port),
        Recording.of(SunRpcFuzzTest.class, recording));
  }

  private static Finding finding(Step step) {
    return ((Step.Finish) step).finding();
  }

  private static ByteBuffer sent(Step step) {
    return ((Step.Send) step).bytes();
  }

  private static Step receive(Dialogue dialogue, byte[] datagram) {
    return dialogue.received(ByteBuffer.wrap(datagram).asReadOnlyBuffer());
  }

  @Test
  void rpcbindWithGanesha_bothLists_areRead() {
    RpcRegistry registry =
        (RpcRegistry)
            finding(recorded(new RpcBindProtocol(), 111, "registryStream/rpcbind-ganesha"));

    assertThat(registry.complete()).isTrue();
    assertThat(registry.mappings()).hasSize(14);
    assertThat(registry.mappings().get(6))
        .isEqualTo(new DefaultRpcMapping(100_003, "nfs", 3, "udp", 2049));
    assertThat(registry.addresses())
        .hasSize(28)
        .contains(
            new DefaultRpcAddress(
                100_000, "rpcbind", 4, "local", "/run/rpcbind.sock", "superuser"));
    assertThat(registry.facts().service()).contains("rpcbind");
    assertThat(registry.lines()).hasSize(43);
  }

  @Test
  void ganesha_versionsOfNfs_areCalledOneByOne() {
    RpcVersions nfs =
        (RpcVersions) finding(recorded(new NfsProtocol(), 2049, "versionsStream/ganesha-nfs"));

    assertThat(nfs.versions()).containsExactly(3L, 4L);
    assertThat(nfs.range()).contains("3 to 4");
    assertThat(nfs.complete()).isTrue();
    assertThat(nfs.lines())
        .containsExactly("nfs (program 100003): versions [3, 4]", "range: 3 to 4");
  }

  @Test
  void call_hasNoAuthentication() {
    ByteBuffer call = sent(rpcBind.start());

    assertThat(call.remaining()).isEqualTo(40);
    call.getInt();
    for (int expected : new int[] {0, 2, 100_000, 2, 4, 0, 0, 0, 0}) {
      assertThat(call.getInt()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, program unavailable",
    "3, procedure unavailable",
    "4, arguments not decoded",
    "5, system error"
  })
  void refusedList_isAFinding(int status, String error) {
    ByteBuffer first = sent(rpcBind.start());
    ByteBuffer second = sent(receive(rpcBind, RpcReplies.to(UDP, first, status).toBytes()));
    byte[] mismatch = RpcReplies.to(UDP, second, 2).u32(2, 2).toBytes();

    RpcRegistry registry = (RpcRegistry) finding(receive(rpcBind, mismatch));

    assertThat(registry.mappingsError()).contains(error);
    assertThat(registry.addressesError()).contains("program version mismatch: 2 to 2");
    assertThat(registry.complete()).isTrue();
  }

  @Test
  void authenticationError_isAFinding() {
    ByteBuffer first = sent(rpcBind.start());
    Step second = receive(rpcBind, RpcReplies.denied(UDP, first, 1).u32(7).toBytes());

    assertThat(((Step.Send) second).then()).isEqualTo(Step.await(Duration.ofSeconds(2)));
    RpcRegistry registry = (RpcRegistry) finding(rpcBind.silent());
    assertThat(registry.mappingsError()).contains("authentication error 7");
    assertThat(registry.complete()).isFalse();
  }

  @Test
  void longList_isCutAt1000Entries() {
    RpcReplies reply = RpcReplies.to(UDP, sent(rpcBind.start()), 0);
    for (int i = 0; i < 1200; i++) {
      reply.u32(1, 100_000, i, 6, 111);
    }
    var unused = receive(rpcBind, reply.u32(0).toBytes());

    RpcRegistry registry = (RpcRegistry) rpcBind.partial().orElseThrow();

    assertThat(registry.mappings()).hasSize(1000);
    assertThat(registry.complete()).isFalse();
  }

  @Test
  void replyToAnotherCall_isIgnored() {
    ByteBuffer call = sent(rpcBind.start());
    byte[] reply = RpcReplies.to(UDP, call, 0).u32(0).toBytes();
    reply[3]++;

    assertThat(receive(rpcBind, reply)).isInstanceOf(Step.Await.class);
    assertThat(rpcBind.partial()).isEmpty();
  }

  @Test
  void fragments_areJoined() {
    Dialogue dialogue = new NfsProtocol().open(TestDialogueContext.of(Transport.TCP, 2049));
    byte[] reply = RpcReplies.to(Transport.TCP, sent(dialogue.start()), 1).toBytes();
    byte[] first = Arrays.copyOfRange(reply, 4, 10);
    byte[] rest = Arrays.copyOfRange(reply, 10, reply.length);
    ByteBuffer fragments = ByteBuffer.allocate(reply.length + 4);
    fragments.putInt(first.length).put(first).putInt(1 << 31 | rest.length).put(rest);

    RpcVersions nfs = (RpcVersions) finding(receive(dialogue, fragments.array()));

    assertThat(nfs.error()).contains("program unavailable");
    assertThat(nfs.versions()).isEmpty();
  }

  @Test
  void hugeRangeOfVersions_isCalledAtMost16Times() {
    Dialogue dialogue = new NfsProtocol().open(TestDialogueContext.of(UDP, 2049));
    Step step = dialogue.start();
    int calls = 0;
    while (step instanceof Step.Send send) {
      calls++;
      step = receive(dialogue, RpcReplies.to(UDP, send.bytes(), 2).u32(0, -1).toBytes());
    }

    assertThat(calls).isEqualTo(17);
    assertThat(((RpcVersions) finding(step)).range()).contains("0 to 4294967295");
  }

  @Test
  void fragmentOfTheMaximumLength_isInvalid() {
    ByteBuffer longest = ByteBuffer.allocate(16).putInt(0, 0x7fff_ffff);
    assertThat(new RecordMarking().length(longest)).isEqualTo(Framing.INVALID);
    assertThat(new RecordMarking().length(longest.putInt(0, -1))).isEqualTo(Framing.INVALID);
  }
}
