package io.portprobe.spi;

import io.portprobe.CheckReturnValue;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step of a {@link Dialogue}: what the core does next. Create steps with the static methods.
 *
 * <p>Immutable and thread-safe. A later version may add kinds of steps. Code that inspects steps,
 * for example a wrapper of a dialogue, has to pass steps of an unknown class on unchanged.
 */
@CheckReturnValue
public abstract class Step {
  /** The number of times that a dialogue may connect again. */
  public static final int MAX_RECONNECTS = 4;

  private Step() {}

  /** Returns the values that distinguish steps of one class. */
  abstract List<Object> values();

  /** Compares class and values. */
  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof Step that
        && getClass() == that.getClass()
        && values().equals(that.values());
  }

  @Override
  public final int hashCode() {
    return values().hashCode();
  }

  /** Sends bytes, then does another step. See {@link Step#send(byte[], Step)}. */
  public static final class Send extends Step {
    private final Payload bytes;
    private final Step then;

    private Send(ByteBuffer bytes, Step then) {
      this.bytes = Payload.copyOf(bytes);
      this.then = Objects.requireNonNull(then, "then");
    }

    /**
     * Returns the bytes to send.
     *
     * @return a new read-only view
     */
    public ByteBuffer bytes() {
      return bytes.view();
    }

    /**
     * Returns the next step.
     *
     * @return the step after the bytes were sent
     */
    public Step then() {
      return then;
    }

    @Override
    List<Object> values() {
      return List.of(bytes, then);
    }

    @Override
    public String toString() {
      return "Send[" + bytes + ", " + then + "]";
    }
  }

  /** Waits for bytes. See {@link Step#await()}. */
  public static final class Await extends Step {
    private static final Await INSTANCE = new Await("", Silence.UNTIMED);
    private final String why;
    private final Silence silence;

    private Await(String why, Silence silence) {
      this.silence = silence;
      this.why = Objects.requireNonNull(why, "why");
    }

    /**
     * Returns why the received bytes did not count. If the dialogue ends without a result, its
     * report contains the last reason.
     *
     * @return a sentence without a full stop; empty if there is no reason
     */
    public String why() {
      return why;
    }

    /**
     * Returns the time after which the core calls {@link Dialogue#silent()}.
     *
     * @return the time; empty if the step starts no timer
     */
    public Optional<Duration> silence() {
      return silence.time();
    }

    @Override
    List<Object> values() {
      return List.of(why, silence);
    }

    @Override
    public String toString() {
      return "Await["
          + SafeText.line(why, 200)
          + (silence.time().isPresent() ? " " + silence : "")
          + "]";
    }
  }

  /** Waits for more bytes after some that match the request. See {@link Step#more()}. */
  public static final class More extends Step {
    private static final More INSTANCE = new More(Silence.UNTIMED);

    private final Silence silence;

    private More(Silence silence) {
      this.silence = silence;
    }

    /**
     * Returns the time after which the core calls {@link Dialogue#silent()}.
     *
     * @return the time; empty if the step starts no timer
     */
    public Optional<Duration> silence() {
      return silence.time();
    }

    @Override
    List<Object> values() {
      return List.of(silence);
    }

    @Override
    public String toString() {
      return "More[" + silence + "]";
    }
  }

  /** Waits for bytes, and retransmits other datagrams. See {@link Step#poll(byte[]...)}. */
  public static final class Poll extends Step {
    private final List<Payload> datagrams;

    private Poll(List<ByteBuffer> datagrams) {
      if (datagrams.isEmpty()) {
        throw new IllegalArgumentException("datagrams: [] (expected: at least one)");
      }
      this.datagrams = datagrams.stream().map(Payload::copyOf).toList();
    }

    /**
     * Returns the datagrams to send in turn.
     *
     * @return new read-only views
     */
    public List<ByteBuffer> datagrams() {
      return datagrams.stream().map(Payload::view).toList();
    }

    @Override
    List<Object> values() {
      return List.copyOf(datagrams);
    }

    @Override
    public String toString() {
      return "Poll[" + datagrams.size() + " datagrams]";
    }
  }

  /** Starts TLS on the TCP connection. See {@link Step#startTls()}. */
  public static final class StartTls extends Step {
    private static final StartTls INSTANCE = new StartTls(Optional.empty());
    private final Optional<Framing> framing;

    private StartTls(Optional<Framing> framing) {
      this.framing = framing;
    }

    /**
     * Returns the frames that carry the handshake.
     *
     * @return the rule of {@link Step#startTls(Framing)}; empty if TLS records are sent as they are
     */
    public Optional<Framing> framing() {
      return framing;
    }

    @Override
    List<Object> values() {
      return List.of(framing);
    }

    @Override
    public String toString() {
      return "StartTls[" + (framing.isPresent() ? "framed" : "") + "]";
    }
  }

  /** Connects again over TCP. See {@link Step#reconnect()}. */
  public static final class Reconnect extends Step {
    private static final Reconnect PLAIN = new Reconnect(false);
    private static final Reconnect TLS = new Reconnect(true);
    private final boolean tls;

    private Reconnect(boolean tls) {
      this.tls = tls;
    }

    /**
     * Returns whether TLS starts with the new connection.
     *
     * @return true if it does
     */
    public boolean tls() {
      return tls;
    }

    @Override
    List<Object> values() {
      return List.of(tls);
    }

    @Override
    public String toString() {
      return "Reconnect[" + (tls ? "tls" : "plain") + "]";
    }
  }

  /** Continues over TCP. See {@link Step#continueOverTcp()}. */
  public static final class ContinueOverTcp extends Step {
    private static final ContinueOverTcp INSTANCE = new ContinueOverTcp();

    private ContinueOverTcp() {}

    @Override
    List<Object> values() {
      return List.of();
    }

    @Override
    public String toString() {
      return "ContinueOverTcp[]";
    }
  }

  /** Ends the dialogue with a finding. See {@link Step#finish(Finding)}. */
  public static final class Finish extends Step {
    private final Finding finding;

    private Finish(Finding finding) {
      this.finding = Objects.requireNonNull(finding, "finding");
    }

    /**
     * Returns the finding.
     *
     * @return the finding
     */
    public Finding finding() {
      return finding;
    }

    @Override
    List<Object> values() {
      return List.of(finding);
    }

    /** Leaves out the finding, whose text may come from the peer. */
    @Override
    public String toString() {
      return "Finish[" + finding.getClass().getSimpleName() + "]";
    }
  }

  /**
   * Ends the dialogue because the peer does not speak the protocol, or speaks it and refuses. See
   * {@link Step#mismatch(String)} and {@link Step#refused(String)}.
   */
  public static final class Mismatch extends Step {
    private final String why;
    private final Optional<Finding> partial;
    private final boolean refused;

    private Mismatch(String why, Optional<? extends Finding> partial, boolean refused) {
      this.why = Objects.requireNonNull(why, "why");
      this.partial = partial.map(finding -> finding);
      this.refused = refused;
    }

    /**
     * Returns what was expected and what was received.
     *
     * @return a sentence without a full stop
     */
    public String why() {
      return why;
    }

    /**
     * Returns what was found nevertheless.
     *
     * @return the finding, usually empty
     */
    public Optional<Finding> partial() {
      return partial;
    }

    /**
     * Returns whether the peer speaks the protocol and refused the request.
     *
     * @return false if the peer speaks another protocol
     */
    public boolean refused() {
      return refused;
    }

    @Override
    List<Object> values() {
      return List.of(why, partial, refused);
    }

    @Override
    public String toString() {
      return (refused ? "Refused[" : "Mismatch[") + SafeText.line(why, 200) + "]";
    }
  }

  /**
   * Returns a step that sends bytes, then waits.
   *
   * @param bytes the bytes to send; copied
   * @return the step
   */
  public static Step send(byte[] bytes) {
    return send(bytes, await());
  }

  /**
   * Returns a step that sends bytes, then waits.
   *
   * @param bytes the bytes to send, from position to limit; copied, the position does not change
   * @return the step
   */
  public static Step send(ByteBuffer bytes) {
    return send(bytes, await());
  }

  /**
   * Returns a step that sends bytes, then does another step. Over UDP the bytes are one datagram,
   * which the core retransmits until a matching datagram is received: after 500 ms, then each
   * second. Several datagrams of one chain of steps, {@code send(a, send(b))}, are sent and
   * retransmitted together, for a server that responds to one of them only. To send one after the
   * other has no response, use {@code send(a, await(time))} and send the other from {@link
   * Dialogue#silent()}.
   *
   * @param bytes the bytes to send; copied. 1 to 65507 bytes over UDP
   * @param then the next step
   * @return the step
   */
  public static Step send(byte[] bytes, Step then) {
    return new Send(ByteBuffer.wrap(bytes), then);
  }

  /**
   * Returns a step that sends bytes, then does another step, as {@link #send(byte[], Step)} does.
   *
   * @param bytes the bytes to send, from position to limit; copied, the position does not change
   * @param then the next step
   * @return the step
   */
  public static Step send(ByteBuffer bytes, Step then) {
    return new Send(bytes, then);
  }

  /**
   * Returns a step that waits for bytes until the deadline of the probe. A timer that {@link
   * #await(Duration)} started continues to run, so that a dialogue may return this step for a part
   * of a message.
   *
   * @return the step
   */
  public static Step await() {
    return Await.INSTANCE;
  }

  /**
   * Returns a step that waits for bytes because the received ones did not count. Over UDP a
   * dialogue must return it for a datagram that cannot be a response to its request: anyone can
   * send one. A timer continues to run, as with {@link #await()}.
   *
   * @param why why they did not count, as a sentence without a full stop
   * @return the step
   */
  public static Step await(String why) {
    return new Await(why, Silence.UNTIMED);
  }

  /**
   * Returns a step that waits for bytes, and calls {@link Dialogue#silent()} when the time has
   * passed. For a server that sends a banner or waits for a request, for an optional request, and
   * for the next of several requests. Starts a timer, which replaces an earlier one. The timer
   * continues to run while the dialogue returns {@link #await()} or {@link #await(String)}; any
   * other step cancels it. The deadline of the probe may pass first, see {@link
   * DialogueContext#remaining()}.
   *
   * @param silence 1 ms to 1 h
   * @return the step
   * @throws IllegalArgumentException if the time is out of range
   */
  public static Step await(Duration silence) {
    return new Await("", Silence.of(silence));
  }

  /**
   * Returns a step that waits for more, after bytes that match the request. Over UDP the core no
   * longer retransmits the request, and the port has {@link io.portprobe.Reason#REPLIED replied}.
   * Cancels a timer of {@link #await(Duration)}.
   *
   * @return the step
   */
  public static Step more() {
    return More.INSTANCE;
  }

  /**
   * Returns a step that waits for more, as {@link #more()} does, and calls {@link
   * Dialogue#silent()} when nothing that matches was received for a time. For a request with an
   * unknown number of responses: the dialogue returns this step for each and finishes when silent.
   *
   * @param silence 1 ms to 1 h
   * @return the step
   * @throws IllegalArgumentException if the time is out of range
   */
  public static Step more(Duration silence) {
    return new More(Silence.of(silence));
  }

  /**
   * Returns a step that waits for bytes, and retransmits the given datagrams in turn, not the last
   * one sent, until a matching datagram is received. Sends nothing at once. For protocols that do
   * not repeat a request which the peer is processing, but send a poll (a ping) instead, and for
   * requests that some servers only respond to in another form. UDP only.
   *
   * @param datagrams the datagrams to retransmit, at least one; copied. 1 to 65507 bytes each
   * @return the step
   * @throws IllegalArgumentException if there is no datagram
   */
  public static Step poll(byte[]... datagrams) {
    return new Poll(Arrays.stream(datagrams).map(ByteBuffer::wrap).toList());
  }

  /**
   * Returns a step that starts TLS on the TCP connection. The core then calls {@link
   * Dialogue#secured(TlsInfo)}, or {@link Dialogue#tlsFailed(TlsFailure)}. {@link
   * Dialogue#tlsSettings()} has the settings. TCP only, once for each connection. Plaintext that
   * the peer sent before the handshake ends the dialogue, since it may have been injected (RFC 7457
   * section 2.2).
   *
   * @return the step
   */
  public static Step startTls() {
    return StartTls.INSTANCE;
  }

  /**
   * Returns a step that starts TLS, as {@link #startTls()} does, with the records of the handshake
   * in frames of the protocol, as in TDS 7 (MS-TDS section 2.2.6.5). The core passes what TLS sends
   * at once to {@link Framing#frame}, which may return several frames, and removes the header from
   * each frame that it receives. When the handshake is complete, the core sends TLS records without
   * frames, and accepts frames until the peer sends its first record without one. A frame that is
   * invalid or too long fails the handshake.
   *
   * @param framing the rule of the frames
   * @return the step
   */
  public static Step startTls(Framing framing) {
    return new StartTls(Optional.of(framing));
  }

  /**
   * Returns a step that closes the TCP connection and connects again to the same address and port,
   * within the same deadline. The core then calls {@link Dialogue#connected()}. For the next
   * request after a server that closes, and for another version of the protocol. Also valid from
   * {@link Dialogue#closed()} and {@link Dialogue#tlsFailed(TlsFailure)}. If the connection cannot
   * be made, {@link Dialogue#partial()} provides the finding, and the report states why. TCP only;
   * at most {@link #MAX_RECONNECTS} for each dialogue, then the dialogue ends as by a limit.
   *
   * @return the step
   */
  public static Step reconnect() {
    return Reconnect.PLAIN;
  }

  /**
   * Returns a step that connects again, as {@link #reconnect()} does, and starts TLS at once. The
   * core then calls {@link Dialogue#secured(TlsInfo)} or {@link Dialogue#tlsFailed(TlsFailure)}.
   * {@link Dialogue#tlsSettings()} has the settings.
   *
   * @return the step
   */
  public static Step reconnectTls() {
    return Reconnect.TLS;
  }

  /**
   * Returns a step that continues over TCP, if the peer has more data than fits into a datagram.
   * The core closes the UDP socket, connects to the same address and port within the same deadline,
   * and calls {@link Dialogue#connected()}. From then on the dialogue works as over TCP. If the
   * connection cannot be made, {@link Dialogue#partial()} provides the finding, and the report
   * states why. UDP only, once, and only after a reply. The state remains that of the UDP port.
   *
   * @return the step
   */
  public static Step continueOverTcp() {
    return ContinueOverTcp.INSTANCE;
  }

  /**
   * Returns a step that ends the dialogue with a finding.
   *
   * @param finding the finding
   * @return the step
   */
  public static Step finish(Finding finding) {
    return new Finish(finding);
  }

  /**
   * Returns a step that ends the dialogue because the peer speaks another protocol, or violates
   * this one. Over UDP only for a datagram that matches the request, since anyone can send others.
   *
   * @param why what was expected and what was received, as a sentence without a full stop
   * @return the step
   */
  public static Step mismatch(String why) {
    return mismatch(why, Optional.empty());
  }

  /**
   * Returns a step that ends the dialogue, as {@link #mismatch(String)} does, with a finding.
   *
   * @param why what was expected and what was received, as a sentence without a full stop
   * @param partial what was found nevertheless, for example the certificate of the peer
   * @return the step
   */
  public static Step mismatch(String why, Optional<? extends Finding> partial) {
    return new Mismatch(why, partial, false);
  }

  /**
   * Returns a step that ends the dialogue because the peer speaks this protocol, but refused the
   * request: an error message of the protocol, an access restriction, a missing function. {@link
   * #finish} with a finding that states the refusal is better if there is such a finding.
   *
   * @param why what the peer refused, as a sentence without a full stop
   * @return the step
   */
  public static Step refused(String why) {
    return refused(why, Optional.empty());
  }

  /**
   * Returns a step that ends the dialogue, as {@link #refused(String)} does, with a finding.
   *
   * @param why what the peer refused, as a sentence without a full stop
   * @param partial what was found nevertheless
   * @return the step
   */
  public static Step refused(String why, Optional<? extends Finding> partial) {
    return new Mismatch(why, partial, true);
  }
}
