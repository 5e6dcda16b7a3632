package io.portprobe.protocols.internal.smb;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.smb.Smb;
import io.portprobe.protocols.smb.SmbVersions;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Dialogues with a server whose responses are the input of the fuzzer. */
class SmbFuzzTest {
  @FuzzTest
  void smb2(byte[] input) {
    compare(SmbVersions.SMB2, input);
  }

  @FuzzTest
  void smb1(byte[] input) {
    compare(SmbVersions.SMB1, input);
  }

  private static void compare(SmbVersions versions, byte[] input) {
    Step whole = run(versions, input, input.length);
    assertThat(run(versions, input, 1)).as("byte by byte").isEqualTo(whole);
    if (whole instanceof Step.Finish finish) {
      assertThat(finish.finding().lines())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line.chars()).noneMatch(Character::isISOControl));
    }
    if (input.length > 0) {
      assertThat(new SmbProtocol().recognise(ByteBuffer.wrap(input).asReadOnlyBuffer()))
          .isNotNull();
    }
  }

  private static Step run(SmbVersions versions, byte[] input, int piece) {
    Dialogue dialogue =
        new SmbProtocol()
            .open(TestDialogueContext.of(Transport.TCP, 445).with(Smb.VERSIONS, versions));
    byte[] bytes = input.clone();
    Step.Send first = (Step.Send) dialogue.start();
    if (versions == SmbVersions.SMB1) {
      setMultiplexIds(bytes, SmbRecordings.multiplexId(first.bytes()));
    }
    for (int from = 0; from < bytes.length; from += piece) {
      byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece));
      Step step = last(dialogue.received(ByteBuffer.wrap(part).asReadOnlyBuffer()));
      if (!(step instanceof Step.Await)) {
        return step;
      }
    }
    return dialogue.closed();
  }

  private static Step last(Step step) {
    Step last = step;
    while (last instanceof Step.Send send) {
      last = send.then();
    }
    return last;
  }

  /** Sets the id of each frame, so that the fuzzer need not guess it. */
  private static void setMultiplexIds(byte[] bytes, int id) {
    ByteBuffer frames = ByteBuffer.wrap(bytes);
    int at = 0;
    while (at >= 0 && at + 36 <= bytes.length) {
      frames.put(at + 34, (byte) id).put(at + 35, (byte) (id >> 8));
      at += 4 + (frames.getInt(at) & 0xffffff);
    }
  }
}
