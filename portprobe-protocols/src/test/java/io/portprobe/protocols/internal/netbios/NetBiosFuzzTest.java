package io.portprobe.protocols.internal.netbios;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.netbios.NetBios;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Dialogues with a node whose responses are the input of the fuzzer. */
class NetBiosFuzzTest {
  @FuzzTest
  void nodeStatus(byte[] input) {
    datagram(TestDialogueContext.of(Transport.UDP, 137), input);
  }

  @FuzzTest
  void nameQuery(byte[] input) {
    datagram(TestDialogueContext.of(Transport.UDP, 137).with(NetBios.NAME, "DC1#20"), input);
  }

  /** Delivers a datagram; a zero transaction id is replaced by that of the request. */
  private static void datagram(TestDialogueContext context, byte[] input) {
    Dialogue dialogue = new NetBiosProtocol().open(context);
    ByteBuffer request = ((Step.Send) dialogue.start()).bytes();
    byte[] datagram = input.clone();
    if (datagram.length >= 2 && datagram[0] == 0 && datagram[1] == 0) {
      datagram[0] = request.get(0);
      datagram[1] = request.get(1);
    }
    Step step = dialogue.received(ByteBuffer.wrap(datagram).asReadOnlyBuffer());
    if (step instanceof Step.Finish finish) {
      check(finish.finding());
    } else {
      assertThat(step).isInstanceOf(Step.Await.class);
    }
  }

  @FuzzTest
  void session(byte[] input) {
    Step whole = answer(input, input.length);
    Step cut = answer(input, 1);
    assertThat(cut).as("byte by byte").isEqualTo(whole);
    if (whole instanceof Step.Finish finish) {
      check(finish.finding());
    } else {
      assertThat(((Step.Mismatch) whole).why()).isNotEmpty();
    }
  }

  private static Step answer(byte[] input, int piece) {
    Dialogue dialogue = new NetBiosProtocol().open(TestDialogueContext.of(Transport.TCP, 139));
    dialogue.start();
    for (int from = 0; from < input.length; from += piece) {
      int to = Math.min(input.length, from + piece);
      byte[] part = Arrays.copyOfRange(input, from, to);
      Step step = dialogue.received(ByteBuffer.wrap(part).asReadOnlyBuffer());
      if (!(step instanceof Step.Await)) {
        return step;
      }
    }
    return dialogue.closed();
  }

  private static void check(Finding finding) {
    assertThat(finding.lines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.chars()).noneMatch(Character::isISOControl));
  }
}
