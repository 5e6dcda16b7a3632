package io.portprobe.testing.protocol;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * The contract test that every protocol plug-in should pass. Extend it once for each transport and
 * for each set of options that changes the dialogue. Define the protocol and the responses of a
 * good server, and run the class with JUnit Jupiter.
 *
 * <pre>{@code
 * class RedisContractTest extends ProtocolContract {
 *   protected Protocol protocol() {
 *     return new Redis();
 *   }
 *
 *   protected Binding binding() {
 *     return Binding.tcp(6379);
 *   }
 *
 *   protected List<ByteBuffer> response(ByteBuffer request) {
 *     return List.of(ByteBuffer.wrap("+PONG\r\n".getBytes(US_ASCII)));
 *   }
 * }
 * }</pre>
 *
 * <p>The test drives the dialogue without a socket, in the same way as the core. It passes
 * read-only buffers that are valid only during the call. It splits, truncates, duplicates, changes
 * and repeats the responses.
 *
 * <p>In every conversation, the dialogue must return steps and throw nothing. Findings must have at
 * least one line, without control characters, must not have more characters than {@link
 * io.portprobe.spi.DialogueContext#findingBytes()}, and {@link io.portprobe.spi.Dialogue#partial()}
 * must return a value. A finding has at most 10,000 lines. A call may use 2 s of processor time,
 * all calls of a conversation 10 s, and no call may block. Time passes without waiting: if the peer
 * has nothing to send, the test advances the clock of the context and calls {@link
 * io.portprobe.spi.Dialogue#silent()}. "The finding" is what the dialogue finds out about the good
 * server. It is compared with {@code equals}.
 *
 * <p>A failure is an {@link AssertionError}. Its message names the scenario, for example {@code
 * byte 6 of 28 changed to 00}, the violation, and the bytes that the dialogue had received.
 *
 * <p>Each subclass has the JUnit tag {@code contract}, so that a build can exclude the contract
 * tests from a short test run.
 */
@SuppressWarnings("exports") // subclasses are JUnit tests
@Tag("contract")
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD) // also ends an endless loop
public abstract class ProtocolContract {
  /** The name of all greetings in {@link #acceptedGreetings()}, for a protocol of any data. */
  protected static final String ANY_GREETING = "any";

  /** For subclasses. */
  protected ProtocolContract() {}

  /**
   * Returns the protocol under test.
   *
   * @return a protocol, the same or a new one for each call
   */
  protected abstract Protocol protocol();

  /**
   * Returns the binding under test.
   *
   * @return a binding over a transport of the protocol's {@link Protocol#bindings()}
   */
  protected abstract Binding binding();

  /**
   * Returns the response of a good server, with which the dialogue reaches its finding. The result
   * must depend on the argument only, because the test runs many conversations. The argument may be
   * a request that the dialogue sends after a damaged response.
   *
   * @param request the bytes of one {@link io.portprobe.spi.Step.Send}; read-only
   * @return messages over TCP, datagrams over UDP; empty if the server does not respond
   */
  protected abstract List<ByteBuffer> response(ByteBuffer request);

  /**
   * Returns the response of a good server after a dialogue has continued over TCP ({@link
   * io.portprobe.spi.Step.ContinueOverTcp}).
   *
   * @param request the bytes of one {@link io.portprobe.spi.Step.Send}; read-only
   * @return messages; empty by default
   */
  protected List<ByteBuffer> responseOverTcp(ByteBuffer request) {
    return List.of();
  }

  /**
   * Returns what the server sends over TCP before the first request.
   *
   * @return messages; empty by default
   */
  protected List<ByteBuffer> greeting() {
    return List.of();
  }

  /**
   * Returns what the server sends inside TLS before the first request there, after {@link
   * io.portprobe.spi.Step#startTls()}. On a connection that starts with TLS, that is the {@link
   * #greeting()}.
   *
   * @return messages; empty by default
   */
  protected List<ByteBuffer> greetingAfterTls() {
    return List.of();
  }

  /**
   * Returns whether the server closes the stream after its last response. Required if the dialogue
   * reaches its finding only at the end of the stream. No effect over UDP.
   *
   * @return false by default
   */
  protected boolean closesStream() {
    return false;
  }

  /**
   * Returns whether silence is the answer of a good server, as of a service that discards all data.
   * The dialogue must then have its finding about a peer that never sends. A peer that closes the
   * stream without sending is still no finding.
   *
   * @return false by default
   */
  protected boolean silenceIsAnswer() {
    return false;
  }

  /**
   * Returns option values that the protocol must reject, so that a probe with such a value fails
   * instead of sending something else.
   *
   * @return invalid values of each option; empty by default
   */
  protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
    return Map.of();
  }

  /**
   * Returns the servers of other protocols whose data this protocol accepts, so that it has a
   * finding. For a protocol that accepts any line of text, and for one's own greeting.
   *
   * @return names of greetings as failures of {@link #foreignGreeting_isNoFinding()} contain them,
   *     {@code "echo"} for {@link #echo_isNoFinding()}, {@code "random bytes"} for {@link
   *     #garbage_isNoFinding()}, {@link #ANY_GREETING} for all; empty by default
   */
  protected Set<String> acceptedGreetings() {
    return Set.of();
  }

  /**
   * Returns the servers of other protocols whose data {@link Protocol#recognise} may claim: one's
   * own greeting, and one's own error answer. By default {@link #acceptedGreetings()}, without
   * {@link #ANY_GREETING}.
   *
   * @return names of greetings as failures of {@link #foreignGreeting_isNotRecognised()} contain
   *     them, {@code "echo"} for {@link #request_isNotRecognised()}, {@code "random bytes"} for
   *     {@link #recognise_survivesAnyBytes()}
   */
  protected Set<String> recognisedGreetings() {
    Set<String> recognised = new HashSet<>(acceptedGreetings());
    recognised.remove(ANY_GREETING);
    return recognised;
  }

  /**
   * Returns what a good server sends over TCP in response to the request of another protocol, if
   * that is what {@link Protocol#recognise} identifies, and not the server's first data.
   *
   * @return messages; empty by default, for the greeting or the response to the first request
   */
  protected List<ByteBuffer> responseToForeignRequest() {
    return List.of();
  }

  /**
   * Returns whether the requests of all dialogues over UDP are equal, because the protocol has no
   * id or other value to choose. Anyone can then forge a response.
   *
   * @return false by default
   */
  protected boolean requestsAreAlike() {
    return false;
  }

  /**
   * Returns the methods that {@link #code_callsNothingThatBlocks()} permits, for a call that cannot
   * block with the arguments of this protocol.
   *
   * @return names as failures of the check contain them, for example {@code
   *     "java.util.concurrent.CompletableFuture.join"}; empty by default
   */
  protected Set<String> permittedCalls() {
    return Set.of();
  }

  /**
   * Returns the context of one dialogue. Override this method to set protocol options.
   *
   * @param seed the seed of its random numbers
   * @return a new context
   */
  protected TestDialogueContext context(long seed) {
    return TestDialogueContext.of(binding().transport(), binding().port(), seed);
  }

  /** Checks that the name has 1-32 lower-case letters, digits and hyphens, and never changes. */
  @Test
  public void name_isLegal() {
    new DeclarationChecks(this).nameIsLegal();
  }

  /** Checks that no other protocol found by {@link java.util.ServiceLoader} has the same name. */
  @Test
  public void name_isUnique() {
    new DeclarationChecks(this).nameIsUnique();
  }

  /** Checks that the bindings never change and include the transport of {@link #binding()}. */
  @Test
  public void bindings_includeTheTransport() {
    new DeclarationChecks(this).bindingsIncludeTheTransport();
  }

  /**
   * Checks that the option, or the dialogue before its first step, rejects each of {@link
   * #invalidOptions()} with an {@link IllegalArgumentException} that names the option.
   */
  @Test
  public void invalidOption_isRejected() {
    new DeclarationChecks(this).invalidOptionsAreRejected();
  }

  /**
   * Checks that each conversation with the good server has the same finding, and that {@code
   * lines()} and {@code facts()} of the finding return the same on each call. Over UDP, the first
   * step must send a datagram.
   */
  @Test
  public void goodServer_isFound() {
    new DialogueChecks(this).goodServerIsFound();
  }

  /** Checks that a dialogue has the same finding while other dialogues of the protocol run. */
  @Test
  public void dialogues_areIndependent() {
    new DialogueChecks(this).dialoguesAreIndependent();
  }

  /**
   * Checks that the finding does not depend on the network. TCP: the stream is split at each
   * position (at a sample of them if it has more than 2048 bytes), into single bytes, or not at
   * all. UDP: each datagram arrives twice, as after a retransmission; a conversation that continues
   * over TCP receives single bytes there.
   */
  @Test
  public void delivery_doesNotMatter() {
    new DialogueChecks(this).deliveryDoesNotMatter();
  }

  /**
   * Checks the response to the request of another dialogue, for example one with another
   * transaction ID. UDP: the dialogue ignores it: it reports no finding and no mismatch, and
   * accepts the right response afterwards. It compares at least two bytes of an id that has more
   * than one. If the responses to all dialogues are equal, the dialogue must have its finding. TCP:
   * the dialogue throws nothing.
   */
  @Test
  public void foreignResponse_isNoFinding() {
    new DialogueChecks(this).foreignResponseIsNoFinding();
  }

  /**
   * Checks unrelated datagrams over UDP, which anyone can send: before each response the dialogue
   * receives an empty datagram, random bytes or text. It must have the same finding as without
   * them, or some finding if the responses to all dialogues are equal, so that it cannot
   * distinguish them. Nothing is checked over TCP.
   */
  @Test
  public void unrelatedDatagram_isIgnored() {
    new DialogueChecks(this).unrelatedDatagramIsIgnored();
  }

  /**
   * Checks that a dialogue has no finding if the peer never sends, or closes the stream without
   * sending. With {@link #silenceIsAnswer()}, it must have the finding about the good server if the
   * peer never sends.
   */
  @Test
  public void silence_isNoFinding() {
    new DialogueChecks(this).silenceIsNoFinding();
  }

  /**
   * Checks that a dialogue has no finding about the server of another protocol: forty greetings,
   * each as the first data that the dialogue receives, except {@link #acceptedGreetings()}.
   */
  @Test
  public void foreignGreeting_isNoFinding() {
    new StrangerChecks(this).foreignGreetingIsNoFinding();
  }

  /** Checks that a dialogue does not take its own request for a response. */
  @Test
  public void echo_isNoFinding() {
    new StrangerChecks(this).echoIsNoFinding();
  }

  /** Checks that a dialogue has no finding about random bytes. */
  @Test
  public void garbage_isNoFinding() {
    new StrangerChecks(this).garbageIsNoFinding();
  }

  /**
   * Checks that {@link Protocol#recognise} identifies the protocol by {@link
   * #responseToForeignRequest()}, by the greeting of the good server over TCP, or by its response
   * to the first request. Nothing is checked over UDP, or if the protocol does not implement the
   * method.
   */
  @Test
  public void ownServer_isRecognised() {
    new RecognitionChecks(this).ownServerIsRecognised();
  }

  /**
   * Checks that {@link Protocol#recognise} does not claim forty greetings of other protocols,
   * except {@link #recognisedGreetings()}.
   */
  @Test
  public void foreignGreeting_isNotRecognised() {
    new RecognitionChecks(this).foreignGreetingIsNotRecognised();
  }

  /**
   * Checks that {@link Protocol#recognise} does not take a request of the protocol for a server.
   */
  @Test
  public void request_isNotRecognised() {
    new RecognitionChecks(this).requestIsNotRecognised();
  }

  /**
   * Checks {@link Protocol#recognise} with random bytes, with truncated and with long data of the
   * good server: it throws nothing, claims no random bytes, returns the same facts for the same
   * bytes, and takes at most 20 ms of processor time for 4 KiB.
   */
  @Test
  public void recognise_survivesAnyBytes() {
    new RecognitionChecks(this).anyBytesAreSurvived();
  }

  /**
   * Checks that dialogues with equal contexts send equal requests, so that all random numbers are
   * of {@link io.portprobe.spi.DialogueContext#random()}, and that over UDP other random numbers
   * lead to other requests, except with {@link #requestsAreAlike()}.
   */
  @Test
  public void requests_areUnpredictable() {
    new StrangerChecks(this).requestsAreUnpredictable();
  }

  /** Checks that no call blocks in each of 25 conversations with the good server. */
  @Test
  public void calls_doNotBlock() {
    new LoadChecks(this).callsDoNotBlock();
  }

  /**
   * Checks that no method of the protocol and its dialogue calls a method of the JDK that may wait
   * for the network, a disk, a process or another thread: name resolution, sockets, files, {@code
   * Thread.sleep}, {@code Future.get} and others, except {@link #permittedCalls()}. The check reads
   * the class files of the plug-in and its libraries and follows the calls, so that it also finds a
   * call that was fast in this test, such as the resolution of a cached name. It does not find
   * calls by reflection. {@code InetAddress.getByName} is permitted in a method that also calls
   * {@link io.portprobe.text.HostSyntax#isLiteral}.
   */
  @Test
  public void code_callsNothingThatBlocks() {
    new CodeChecks(this).callsNothingThatBlocks();
  }

  /** Checks that the finding is the same while dialogues of the protocol run on other threads. */
  @Test
  public void threads_areIndependent() {
    new LoadChecks(this).threadsAreIndependent();
  }

  /**
   * Checks responses in which one byte is repeated, as in nested structures: 100,000 times over
   * TCP, a datagram of 65,507 bytes over UDP.
   */
  @Test
  public void nesting_isSurvived() {
    new LoadChecks(this).nestingIsSurvived();
  }

  /**
   * Checks datagrams in another order over UDP: the dialogue has the same finding, with its lines
   * in any order, or none. Nothing is checked over TCP.
   */
  @Test
  public void datagramOrder_doesNotMatter() {
    new LoadChecks(this).reorderedDatagramsAreNoOtherFinding();
  }

  /**
   * Checks truncated responses. TCP: the stream ends or stalls after each number of bytes, from 0
   * on (a sample of them if it has more than 2048 bytes). UDP: datagrams are shortened or missing.
   */
  @Test
  public void truncation_isSurvived() {
    new HostilePeerChecks(this).truncationIsSurvived();
  }

  /** Checks random bytes and empty datagrams. A conversation must not allocate more than 4 MiB. */
  @Test
  public void garbage_isSurvived() {
    new HostilePeerChecks(this).garbageIsSurvived();
  }

  /**
   * Checks responses with one changed byte. The dialogue must not allocate more than 4 MiB, and
   * four times the memory of a good conversation, together.
   */
  @Test
  public void changedByte_isSurvived() {
    new HostilePeerChecks(this).changedByteIsSurvived();
  }

  /**
   * Checks endless responses. TCP: the dialogue must end within 16 MiB, whether the flood starts at
   * once or in the middle of a good response. UDP: the dialogue receives 200 datagrams of maximum
   * size, and must send at most 100 requests.
   */
  @Test
  public void endlessReply_isBounded() {
    new HostilePeerChecks(this).endlessReplyIsBounded();
  }

  /**
   * Checks TLS handshakes that fail: the good server rejects them, does not respond, closes the
   * connection, or sends plain text instead. Nothing is checked of a dialogue without TLS.
   */
  @Test
  public void tlsFailure_isSurvived() {
    new HostilePeerChecks(this).tlsFailureIsSurvived();
  }

  /**
   * Checks a peer that repeats one of its responses. The dialogue must end within 10,000 requests
   * and 1 MiB of sent data.
   */
  @Test
  public void repetition_isBounded() {
    new HostilePeerChecks(this).repetitionIsBounded();
  }

  /** Returns the limits of the processor time of one conversation. Visible for tests. */
  CallTimes callTimes() {
    return new CallTimes();
  }
}
