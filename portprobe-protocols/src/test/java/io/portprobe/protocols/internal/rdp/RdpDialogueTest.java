package io.portprobe.protocols.internal.rdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.rdp.Rdp;
import io.portprobe.protocols.rdp.RdpResult;
import io.portprobe.protocols.rdp.RdpSecurity;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RdpDialogueTest {
  private final TestDialogueContext context = TestDialogueContext.of(Transport.TCP, 3389);

  private static Step receive(Dialogue dialogue, byte[] bytes) {
    return dialogue.received(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
  }

  private static RdpResult finding(Step step) {
    assertThat(step).isInstanceOf(Step.Finish.class);
    return (RdpResult) ((Step.Finish) step).finding();
  }

  @Test
  void request_offersTlsAndNla() {
    ByteBuffer request = ((Step.Send) new RdpProtocol().open(context).start()).bytes();
    byte[] bytes = new byte[request.remaining()];
    request.get(bytes);
    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo("030000130ee000000000000100080" + "00b000000");
  }

  @Test
  void serverThatRequiresNla_refusesTheOthers() {
    Dialogue dialogue = new RdpProtocol().open(context);
    dialogue.start();
    assertThat(receive(dialogue, RdpBytes.response(8))).isEqualTo(Step.startTls());
    Step step = dialogue.tlsFailed(null);
    for (int refused = 0; refused < 2; refused++) {
      assertThat(step).isEqualTo(Step.reconnect());
      dialogue.connected();
      step = receive(dialogue, RdpBytes.failure(5));
    }
    dialogue.connected();
    step = receive(dialogue, RdpBytes.response(2));
    assertThat(step).isEqualTo(Step.reconnect());
    dialogue.connected();
    RdpResult result = finding(dialogue.closed());

    assertThat(result.selected()).contains(RdpSecurity.NLA_EARLY_AUTHORIZATION);
    assertThat(result.supported())
        .containsExactlyInAnyOrder(RdpSecurity.NLA, RdpSecurity.NLA_EARLY_AUTHORIZATION);
    assertThat(result.requiresNla()).isTrue();
    assertThat(result.complete()).isTrue();
    assertThat(result.refusals())
        .containsExactly(
            "standard RDP security: HYBRID_REQUIRED_BY_SERVER",
            "TLS: HYBRID_REQUIRED_BY_SERVER",
            "RDSTLS: the server closed the connection");
    assertThat(result.notes()).containsExactly("the TLS handshake failed");
  }

  @Test
  void withoutEach_theFirstNegotiationIsTheFinding() {
    Dialogue dialogue = new RdpProtocol().open(context.with(Rdp.EACH, false));
    dialogue.start();
    RdpResult result = finding(receive(dialogue, RdpBytes.withoutNegotiation()));
    assertThat(result.supported()).containsExactly(RdpSecurity.STANDARD);
    assertThat(result.complete()).isFalse();
  }

  @Test
  void otherTpkt_isAMismatch() {
    Dialogue dialogue = new RdpProtocol().open(context);
    dialogue.start();
    assertThat(receive(dialogue, new byte[] {3, 0, 0, 7, 2, (byte) 0xf0, 0}))
        .isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void confirmWithNegotiation_isRecognised() {
    RdpProtocol rdp = new RdpProtocol();
    assertThat(rdp.recognise(ByteBuffer.wrap(RdpBytes.response(1))).orElseThrow().service())
        .contains("rdp");
    assertThat(rdp.recognise(ByteBuffer.wrap(RdpBytes.withoutNegotiation()))).isEmpty();
  }

  @Test
  void disconnectOfXrdp_isRecognised() {
    byte[] disconnect = HexFormat.of().parseHex("0300000902f0802180");

    assertThat(new RdpProtocol().recognise(ByteBuffer.wrap(disconnect))).isPresent();
    assertThat(new RdpProtocol().recognise(ByteBuffer.wrap(disconnect, 0, 8))).isEmpty();
  }
}
