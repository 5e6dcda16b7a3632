package io.portprobe.protocols.internal.ntp;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.ntp.NtpResponse;
import io.portprobe.protocols.ntp.NtpResponse.Leap;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NtpDialogueTest {
  private static final String RATE = "e4000000 00000000 00000000 52415445" + "00000000".repeat(8);
  private static final String UNSYNCHRONIZED =
      "e400 03e9 00000000 00000105 00000000 0000000000000000 0000000000000000"
          + "ed01b425 00000000 ed01b425 00000000";

  private final TestDialogueContext context = TestDialogueContext.of(Transport.UDP, 123);
  private final Dialogue dialogue = new NtpProtocol().open(context);

  private static ByteBuffer sent(Step step) {
    return ((Step.Send) step).bytes();
  }

  private static NtpResponse finding(Step step) {
    assertThat(step).isInstanceOf(Step.Finish.class);
    return (NtpResponse) ((Step.Finish) step).finding();
  }

  @Test
  void request_hasOnlyARandomTransmitTimestamp() {
    ByteBuffer request = sent(dialogue.start());
    assertThat(request.remaining()).isEqualTo(48);
    assertThat(request.get(0)).isEqualTo((byte) 0x23);
    for (int i = 1; i < 40; i++) {
      assertThat(request.get(i)).isZero();
    }
    assertThat(request.getLong(40)).isNotZero();
  }

  @Test
  void responseWithLowerDelay_counts() {
    ByteBuffer first = sent(dialogue.start());
    context.advance(Duration.ofSeconds(2));
    Step again = dialogue.received(NtpPackets.response(first, NtpPackets.CHRONY));
    NtpResponse response =
        finding(dialogue.received(NtpPackets.response(sent(again), NtpPackets.CHRONY)));

    assertThat(response.delay()).contains(Duration.ZERO);
    assertThat(response.offset()).contains(Duration.ofMillis(-1500));
    assertThat(response.serverTime()).contains(Instant.parse("2026-01-02T03:04:05.5Z"));
    assertThat(response.stratum()).isEqualTo(2);
    assertThat(response.referenceId()).isEqualTo("192.0.2.1");
    assertThat(response.leap()).isEqualTo(Leap.NO_WARNING);
    assertThat(response.isSynchronized()).isTrue();
    assertThat(response.version()).isEqualTo(4);
    assertThat(response.precision()).isEqualTo(-24);
    assertThat(response.rootDispersion()).isEqualTo(Duration.ofNanos(59_997_558));
  }

  @Test
  void secondRequestWithoutResponse_leavesTheFirst() {
    ByteBuffer first = sent(dialogue.start());
    context.advance(Duration.ofSeconds(2));
    dialogue.received(NtpPackets.response(first, NtpPackets.CHRONY));
    NtpResponse response = finding(dialogue.silent());

    assertThat(response.delay()).contains(Duration.ofSeconds(2));
    assertThat(response.offset()).contains(Duration.ofMillis(-500));
  }

  @Test
  void foreignOriginTimestamp_isIgnored() {
    ByteBuffer request = sent(dialogue.start());
    ByteBuffer forged = NtpPackets.response(request, NtpPackets.CHRONY);
    forged.putLong(24, forged.getLong(24) + 1);
    assertThat(dialogue.received(forged)).isInstanceOf(Step.Await.class);
    assertThat(dialogue.received(request)).as("its own request").isInstanceOf(Step.Await.class);
  }

  @Test
  void kissOfDeath_hasItsCode() {
    NtpResponse response =
        finding(dialogue.received(NtpPackets.response(sent(dialogue.start()), RATE)));
    assertThat(response.kissCode()).contains("RATE");
    assertThat(response.offset()).isEmpty();
    assertThat(response.isSynchronized()).isFalse();
    assertThat(response.lines().get(0)).isEqualTo("NTP version 4, kiss-o'-death RATE");
  }

  @Test
  void unsynchronizedServer_isNoKissOfDeath() {
    Step again = dialogue.received(NtpPackets.response(sent(dialogue.start()), UNSYNCHRONIZED));
    NtpResponse response =
        finding(dialogue.received(NtpPackets.response(sent(again), UNSYNCHRONIZED)));
    assertThat(response.kissCode()).isEmpty();
    assertThat(response.leap()).isEqualTo(Leap.UNSYNCHRONIZED);
    assertThat(response.isSynchronized()).isFalse();
    assertThat(response.referenceTime()).isEmpty();
  }

  @Test
  void timestamps_continueAfter2036() {
    assertThat(NtpTimestamp.instant(1L << 32)).contains(Instant.parse("2036-02-07T06:28:17Z"));
    assertThat(NtpTimestamp.instant(-1L << 32)).contains(Instant.parse("2036-02-07T06:28:15Z"));
    assertThat(NtpTimestamp.instant(0)).isEmpty();
  }
}
