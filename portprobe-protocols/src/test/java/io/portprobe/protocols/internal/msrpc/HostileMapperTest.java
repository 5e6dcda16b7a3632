package io.portprobe.protocols.internal.msrpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer;
import io.portprobe.protocols.testing.msrpc.InMemoryEndpointMapper;
import io.portprobe.protocols.testing.msrpc.MapperEntry;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class HostileMapperTest {
  private static List<byte[]> recorded(ByteOrder order) {
    ConnectionConversation talk =
        ConnectionConversation.with(
            EndpointMapperPeer.builder()
                .entries(InMemoryEndpointMapper.sampleEntries())
                .byteOrder(order)
                .pageSize(7)
                .fragmentSize(600));
    talk.map();
    return talk.replies;
  }

  /** Checks that the dialogue ends in a step or a partial finding, and throws nothing. */
  private static Step judge(List<byte[]> replies, int piece) {
    ConnectionConversation talk = ConnectionConversation.replaying(replies, piece);
    Step step = talk.run();
    if (step instanceof Step.Await) {
      talk.dialogue.partial().ifPresent(HostileMapperTest::check);
      step = talk.dialogue.closed();
    }
    talk.dialogue.partial().ifPresent(HostileMapperTest::check);
    if (step instanceof Step.Finish finish) {
      check(finish.finding());
    } else if (step instanceof Step.Mismatch mismatch) {
      Conversation.checkLines(List.of(mismatch.why()));
    } else {
      throw new AssertionError("neither finished nor a mismatch: " + step);
    }
    return step;
  }

  private static void check(Finding finding) {
    Conversation.checkLines(finding.lines());
  }

  @ParameterizedTest
  @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
  void everyOctetChangedToEdgeValues_endsWell(String order) {
    List<byte[]> good =
        recorded(order.startsWith("L") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    for (int reply = 0; reply < 2; reply++) {
      for (int at = 0; at < good.get(reply).length; at++) {
        for (int value : new int[] {0x00, 0x01, 0x7f, 0x80, 0xff}) {
          List<byte[]> bad = copy(good);
          bad.get(reply)[at] = (byte) value;
          judge(bad, Integer.MAX_VALUE);
        }
      }
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomMutations_endWell(long seed) {
    Random random = new Random(seed);
    List<byte[]> good = recorded(seed % 2 == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int mismatches = 0;
    for (int round = 0; round < 1_500; round++) {
      List<byte[]> bad = copy(good);
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        mutate(bad, random);
      }
      int piece = random.nextInt(4) == 0 ? 1 + random.nextInt(50) : Integer.MAX_VALUE;
      mismatches += judge(bad, piece) instanceof Step.Mismatch ? 1 : 0;
    }
    assertThat(mismatches).isBetween(150, 1_499); // otherwise the mutations test nothing
  }

  private static void mutate(List<byte[]> replies, Random random) {
    int which = random.nextInt(replies.size());
    byte[] reply = replies.get(which);
    if (reply.length == 0) {
      return;
    }
    int at = random.nextInt(reply.length);
    switch (random.nextInt(6)) {
      case 0 -> reply[at] = (byte) random.nextInt(256);
      case 1 -> reply[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> Arrays.fill(reply, at, Math.min(reply.length, at + 4), (byte) 0xff);
      case 3 -> replies.set(which, Arrays.copyOf(reply, at));
      case 4 -> replies.set(which, splice(reply, at, random));
      default -> replies.set(which, replies.get(random.nextInt(replies.size())).clone());
    }
  }

  /** Doubles or drops a few octets. */
  private static byte[] splice(byte[] reply, int at, Random random) {
    int to = Math.min(reply.length, at + 1 + random.nextInt(16));
    byte[] head = Arrays.copyOf(reply, random.nextBoolean() ? to : at);
    return ConnectionConversation.join(
        List.of(head, Arrays.copyOfRange(reply, at == 0 ? to : at, reply.length)));
  }

  private static List<byte[]> copy(List<byte[]> replies) {
    List<byte[]> copy = new ArrayList<>();
    replies.forEach(reply -> copy.add(reply.clone()));
    return copy;
  }

  @Test
  void everyReplyCutOffAnywhere_endsWell() {
    List<byte[]> good = recorded(ByteOrder.LITTLE_ENDIAN);
    for (int reply = 0; reply < good.size(); reply++) {
      for (int length = 0; length < good.get(reply).length; length++) {
        List<byte[]> bad = copy(good.subList(0, reply + 1));
        bad.set(reply, Arrays.copyOf(good.get(reply), length));
        Step step = judge(bad, Integer.MAX_VALUE);
        assertThat(step).isInstanceOf(reply < 2 ? Step.Mismatch.class : Step.Finish.class);
      }
    }
  }

  @Test
  void noise_isNeverAMap() {
    Random random = new Random(7);
    for (int round = 0; round < 5_000; round++) {
      byte[] noise = new byte[1 + random.nextInt(200)];
      random.nextBytes(noise);
      if (round % 2 == 0) {
        System.arraycopy(Hex.octets("05 00 0c 03 10"), 0, noise, 0, Math.min(5, noise.length));
      }
      assertThat(judge(List.of(noise), Integer.MAX_VALUE)).isInstanceOf(Step.Mismatch.class);
    }
  }

  @Test
  void largestTowersWithoutEnd_stopAtLimitOfMemory() {
    byte[] tower = new byte[4096];
    Arrays.fill(tower, (byte) 0xff);
    var entry = InMemoryEndpointMapper.sampleEntries().get(0).tower(tower);
    List<MapperEntry> entries = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      entries.add(entry.annotated("entry " + i));
    }

    EndpointMap map =
        ConnectionConversation.with(EndpointMapperPeer.builder().entries(entries).pageSize(200))
            .map();

    assertThat(map.complete()).isFalse();
    assertThat(map.note()).isEqualTo("stopped at the limit of 16777216 bytes of memory");
    assertThat(map.endpoints()).hasSizeBetween(1_500, 2_500);
  }
}
