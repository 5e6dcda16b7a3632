package io.portprobe.protocols.internal.quic;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.quic.QuicVersions;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuicDialogueTest {
  private final Dialogue dialogue =
      new QuicProtocol().open(TestDialogueContext.of(Transport.UDP, 443));
  private final ByteBuffer request = ((Step.Send) dialogue.start()).bytes();

  private QuicVersions versions(int... versions) {
    Step step = dialogue.received(QuicBytes.negotiation(request, versions));
    assertThat(step).isInstanceOf(Step.Finish.class);
    return (QuicVersions) ((Step.Finish) step).finding();
  }

  private void assertIgnored(ByteBuffer datagram) {
    assertThat(dialogue.received(datagram)).isInstanceOf(Step.Await.class);
  }

  @Test
  void request_isAnInitialOfAReservedVersion() {
    assertThat(request.remaining()).isEqualTo(1200);
    assertThat(request.get(0) & 0xc0).isEqualTo(0xc0);
    assertThat(request.getInt(1) & 0x0f0f0f0f).isEqualTo(0x0a0a0a0a);
    assertThat(request.get(5)).isEqualTo((byte) 8);
    assertThat(request.get(14)).isEqualTo((byte) 8);
  }

  @Test
  void versions_haveNames() {
    QuicVersions result = versions(0x0a1a2a3a, 1, 0x6b3343cf, 0xff00001d, 0x51303530, 0xfaceb002);
    assertThat(result.versions())
        .containsExactly("QUIC v1", "QUIC v2", "draft-29", "Q050", "0xfaceb002");
    assertThat(result.numbers()).contains(0xfaceb002L);
    assertThat(result.greased()).isTrue();
    assertThat(result.lines())
        .containsExactly(
            "QUIC versions: QUIC v1, QUIC v2, draft-29, Q050, 0xfaceb002",
            "The server also sent a reserved version.");
  }

  @Test
  void versions_areLimited() {
    int[] many = new int[300];
    Arrays.fill(many, 1);
    assertThat(versions(many).versions()).hasSize(256);
  }

  /** Each position is one of the packet: form, version, ids, and the number of versions. */
  @ParameterizedTest
  @CsvSource({"0, 0x73", "1, 1", "5, 7", "6, 0", "14, 9", "15, 0"})
  void changedPacket_isIgnored(int at, String value) {
    ByteBuffer packet = QuicBytes.negotiation(request, 1);
    byte changed = Integer.decode(value).byteValue();
    packet.put(at, packet.get(at) == changed ? (byte) (changed + 1) : changed);
    assertIgnored(packet);
  }

  @Test
  void packetWithoutVersions_isIgnored() {
    assertIgnored(QuicBytes.negotiation(request));
    ByteBuffer odd = QuicBytes.negotiation(request, 1);
    odd.limit(odd.limit() - 1);
    assertIgnored(odd);
    assertIgnored(QuicBytes.negotiation(request, request.getInt(1)));
    assertIgnored(request); // an echo
    assertIgnored(ByteBuffer.allocate(0));
  }
}
