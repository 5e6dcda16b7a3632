package io.portprobe.testing.protocol;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * The test that every protocol passes, ours and everyone's. Extend it once for each transport, and
 * for each set of options worth it; give it the protocol and what a good server answers; run it
 * with JUnit Jupiter. It talks to the dialogue without a socket, as the core does: with bytes that
 * are only lent, and cut, lost, changed, repeated or never ending.
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
 *   protected List<ByteBuffer> answer(ByteBuffer sent) {
 *     return List.of(ByteBuffer.wrap("+PONG\r\n".getBytes(US_ASCII)));
 *   }
 * }
 * }</pre>
 *
 * <p>Whatever comes, a dialogue must return steps and throw nothing, findings must have lines
 * without control characters, and {@link io.portprobe.spi.Dialogue#partial()} must be there. Each
 * test names what else it wants. "The finding" is what the good server is found to be; it is
 * compared with {@code equals}.
 *
 * <p>A failure is an {@link AssertionError} that shows what was done and the bytes that did it.
 */
@SuppressWarnings("exports") // whoever extends it reads JUnit anyway
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD) // an endless loop ends it, too
public abstract class ProtocolContract {
  /** For subclasses. */
  protected ProtocolContract() {}

  /**
   * The protocol under test.
   *
   * @return a protocol, new or not
   */
  protected abstract Protocol protocol();

  /**
   * Where it is spoken.
   *
   * @return a binding over a transport that the protocol is at home on
   */
  protected abstract Binding binding();

  /**
   * What a good server answers, so that the dialogue comes to a finding. It may depend on nothing
   * but its argument, since many conversations are held, and must cope with requests that were
   * brought about by spoiled answers.
   *
   * @param sent one request: the bytes of one {@link io.portprobe.spi.Step.Send}
   * @return messages over TCP, datagrams over UDP; none where a server says nothing
   */
  protected abstract List<ByteBuffer> response(ByteBuffer sent);

  /**
   * What a good server answers over TCP once a dialogue that was begun over UDP goes on there
   * ({@link io.portprobe.spi.Step.ContinueOverTcp}).
   *
   * @param sent one request: the bytes of one {@link io.portprobe.spi.Step.Send}
   * @return messages; none, unless overridden
   */
  protected List<ByteBuffer> responseOverTcp(ByteBuffer sent) {
    return List.of();
  }

  /**
   * What the server says before it is asked. Over TCP only.
   *
   * @return none, unless overridden
   */
  protected List<ByteBuffer> greeting() {
    return List.of();
  }

  /**
   * Whether the server ends the stream after its answers, and the finding waits for that. Over TCP
   * only.
   *
   * @return false, unless overridden
   */
  protected boolean closesStream() {
    return false;
  }

  /**
   * The surroundings of one conversation.
   *
   * @param seed of its random numbers
   * @return a new context; override it to set options
   */
  protected TestDialogueContext context(long seed) {
    return TestDialogueContext.of(binding().transport(), binding().port(), seed);
  }

  /** The name is 1 to 32 lower-case letters, digits and hyphens, and stays the same. */
  @Test
  @DisplayName("its name is legal and stays the same")
  public void name_isLegal() {
    new DeclarationChecks(this).nameIsLegal();
  }

  /** No other protocol that {@link java.util.ServiceLoader} finds has the name. */
  @Test
  @DisplayName("no other protocol here has its name")
  public void name_isUnique() {
    new DeclarationChecks(this).nameIsUnique();
  }

  /** There is a home, it stays the same, and the transport of the binding is part of it. */
  @Test
  @DisplayName("it is at home somewhere, and speaks over the transport of the binding")
  public void bindings_includeTheTransport() {
    new DeclarationChecks(this).homeHasTheTransport();
  }

  /** Over UDP the first step is a datagram; everywhere the good server is found each time. */
  @Test
  @DisplayName("it finds the good server, and finds the same each time")
  public void goodServer_isFound() {
    new DialogueChecks(this).goodServerIsFound();
  }

  /** A dialogue finds the same while others of the same protocol are under way. */
  @Test
  @DisplayName("its dialogues know nothing of each other")
  public void dialogues_areIndependent() {
    new DialogueChecks(this).dialoguesAreIndependent();
  }

  /**
   * TCP: the finding does not depend on how the stream is cut: in two anywhere, into single bytes,
   * or not at all. UDP: nor on each datagram's coming twice, as happens where requests are sent
   * again; a conversation that goes on over TCP then comes in single bytes.
   */
  @Test
  @DisplayName("it finds the same however the stream is cut, or if datagrams come twice")
  public void delivery_doesNotMatter() {
    new DialogueChecks(this).deliveryDoesNotMatter();
  }

  /**
   * UDP: an answer to another question (another transaction id) is waited past or is a mismatch,
   * never a finding, and after it the right answer gives the finding. Where answers do not differ
   * from question to question, there is nothing to tell them apart by. TCP: it throws nothing.
   */
  @Test
  @DisplayName("it takes no answer to another question for its own")
  public void foreignResponse_isNoFinding() {
    new DialogueChecks(this).foreignAnswerIsNoFinding();
  }

  /** With a peer that says nothing there is no finding. */
  @Test
  @DisplayName("it finds nothing where nothing is said")
  public void silence_isNoFinding() {
    new DialogueChecks(this).silenceIsNoFinding();
  }

  /**
   * TCP: the stream ends after any number of bytes, none included, or stops there until the
   * deadline, or the caller, ends the dialogue. UDP: datagrams are cut short.
   */
  @Test
  @DisplayName("it survives an answer that ends anywhere, and being cut off half-way")
  public void truncation_isSurvived() {
    new HostilePeerChecks(this).truncationIsSurvived();
  }

  /** Random bytes of many lengths, and empty datagrams; none makes it allocate much memory. */
  @Test
  @DisplayName("it survives garbage")
  public void garbage_isSurvived() {
    new HostilePeerChecks(this).garbageIsSurvived();
  }

  /** Any byte of a good answer is another; none makes it allocate much more memory. */
  @Test
  @DisplayName("it survives a good answer with any one byte changed")
  public void changedByte_isSurvived() {
    new HostilePeerChecks(this).changedByteIsSurvived();
  }

  /**
   * TCP: a stream that goes on for ever, from the beginning or in the middle of a good answer, has
   * an end within 16 MiB. UDP: a flood of the longest datagrams is survived.
   */
  @Test
  @DisplayName("it bounds an endless reply by itself")
  public void endlessReply_isBounded() {
    new HostilePeerChecks(this).endlessReplyIsBounded();
  }

  /**
   * A peer that gives one of its answers to all further requests gets at most 10000 of them, and no
   * more than 1 MiB.
   */
  @Test
  @DisplayName("it bounds its talk with a peer that repeats itself")
  public void repetition_isBounded() {
    new HostilePeerChecks(this).repetitionIsBounded();
  }
}
