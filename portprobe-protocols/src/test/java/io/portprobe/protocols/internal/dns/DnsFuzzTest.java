package io.portprobe.protocols.internal.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.dns.Dns;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Runs dialogues with a name server that sends fuzzed bytes. The first byte of the input selects
 * whether the identity is queried and how a stream is split; the rest are messages, each preceded
 * by its length in two bytes. A message with id 0 gets the id of the last query, so that the fuzzer
 * need not guess it.
 */
class DnsFuzzTest {
  private static Dialogue open(Transport transport, byte choice) {
    return new DnsProtocol()
        .open(TestDialogueContext.of(transport, 53).with(Dns.IDENTITY, (choice & 1) != 0));
  }

  @FuzzTest
  void datagrams(byte[] input) {
    if (input.length > 0) {
      run(open(Transport.UDP, input[0]), Transport.UDP, input);
    }
  }

  @FuzzTest
  void stream(byte[] input) {
    if (input.length > 0) {
      run(open(Transport.TCP, input[0]), Transport.TCP, input);
    }
  }

  private static void run(Dialogue dialogue, Transport begun, byte[] input) {
    Transport transport = begun;
    Step step = dialogue.start();
    byte[] query = lastSent(step, new byte[4]);
    int piece = (input[0] & 0xfe) == 0 ? Integer.MAX_VALUE : input[0] & 0xfe;
    for (int from = 1; from + 2 <= input.length && goesOn(step); ) {
      int length = ((input[from] & 0xff) << 8) | (input[from + 1] & 0xff);
      int to = Math.min(input.length, from + 2 + length);
      byte[] framed = Arrays.copyOfRange(input, from, to);
      setId(framed, query, transport == Transport.UDP ? 0 : 2);
      step =
          transport == Transport.UDP
              ? dialogue.received(slice(framed, 2, framed.length))
              : inPieces(dialogue, framed, piece);
      if (last(step) instanceof Step.ContinueOverTcp) {
        transport = Transport.TCP;
        step = dialogue.connected();
      }
      query = lastSent(step, query);
      from = to;
    }
    check(dialogue.partial());
    end(goesOn(step) && transport == Transport.TCP ? dialogue.closed() : step);
  }

  private static Step inPieces(Dialogue dialogue, byte[] framed, int piece) {
    Step step = Step.await();
    for (int from = 0; from < framed.length && last(step) instanceof Step.Await; ) {
      int to = (int) Math.min(framed.length, (long) from + piece);
      step = dialogue.received(slice(framed, from, to));
      from = to;
    }
    return step;
  }

  private static ByteBuffer slice(byte[] bytes, int from, int to) {
    return ByteBuffer.wrap(bytes, from, to - from).slice().asReadOnlyBuffer();
  }

  private static void setId(byte[] framed, byte[] query, int at) {
    if (framed.length >= 4 && framed[2] == 0 && framed[3] == 0) {
      framed[2] = query[at];
      framed[3] = query[at + 1];
    }
  }

  private static byte[] lastSent(Step step, byte[] before) {
    byte[] sent = before;
    for (Step each = step; each instanceof Step.Send send; each = send.then()) {
      sent = new byte[send.bytes().remaining()];
      send.bytes().get(sent);
    }
    if (last(step) instanceof Step.Poll poll) { // the repeated queries have the same id
      ByteBuffer next = poll.datagrams().get(0);
      sent = new byte[next.remaining()];
      next.get(sent);
    }
    return sent;
  }

  private static Step last(Step step) {
    Step last = step;
    while (last instanceof Step.Send send) {
      last = send.then();
    }
    return last;
  }

  private static boolean goesOn(Step step) {
    return last(step) instanceof Step.Await || last(step) instanceof Step.Poll;
  }

  private static void end(Step step) {
    Step last = last(step);
    if (last instanceof Step.Finish finish) {
      check(Optional.of(finish.finding()));
    } else if (last instanceof Step.Mismatch mismatch) {
      assertThat(mismatch.why()).isNotEmpty();
    } else {
      assertThat(last).isInstanceOfAny(Step.Await.class, Step.Poll.class);
    }
  }

  private static void check(Optional<Finding> finding) {
    if (finding.isPresent()) {
      assertThat(finding.get().lines())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line.chars()).noneMatch(Character::isISOControl));
      assertThat(((DnsAnswer) finding.get()).soaSerial().orElse(0)).isBetween(0L, 0xffffffffL);
    }
  }
}
