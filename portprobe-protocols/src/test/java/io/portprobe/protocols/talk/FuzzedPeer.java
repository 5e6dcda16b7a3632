package io.portprobe.protocols.talk;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Dialogues with a peer whose bytes are the input of a fuzzer. */
public final class FuzzedPeer {
  private static final int MAX_SILENCES = 16;

  private FuzzedPeer() {}

  /**
   * Runs a dialogue with a peer that sends a stream, stays silent, then closes. Checks that the
   * dialogue ends in the same way if it receives single bytes.
   *
   * @param context returns a new, equal context for each dialogue
   */
  public static Step stream(
      Protocol protocol, Supplier<TestDialogueContext> context, byte[] stream) {
    Step whole = run(protocol.open(context.get()), stream, Math.max(1, stream.length));
    Step single = run(protocol.open(context.get()), stream, 1);
    assertThat(single).as("byte by byte").isEqualTo(whole);
    check(whole);
    return whole;
  }

  private static Step run(Dialogue dialogue, byte[] stream, int piece) {
    Step step = reconnected(dialogue, dialogue.start());
    for (int from = 0; from < stream.length && waits(step); from += piece) {
      byte[] part = Arrays.copyOfRange(stream, from, Math.min(stream.length, from + piece));
      step = reconnected(dialogue, dialogue.received(ByteBuffer.wrap(part).asReadOnlyBuffer()));
    }
    for (int i = 0; i < MAX_SILENCES && waits(step); i++) {
      step = reconnected(dialogue, dialogue.silent());
    }
    checkPartial(dialogue);
    return waits(step) ? end(dialogue.closed()) : end(step);
  }

  private static Step reconnected(Dialogue dialogue, Step step) {
    Step end = end(step);
    for (int i = 0; i <= Step.MAX_RECONNECTS && end instanceof Step.Reconnect; i++) {
      end = end(dialogue.connected());
    }
    return end;
  }

  /**
   * Runs a dialogue with a peer that sends datagrams.
   *
   * @param datagrams each preceded by its length in two bytes
   * @param answer changes a datagram, so that it matches the last request: the fuzzer need not
   *     guess an id
   */
  public static Step datagrams(
      Dialogue dialogue, byte[] datagrams, BiConsumer<byte[], ByteBuffer> answer) {
    Step step = dialogue.start();
    ByteBuffer request = lastSent(step, ByteBuffer.allocate(0));
    for (int from = 0; from + 2 <= datagrams.length && waits(end(step)); ) {
      int length = (datagrams[from] & 0xff) << 8 | (datagrams[from + 1] & 0xff);
      int to = Math.min(datagrams.length, from + 2 + length);
      byte[] datagram = Arrays.copyOfRange(datagrams, from + 2, to);
      answer.accept(datagram, request.duplicate());
      step = dialogue.received(ByteBuffer.wrap(datagram).asReadOnlyBuffer());
      request = lastSent(step, request);
      from = to;
    }
    for (int i = 0; i < MAX_SILENCES && waits(end(step)); i++) {
      step = dialogue.silent();
    }
    checkPartial(dialogue);
    check(end(step));
    return end(step);
  }

  private static ByteBuffer lastSent(Step step, ByteBuffer before) {
    ByteBuffer sent = before;
    for (Step rest = step; rest instanceof Step.Send send; rest = send.then()) {
      sent = send.bytes();
    }
    return sent;
  }

  private static void checkPartial(Dialogue dialogue) {
    Optional<Finding> partial = dialogue.partial();
    partial.ifPresent(FuzzedPeer::check);
  }

  private static void check(Step step) {
    if (step instanceof Step.Finish finish) {
      check(finish.finding());
    } else if (step instanceof Step.Mismatch mismatch) {
      assertSafe(mismatch.why());
      mismatch.partial().ifPresent(FuzzedPeer::check);
    }
  }

  private static void check(Finding finding) {
    assertThat(finding.lines())
        .isNotEmpty()
        .hasSizeLessThan(10_000)
        .allSatisfy(FuzzedPeer::assertSafe);
    assertSafe(finding.toString());
    assertThat(finding.facts()).isNotNull();
  }

  private static void assertSafe(String text) {
    assertThat(text.codePoints()).allMatch(SafeText::isSafe);
  }

  private static boolean waits(Step step) {
    return step instanceof Step.Await || step instanceof Step.More || step instanceof Step.Poll;
  }

  /** Returns the step without those that send. */
  static Step end(Step step) {
    Step rest = step;
    while (rest instanceof Step.Send send) {
      rest = send.then();
    }
    return rest;
  }
}
