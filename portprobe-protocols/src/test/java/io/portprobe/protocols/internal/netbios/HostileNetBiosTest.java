package io.portprobe.protocols.internal.netbios;

import static io.portprobe.protocols.internal.netbios.NetBiosPackets.ACTIVE;
import static io.portprobe.protocols.internal.netbios.NetBiosPackets.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.netbios.NodeStatus;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileNetBiosTest {
  private static final int ID = 0x1234;

  private final NodeStatusReader reader = new NodeStatusReader(SuffixTable.bundled());
  private final byte[] whole =
      NetBiosPackets.response(
          ID,
          0,
          NetBiosPackets.data(3)
              .entry("FILESRV", 0, ACTIVE)
              .entry("WORKGROUP", 0, GROUP | ACTIVE)
              .entry("\u0001\u0002__MSBROWSE__\u0002", 1, GROUP | ACTIVE)
              .statistics("00155d01c61e"));

  private Optional<NodeStatus> read(byte[] datagram) {
    try {
      NodeStatus status =
          reader.read(NameServiceResponse.read(ID, NetBiosPackets.buffer(datagram)));
      assertThat(status.names().size()).isLessThanOrEqualTo(255);
      String lines = String.join("", status.lines());
      assertThat(lines.chars().noneMatch(Character::isISOControl)).isTrue();
      return Optional.of(status);
    } catch (UnrelatedDatagramException e) {
      assertThat(e.getMessage()).isNotBlank();
      return Optional.empty();
    }
  }

  @Test
  void truncatedResponse_hasNamesBeforeTheCut() {
    int names = 12 + 34 + 10 + 1;
    for (int length = 0; length < whole.length; length++) {
      Optional<NodeStatus> status = read(Arrays.copyOf(whole, length));
      assertThat(status.isPresent()).as("length %s", length).isEqualTo(length >= names - 1);
      int expected = Math.max(0, Math.min(3, (length - names) / 18));
      status.ifPresent(
          part -> {
            assertThat(part.names()).hasSize(expected);
            assertThat(part.notes()).isNotEmpty();
          });
    }
    assertThat(read(whole).orElseThrow().notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void changedBytes_breakNothing(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int read = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] mutant = whole.clone();
      for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
        int at = random.nextInt(2, mutant.length);
        mutant[at] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(mutant.length) : mutant.length;
      read += read(Arrays.copyOf(mutant, length)).isPresent() ? 1 : 0;
    }
    assertThat(read).isBetween(1_200, 4_800);
  }

  @Test
  void excessiveCounts_costNoMoreThanTheBytes() {
    byte[] empty = new byte[60_000];
    byte[] head = NetBiosPackets.packet(ID, NetBiosPackets.RESPONSE, 0xffff, 0xffff).toBytes();
    System.arraycopy(head, 0, empty, 0, head.length);
    assertThat(read(empty)).isEmpty();
    byte[] questions = empty.clone();
    questions[4] = 0;
    questions[5] = 0;
    assertThat(read(questions)).isEmpty();
  }

  @Test
  void namePointersToThemselves_areNotFollowed() {
    byte[] body = NetBiosPackets.data(0).statistics("00155d01c61e").toBytes();
    byte[] loop =
        NetBiosPackets.packet(ID, NetBiosPackets.RESPONSE, 0, 1)
            .u16(0xc00c, 0x21, 1)
            .u32(0)
            .u16(body.length)
            .bytes(body)
            .toBytes();
    assertThat(read(loop).orElseThrow().mac()).contains("00155d01c61e");
  }

  @Test
  void noise_breaksNothing() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 10_000; i++) {
      byte[] noise = new byte[random.nextInt(120)];
      random.nextBytes(noise);
      if (noise.length > 4) {
        byte[] head = {0x12, 0x34, (byte) 0x84, (byte) (random.nextBoolean() ? 0 : 3)};
        System.arraycopy(head, 0, noise, 0, head.length);
      }
      read(noise);
    }
  }
}
