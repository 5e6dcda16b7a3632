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
import java.util.function.Function;
import java.util.stream.LongStream;

/** The conversations that the checks of a {@link ProtocolContract} have in common. */
final class ContractConversations {
  static final long SEED = 1;
  static final long OTHER_SEED = 2;
  private static final String GOOD_SERVER = "good server";

  // A short stream is checked at each position, a long one at its edges and at a sample of the
  // rest.
  private static final int MAX_POSITIONS = 2048;
  private static final int EDGE = 512;

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

  SimulatedPeer.Server goodServer(DeliveryMode delivery) {
    return new SimulatedPeer.Server(
        greetings(), contract::response, contract::responseOverTcp, delivery);
  }

  private SimulatedPeer.Greetings greetings() {
    return new SimulatedPeer.Greetings(contract.greeting(), contract.greetingAfterTls());
  }

  /** Runs a conversation with a peer that closes the stream only if the good server does. */
  Result run(String scenario, SimulatedPeer peer) {
    return run(scenario, peer, SEED);
  }

  Result run(String scenario, SimulatedPeer peer, long seed) {
    return harness(scenario, peer, seed, contract.closesStream()).run();
  }

  /** Runs a conversation with a peer that closes the stream after its last byte. */
  Result runAndClose(String scenario, SimulatedPeer peer) {
    return harness(scenario, peer, SEED, true).run();
  }

  private DialogueHarness harness(
      String scenario, SimulatedPeer peer, long seed, boolean closesStream) {
    TestDialogueContext context = contract.context(seed);
    return new DialogueHarness(
        scenario,
        binding,
        context,
        protocol.open(context),
        peer,
        closesStream,
        contract.callTimes());
  }

  /** Returns the finding about the good server. */
  Finding finding() {
    return finding(GOOD_SERVER, goodServer(DeliveryMode.unchanged()));
  }

  /** Checks that there is a finding. */
  void requireFinding(String scenario, SimulatedPeer peer) {
    var unused = finding(scenario, peer); // throws without one
  }

  private Finding finding(String scenario, SimulatedPeer peer) {
    Result result = run(scenario, peer);
    return result.finding().orElseThrow(() -> new AssertionError(withoutFinding(scenario, result)));
  }

  private static String withoutFinding(String scenario, Result result) {
    List<ByteBuffer> sent = result.sent();
    int requests = sent.size();
    return scenario
        + ": expected a finding, but found none after "
        + (requests == 1 ? "1 request" : requests + " requests")
        + " and "
        + result.received().count()
        + " received bytes: "
        + result.cause()
        + (sent.isEmpty() ? "" : "; last request: " + ShownBytes.of(sent.get(requests - 1)))
        + "; received until then: "
        + result.received();
  }

  /** Runs a conversation with the good server, and returns how long each call waited. */
  List<Long> waits() {
    SimulatedPeer peer = goodServer(DeliveryMode.unchanged());
    DialogueHarness harness = harness(GOOD_SERVER, peer, SEED, contract.closesStream());
    var unused = harness.run();
    return harness.waits();
  }

  /** Returns the classes of the protocol and of its dialogue about the good server. */
  List<Class<?>> classes() {
    return List.of(protocol.getClass(), protocol.open(contract.context(SEED)).getClass());
  }

  void expectFinding(Finding expected, String scenario, SimulatedPeer peer) {
    Finding actual = finding(scenario, peer);
    if (!actual.equals(expected)) {
      throw new AssertionError(scenario + ": expected " + expected + ", but found " + actual);
    }
  }

  /** Checks that there is no finding. Over TLS there may be one, about the certificate. */
  void expectNoFinding(String scenario, Result result) {
    expectNoFinding(scenario, result, "");
  }

  /** Checks that there is no finding, with a hint that follows the message of a failure. */
  void expectNoFinding(String scenario, Result result, String hint) {
    if (!binding.tls() && result.finding().isPresent()) {
      throw new AssertionError(
          scenario + ": expected no finding, but found " + result.finding().get() + hint);
    }
  }

  /** Checks that nothing was found so far. Over TLS the certificate may be known. */
  void expectNoPartial(String scenario, Result result) {
    if (!binding.tls() && result.partial().isPresent()) {
      throw new AssertionError(
          scenario + ": expected nothing from partial(), but found " + result.partial().get());
    }
  }

  /** Returns what the good server sends in one conversation: its greeting, then each response. */
  List<List<byte[]>> responses() {
    SimulatedPeer.Server server = goodServer(DeliveryMode.unchanged());
    requireFinding(GOOD_SERVER, server);
    return server.responses();
  }

  /** Returns the greeting and the first response of the good server to a dialogue with a seed. */
  List<byte[]> firstResponse(long seed) {
    SimulatedPeer.Server server = goodServer(DeliveryMode.unchanged());
    run(GOOD_SERVER, server, seed);
    return server.responses().stream().limit(2).flatMap(List::stream).toList();
  }

  /** Returns all bytes that the good server sends in one conversation. */
  byte[] stream() {
    SimulatedPeer.Server server = goodServer(DeliveryMode.unchanged());
    requireFinding(GOOD_SERVER, server);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    server.messages().forEach(stream::writeBytes);
    return stream.toByteArray();
  }

  /** Returns a server that repeats its k-th response to all later requests. */
  SimulatedPeer repeating(int k) {
    List<ByteBuffer> repeated = responses().get(k).stream().map(ByteBuffer::wrap).toList();
    AtomicInteger requests = new AtomicInteger();
    return new SimulatedPeer.Server(
        greetings(),
        before(k, requests, contract::response, repeated),
        before(k, requests, contract::responseOverTcp, repeated),
        DeliveryMode.unchanged());
  }

  private static Function<ByteBuffer, List<ByteBuffer>> before(
      int k,
      AtomicInteger requests,
      Function<ByteBuffer, List<ByteBuffer>> responder,
      List<ByteBuffer> repeated) {
    return request -> requests.incrementAndGet() < k ? responder.apply(request) : repeated;
  }

  /** Returns the positions of the good server's stream to check. */
  LongStream positions() {
    long length = stream().length;
    if (length <= MAX_POSITIONS) {
      return LongStream.range(0, length);
    }
    long stride = Math.max(1, length / (MAX_POSITIONS - 2 * EDGE));
    return LongStream.range(0, length)
        .filter(i -> i < EDGE || i >= length - EDGE || i % stride == 0);
  }
}
