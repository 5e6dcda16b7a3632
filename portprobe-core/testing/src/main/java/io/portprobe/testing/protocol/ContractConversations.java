package io.portprobe.testing.protocol;

import io.portprobe.Transport;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.DialogueHarness.Result;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** Holds the conversations of a {@link ProtocolContract}. */
final class ContractConversations {
  // Every position of a short answer; of a long one the beginning, the end and a sample.
  private static final int MOST_POSITIONS = 2048;
  private static final int EDGE = 512;
  static final long SEED = 1;
  static final long OTHER_SEED = 2;

  private final ProtocolContract contract;
  private final Protocol protocol;
  private final Binding binding;

  ContractConversations(ProtocolContract contract) {
    this.contract = contract;
    this.protocol = contract.protocol();
    this.binding = contract.binding();
  }

  boolean overTcp() {
    return binding.transport() == Transport.TCP;
  }

  SimulatedPeer.Answering goodServer(DeliveryMode delivery) {
    return new SimulatedPeer.Answering(
        contract.greeting(), contract::response, contract::responseOverTcp, delivery);
  }

  /** A conversation with a peer that ends the stream only if the good server does. */
  Result hold(String story, SimulatedPeer peer) {
    return hold(story, peer, SEED);
  }

  Result hold(String story, SimulatedPeer peer, long seed) {
    return rehearsal(story, peer, seed, contract.closesStream()).play();
  }

  /** A conversation with a peer that ends the stream when it has no more to say. */
  Result holdAndClose(String story, SimulatedPeer peer) {
    return rehearsal(story, peer, SEED, true).play();
  }

  private DialogueHarness rehearsal(String story, SimulatedPeer peer, long seed, boolean closing) {
    return new DialogueHarness(
        story, binding, protocol.open(contract.context(seed)), peer, closing);
  }

  /** What the good server is found to be. */
  Finding finding() {
    return finding("with a good server", goodServer(DeliveryMode.whole()));
  }

  private Finding finding(String story, SimulatedPeer peer) {
    Result result = hold(story, peer);
    return result
        .finding()
        .orElseThrow(
            () ->
                new AssertionError(
                    "%s: no finding after %d requests and %d bytes (%s)"
                        .formatted(story, result.sent().size(), result.given(), result.why())));
  }

  void expect(Finding expected, String story, SimulatedPeer peer) {
    Finding actual = finding(story, peer);
    if (!actual.equals(expected)) {
      throw new AssertionError(story + ": expected " + expected + ", but found " + actual);
    }
  }

  /** Nothing is known of a peer that said nothing; under TLS its certificate is. */
  void expectNoFinding(String story, Result result) {
    if (!binding.tls() && result.finding().isPresent()) {
      throw new AssertionError(
          story + ": expected no finding, but found " + result.finding().get());
    }
  }

  /** What the good server says in a whole conversation: its greeting, then each answer. */
  List<List<byte[]>> answers() {
    SimulatedPeer.Answering server = goodServer(DeliveryMode.whole());
    finding("with a good server", server);
    return server.answers();
  }

  /** The same without gaps. */
  byte[] stream() {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    answers().forEach(messages -> messages.forEach(stream::writeBytes));
    return stream.toByteArray();
  }

  /** A server that is good until its k-th answer, and gives that from then on. */
  SimulatedPeer repeating(int k) {
    List<ByteBuffer> again = answers().get(k).stream().map(ByteBuffer::wrap).toList();
    AtomicInteger asked = new AtomicInteger();
    return new SimulatedPeer.Answering(
        contract.greeting(),
        sent -> asked.incrementAndGet() < k ? contract.response(sent) : again,
        sent -> asked.incrementAndGet() < k ? contract.responseOverTcp(sent) : again,
        DeliveryMode.whole());
  }

  /** Positions of the good server's stream that are worth a look. */
  LongStream positions() {
    long length = stream().length;
    if (length <= MOST_POSITIONS) {
      return LongStream.range(0, length);
    }
    long stride = Math.max(1, length / (MOST_POSITIONS - 2 * EDGE));
    return LongStream.range(0, length)
        .filter(i -> i < EDGE || i >= length - EDGE || i % stride == 0);
  }
}
