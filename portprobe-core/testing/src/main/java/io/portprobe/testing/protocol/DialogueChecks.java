package io.portprobe.testing.protocol;

import io.portprobe.spi.Finding;
import io.portprobe.testing.protocol.DialogueHarness.Result;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Contract checks against a good server. */
final class DialogueChecks {
  private static final int UNRELATED_BYTES = 200;
  private static final int UNRELATED_SEEDS = 16;
  private static final int MIN_ID_BYTES = 2;

  private final ContractConversations conversations;
  private final boolean silenceIsAnswer;

  DialogueChecks(ProtocolContract contract) {
    this.silenceIsAnswer = contract.silenceIsAnswer();
    this.conversations = new ContractConversations(contract);
  }

  void goodServerIsFound() {
    Finding finding = conversations.finding();
    checkRepeatable(finding);
    conversations.expectFinding(
        finding,
        "second conversation with the good server",
        conversations.goodServer(DeliveryMode.unchanged()));
  }

  /** Callers read a finding more than once: for a report, a log, a comparison with another run. */
  private static void checkRepeatable(Finding finding) {
    List<String> lines = List.copyOf(finding.lines());
    checkEqual("lines", lines, finding.lines());
    checkEqual("facts", finding.facts(), finding.facts());
  }

  private static void checkEqual(String what, Object first, Object second) {
    if (!first.equals(second)) {
      throw new AssertionError(
          "two calls of %1$s() returned different %1$s: %2$s, then %3$s (expected: the same)"
              .formatted(what, first, second));
    }
  }

  void dialoguesAreIndependent() {
    Finding alone = conversations.finding();
    long[] parts = {1, conversations.stream().length / 3};
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
            for (long received : parts) {
              conversations.run(
                  "dialogue that receives a part of a response between two steps of another one",
                  conversations.goodServer(DeliveryMode.truncatedAt(received)),
                  ContractConversations.OTHER_SEED);
            }
            server.receive(request);
          }

          @Override
          public void connect() {
            server.connect();
          }

          @Override
          public void reconnect() {
            server.reconnect();
          }

          @Override
          public void upgraded() {
            server.upgraded();
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
    if (!responses.isEmpty() && !foreign.isEmpty()) {
      checkIdBytes(responses.get(0), foreign.get(0), result.sent().size());
    }
    conversations.expectFinding(
        finding,
        scenario + ", then the right response",
        SimulatedPeer.sequence(
            SimulatedPeer.sending(foreign), conversations.goodServer(DeliveryMode.unchanged())));
  }

  /**
   * Replaces each byte that differs between two dialogues alone. A dialogue that compares one byte
   * of its id only is deceived by one of 256 datagrams.
   */
  private void checkIdBytes(byte[] response, byte[] foreign, int requests) {
    List<Integer> different =
        IntStream.range(0, Math.min(response.length, foreign.length))
            .filter(at -> response[at] != foreign[at])
            .boxed()
            .toList();
    List<Integer> accepted = new ArrayList<>();
    for (int at : different) {
      byte[] changed = response.clone();
      changed[at] = foreign[at];
      String scenario = "response with the byte " + at + " of another dialogue";
      Result result = conversations.run(scenario, SimulatedPeer.sending(List.of(changed)));
      if (result.finding().isPresent() || result.sent().size() > requests) {
        accepted.add(at);
      }
    }
    int rejected = different.size() - accepted.size();
    if (rejected < Math.min(MIN_ID_BYTES, different.size())) {
      throw new AssertionError(
          "the dialogue accepts responses with a byte of another dialogue at "
              + accepted
              + " of its datagram, and rejects "
              + rejected
              + " such bytes (expected: it compares all bytes of its id)");
    }
  }

  void unrelatedDatagramIsIgnored() {
    if (conversations.overTcp()) {
      return;
    }
    Finding finding = conversations.finding();
    boolean distinguishes =
        !equal(
            conversations.firstResponse(ContractConversations.SEED),
            conversations.firstResponse(ContractConversations.OTHER_SEED));
    unrelatedDatagrams()
        .forEach(
            (name, datagram) -> {
              String scenario = "good server, " + name + " before each response";
              SimulatedPeer peer =
                  SimulatedPeer.interrupted(
                      conversations.goodServer(DeliveryMode.unchanged()), datagram);
              if (distinguishes) {
                conversations.expectFinding(finding, scenario, peer);
              } else {
                conversations.requireFinding(scenario, peer);
              }
            });
  }

  private static Map<String, byte[]> unrelatedDatagrams() {
    Map<String, byte[]> datagrams = new LinkedHashMap<>();
    datagrams.put("an empty datagram", new byte[0]);
    datagrams.put("a zero", new byte[1]);
    datagrams.put("a line of text", "hello\r\n".getBytes(StandardCharsets.US_ASCII));
    datagrams.put("zeros", new byte[UNRELATED_BYTES]);
    for (int seed = 0; seed < UNRELATED_SEEDS; seed++) {
      byte[] random = new byte[UNRELATED_BYTES];
      new Random(seed).nextBytes(random);
      datagrams.put("random bytes of seed " + seed, random);
    }
    return datagrams;
  }

  private static boolean equal(List<byte[]> one, List<byte[]> other) {
    return one.stream()
        .map(ByteBuffer::wrap)
        .toList()
        .equals(other.stream().map(ByteBuffer::wrap).toList());
  }

  void silenceIsNoFinding() {
    String silent = "peer that never sends";
    SimulatedPeer peer = SimulatedPeer.sending(List.of());
    if (silenceIsAnswer) {
      conversations.expectFinding(conversations.finding(), silent, peer);
    } else {
      Result silence = conversations.run(silent, peer);
      conversations.expectNoFinding(silent, silence);
      conversations.expectNoPartial(silent, silence);
    }
    String closing = "peer that closes the stream without sending";
    conversations.expectNoFinding(
        closing, conversations.runAndClose(closing, SimulatedPeer.sending(List.of())));
  }
}
