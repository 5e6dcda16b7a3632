package io.portprobe.testing.protocol;

import io.portprobe.spi.Finding;
import io.portprobe.testing.protocol.DialogueHarness.End;
import io.portprobe.testing.protocol.DialogueHarness.Result;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a {@link ProtocolContract} asks of conversations with a good server. */
final class DialogueChecks {
  private final ContractConversations rehearsals;

  DialogueChecks(ProtocolContract contract) {
    this.rehearsals = new ContractConversations(contract);
  }

  void goodServerIsFound() {
    Finding finding = rehearsals.finding();
    rehearsals.expect(finding, "asked again", rehearsals.goodServer(DeliveryMode.whole()));
  }

  void dialoguesAreIndependent() {
    Finding alone = rehearsals.finding();
    SimulatedPeer.Answering server = rehearsals.goodServer(DeliveryMode.whole());
    rehearsals.expect(
        alone,
        "while another dialogue is held",
        new SimulatedPeer() {
          @Override
          public void hear(ByteBuffer sent) {
            rehearsals.hold(
                "a dialogue in between",
                rehearsals.goodServer(DeliveryMode.whole()),
                ContractConversations.OTHER_SEED);
            server.hear(sent);
          }

          @Override
          public void connect() {
            server.connect();
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
      rehearsals.expect(whole, "each datagram twice", rehearsals.goodServer(DeliveryMode.twice()));
      return;
    }
    rehearsals.expect(whole, "byte by byte", rehearsals.goodServer(DeliveryMode.byteByByte()));
    rehearsals.expect(whole, "each answer at once", rehearsals.goodServer(DeliveryMode.joined()));
    rehearsals
        .positions()
        .forEach(
            at ->
                rehearsals.expect(
                    whole,
                    "stream cut before byte " + at,
                    rehearsals.goodServer(DeliveryMode.cutAt(at))));
  }

  void foreignAnswerIsNoFinding() {
    Finding own = rehearsals.finding();
    List<byte[]> answers = firstAnswer(ContractConversations.SEED);
    List<byte[]> foreign = firstAnswer(ContractConversations.OTHER_SEED);
    boolean differ = !same(answers, foreign);
    String story = "answered as if another question had been asked";
    Result result = rehearsals.hold(story, SimulatedPeer.saying(foreign));
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
          SimulatedPeer.first(
              SimulatedPeer.saying(foreign), rehearsals.goodServer(DeliveryMode.whole())));
    }
  }

  private List<byte[]> firstAnswer(long seed) {
    SimulatedPeer.Answering server = rehearsals.goodServer(DeliveryMode.whole());
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
    rehearsals.expectNoFinding(story, rehearsals.hold(story, SimulatedPeer.saying(List.of())));
    String close = "a peer that ends the stream without a word";
    rehearsals.expectNoFinding(
        close, rehearsals.holdAndClose(close, SimulatedPeer.saying(List.of())));
  }
}
