package io.portprobe.testing.protocol;

import io.portprobe.spi.Finding;
import io.portprobe.testing.protocol.DialogueHarness.End;
import io.portprobe.testing.protocol.DialogueHarness.Result;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Contract checks against a good server. */
final class DialogueChecks {
  private final ContractConversations conversations;

  DialogueChecks(ProtocolContract contract) {
    this.conversations = new ContractConversations(contract);
  }

  void goodServerIsFound() {
    Finding finding = conversations.finding();
    conversations.expectFinding(
        finding,
        "second conversation with the good server",
        conversations.goodServer(DeliveryMode.unchanged()));
  }

  void dialoguesAreIndependent() {
    Finding alone = conversations.finding();
    SimulatedPeer.Server server = conversations.goodServer(DeliveryMode.unchanged());
    conversations.expectFinding(
        alone,
        "good server, while other dialogues run",
        new SimulatedPeer() {
          @Override
          public void receive(ByteBuffer request) {
            conversations.run(
                "dialogue between two steps of another one",
                conversations.goodServer(DeliveryMode.unchanged()),
                ContractConversations.OTHER_SEED);
            server.receive(request);
          }

          @Override
          public void connect() {
            server.connect();
          }

          @Override
          public Optional<byte[]> next() {
            return server.next();
          }
        });
  }

  void deliveryDoesNotMatter() {
    Finding whole = conversations.finding();
    if (!conversations.overTcp()) {
      expectSame(whole, "each datagram twice", DeliveryMode.twice());
      return;
    }
    expectSame(whole, "byte by byte", DeliveryMode.byteByByte());
    expectSame(whole, "each response in one piece", DeliveryMode.joined());
    conversations
        .positions()
        .forEach(
            at -> expectSame(whole, "stream split before byte " + at, DeliveryMode.splitAt(at)));
  }

  private void expectSame(Finding finding, String scenario, DeliveryMode delivery) {
    conversations.expectFinding(
        finding, "good server, " + scenario, conversations.goodServer(delivery));
  }

  void foreignResponseIsNoFinding() {
    Finding finding = conversations.finding();
    List<byte[]> responses = conversations.firstResponse(ContractConversations.SEED);
    List<byte[]> foreign = conversations.firstResponse(ContractConversations.OTHER_SEED);
    String scenario = "response to the request of another dialogue";
    Result result = conversations.run(scenario, SimulatedPeer.sending(foreign));
    if (conversations.overTcp()) {
      return; // any outcome is valid, as long as the dialogue throws nothing
    }
    if (!equal(responses, foreign)) {
      conversations.expectNoFinding(scenario, result);
    }
    if (result.end() != End.MISMATCH) {
      conversations.expectFinding(
          finding,
          scenario + ", then the right response",
          SimulatedPeer.sequence(
              SimulatedPeer.sending(foreign), conversations.goodServer(DeliveryMode.unchanged())));
    }
  }

  private static boolean equal(List<byte[]> one, List<byte[]> other) {
    return one.stream()
        .map(ByteBuffer::wrap)
        .toList()
        .equals(other.stream().map(ByteBuffer::wrap).toList());
  }

  void silenceIsNoFinding() {
    String silent = "peer that never sends";
    conversations.expectNoFinding(
        silent, conversations.run(silent, SimulatedPeer.sending(List.of())));
    String closing = "peer that closes the stream without sending";
    conversations.expectNoFinding(
        closing, conversations.runAndClose(closing, SimulatedPeer.sending(List.of())));
  }
}
