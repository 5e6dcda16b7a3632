package io.portprobe.testkit;

import io.portprobe.spi.Finding;
import io.portprobe.testkit.Rehearsal.End;
import io.portprobe.testkit.Rehearsal.Result;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a {@link ProtocolContract} asks of conversations with a good server. */
final class ExchangeChecks {
  private final Rehearsals rehearsals;

  ExchangeChecks(ProtocolContract contract) {
    this.rehearsals = new Rehearsals(contract);
  }

  void goodServerIsFound() {
    Finding finding = rehearsals.finding();
    rehearsals.expect(finding, "asked again", rehearsals.goodServer(Delivery.whole()));
  }

  void dialoguesAreIndependent() {
    Finding alone = rehearsals.finding();
    Counterpart.Answering server = rehearsals.goodServer(Delivery.whole());
    rehearsals.expect(
        alone,
        "while another dialogue is held",
        new Counterpart() {
          @Override
          public void hear(ByteBuffer sent) {
            rehearsals.hold(
                "a dialogue in between",
                rehearsals.goodServer(Delivery.whole()),
                Rehearsals.OTHER_SEED);
            server.hear(sent);
          }

          @Override
          public Optional<byte[]> say() {
            return server.say();
          }
        });
  }

  void deliveryDoesNotMatter() {
    Finding whole = rehearsals.finding();
    if (!rehearsals.overTcp()) {
      rehearsals.expect(whole, "each datagram twice", rehearsals.goodServer(Delivery.twice()));
      return;
    }
    rehearsals.expect(whole, "byte by byte", rehearsals.goodServer(Delivery.byteByByte()));
    rehearsals.expect(whole, "each answer at once", rehearsals.goodServer(Delivery.joined()));
    rehearsals
        .positions()
        .forEach(
            at ->
                rehearsals.expect(
                    whole,
                    "stream cut before byte " + at,
                    rehearsals.goodServer(Delivery.cutAt(at))));
  }

  void foreignAnswerIsNoFinding() {
    Finding own = rehearsals.finding();
    List<byte[]> answers = firstAnswer(Rehearsals.SEED);
    List<byte[]> foreign = firstAnswer(Rehearsals.OTHER_SEED);
    boolean differ = !same(answers, foreign);
    String story = "answered as if another question had been asked";
    Result result = rehearsals.hold(story, Counterpart.saying(foreign));
    if (rehearsals.overTcp()) {
      return; // whatever it makes of it, it threw nothing
    }
    if (differ) {
      rehearsals.expectNoFinding(story, result);
    }
    if (result.end() != End.MISMATCH) {
      rehearsals.expect(
          own,
          story + ", and then to the point",
          Counterpart.first(Counterpart.saying(foreign), rehearsals.goodServer(Delivery.whole())));
    }
  }

  private List<byte[]> firstAnswer(long seed) {
    Counterpart.Answering server = rehearsals.goodServer(Delivery.whole());
    rehearsals.hold("with a good server", server, seed);
    List<byte[]> first = new ArrayList<>();
    server.answers().stream().limit(2).forEach(first::addAll); // the greeting, the answer
    return first;
  }

  private static boolean same(List<byte[]> one, List<byte[]> other) {
    return one.stream()
        .map(ByteBuffer::wrap)
        .toList()
        .equals(other.stream().map(ByteBuffer::wrap).toList());
  }

  void silenceIsNoFinding() {
    String story = "a peer that says nothing";
    rehearsals.expectNoFinding(story, rehearsals.hold(story, Counterpart.saying(List.of())));
    String close = "a peer that ends the stream without a word";
    rehearsals.expectNoFinding(
        close, rehearsals.holdAndClose(close, Counterpart.saying(List.of())));
  }
}
