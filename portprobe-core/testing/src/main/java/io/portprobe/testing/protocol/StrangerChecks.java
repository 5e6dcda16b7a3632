package io.portprobe.testing.protocol;

import io.portprobe.testing.protocol.DialogueHarness.Result;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Contract checks against servers of other protocols. */
final class StrangerChecks {
  static final String ECHO = "echo";
  static final String RANDOM = "random bytes";
  private static final int RANDOM_SEEDS = 200;
  private static final int RANDOM_BYTES = 600;

  private final ProtocolContract contract;
  private final ContractConversations conversations;

  StrangerChecks(ProtocolContract contract) {
    this.contract = contract;
    this.conversations = new ContractConversations(contract);
  }

  void foreignGreetingIsNoFinding() {
    var unused = conversations.finding(); // a finding that is kept would be returned below
    ForeignGreetings.all()
        .forEach((name, greeting) -> expectNone(name, "greeting of " + name, List.of(greeting)));
  }

  void echoIsNoFinding() {
    if (accepts(ECHO)) {
      return;
    }
    String scenario = "peer that returns each request";
    SimulatedPeer.Server echo =
        new SimulatedPeer.Server(
            SimulatedPeer.Greetings.NONE, List::of, List::of, DeliveryMode.unchanged());
    conversations.expectNoFinding(
        scenario, conversations.runAndClose(scenario, echo), unlessAccepted(ECHO));
  }

  void garbageIsNoFinding() {
    for (int seed = 0; seed < RANDOM_SEEDS; seed++) {
      byte[] bytes = new byte[RANDOM_BYTES];
      new Random(seed).nextBytes(bytes);
      expectNone(RANDOM, RANDOM + " of seed " + seed, List.of(bytes));
    }
  }

  private void expectNone(String name, String scenario, List<byte[]> data) {
    if (!accepts(name)) {
      conversations.expectNoFinding(
          scenario, conversations.run(scenario, SimulatedPeer.sending(data)), unlessAccepted(name));
      conversations.expectNoFinding(
          scenario + ", then the end of the stream",
          conversations.runAndClose(scenario, SimulatedPeer.sending(data)),
          unlessAccepted(name));
    }
  }

  private static String unlessAccepted(String name) {
    return " (if the protocol accepts this peer: acceptedGreetings() with \"" + name + "\")";
  }

  private boolean accepts(String name) {
    Set<String> accepted = contract.acceptedGreetings();
    return accepted.contains(name) || accepted.contains(ProtocolContract.ANY_GREETING);
  }

  void requestsAreUnpredictable() {
    List<ByteBuffer> requests = requests(ContractConversations.SEED);
    List<ByteBuffer> again = requests(ContractConversations.SEED);
    if (!requests.equals(again)) {
      throw new AssertionError(
          "the requests of two dialogues with equal contexts differ (expected: all random numbers"
              + " from context.random(), all times from context.clock())");
    }
    if (conversations.overTcp() || contract.requestsAreAlike()) {
      return;
    }
    if (requests.equals(requests(ContractConversations.OTHER_SEED))) {
      throw new AssertionError(
          "the requests of two dialogues are equal, so that anyone could send a response"
              + " (expected: an id from context.random(), or requestsAreAlike() for a protocol"
              + " without one)");
    }
  }

  private List<ByteBuffer> requests(long seed) {
    Result result =
        conversations.run("good server", conversations.goodServer(DeliveryMode.unchanged()), seed);
    return result.sent();
  }
}
