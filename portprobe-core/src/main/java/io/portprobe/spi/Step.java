package io.portprobe.spi;

import io.portprobe.CheckReturnValue;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.util.Objects;

/** What a {@link Dialogue} wants done next. */
@CheckReturnValue
public sealed interface Step {
  /**
   * Send bytes, then go on with another step. Over UDP this is one datagram, and the core sends it
   * again while nothing fitting comes back.
   *
   * @param bytes what to send; copied. At most 65507 bytes over UDP
   * @param then what to do afterwards
   */
  record Send(ByteBuffer bytes, Step then) implements Step {
    /** Copies the bytes. */
    public Send {
      Objects.requireNonNull(then, "then");
      ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
      copy.put(bytes.duplicate()).flip();
      bytes = copy.asReadOnlyBuffer();
    }

    /**
     * The bytes to send.
     *
     * @return a read-only view with a position of its own
     */
    @Override
    public ByteBuffer bytes() {
      return bytes.duplicate();
    }
  }

  /** Wait for bytes. */
  record Await() implements Step {
    private static final Await INSTANCE = new Await();
  }

  /**
   * Wait for bytes, and remind the peer with a datagram of its own while nothing fitting comes,
   * instead of with the last that was sent. Nothing is sent at once. For protocols that do not
   * repeat a question which the peer is known to work on, but ask after it. UDP only.
   *
   * @param bytes what to send then; copied. 1 to 65507 bytes
   */
  record Poll(ByteBuffer bytes) implements Step {
    /** Copies the bytes. */
    public Poll {
      ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
      copy.put(bytes.duplicate()).flip();
      bytes = copy.asReadOnlyBuffer();
    }

    /**
     * The bytes to send.
     *
     * @return a read-only view with a position of its own
     */
    @Override
    public ByteBuffer bytes() {
      return bytes.duplicate();
    }
  }

  /**
   * Start TLS on the stream; the core then calls {@link Dialogue#secured(TlsInfo)}. TCP only. Bytes
   * the peer sent before TLS stands are not part of the conversation: they end it, as a sign of
   * someone in between (RFC 7457 section 2.2).
   */
  record StartTls() implements Step {
    private static final StartTls INSTANCE = new StartTls();
  }

  /**
   * Go on over TCP, since the peer has more to say than a datagram holds. The core lets the UDP
   * socket go, opens a stream to the same address and port within the same deadline, and calls
   * {@link Dialogue#connected()}; from then on the conversation is as over TCP. If no stream is to
   * be had, {@link Dialogue#partial()} is the finding, and the report says why. UDP only, once, and
   * only after a reply; the state is that of the UDP port, whatever becomes of the stream.
   */
  record ContinueOverTcp() implements Step {
    private static final ContinueOverTcp INSTANCE = new ContinueOverTcp();
  }

  /**
   * The dialogue has what it wanted.
   *
   * @param finding what was learned
   */
  record Finish(Finding finding) implements Step {
    /** Checks that the finding is not null. */
    public Finish {
      Objects.requireNonNull(finding, "finding");
    }

    /** Leaves out the finding, whose text may come from the peer. */
    @Override
    public String toString() {
      return "Finish[" + finding.getClass().getSimpleName() + "]";
    }
  }

  /**
   * The peer does not speak the protocol, or not as it should.
   *
   * @param why what was expected and what came, as a sentence without a full stop
   */
  record Mismatch(String why) implements Step {
    /** Checks that the ground is not null. */
    public Mismatch {
      Objects.requireNonNull(why, "why");
    }

    @Override
    public String toString() {
      return "Mismatch[" + SafeText.line(why) + "]";
    }
  }

  /**
   * Sends bytes, then waits.
   *
   * @param bytes what to send; copied
   * @return the step
   */
  static Step send(byte[] bytes) {
    return new Send(ByteBuffer.wrap(bytes), await());
  }

  /**
   * Sends bytes, then waits.
   *
   * @param bytes what to send, from position to limit; copied, the position stays
   * @return the step
   */
  static Step send(ByteBuffer bytes) {
    return new Send(bytes, await());
  }

  /**
   * Waits for bytes.
   *
   * @return the step
   */
  static Step await() {
    return Await.INSTANCE;
  }

  /**
   * Waits for bytes, and reminds the peer if they do not come. UDP only.
   *
   * @param bytes what to send then; copied
   * @return the step
   */
  static Step poll(byte[] bytes) {
    return new Poll(ByteBuffer.wrap(bytes));
  }

  /**
   * Starts TLS.
   *
   * @return the step
   */
  static Step startTls() {
    return StartTls.INSTANCE;
  }

  /**
   * Goes on over TCP.
   *
   * @return the step
   */
  static Step continueOverTcp() {
    return ContinueOverTcp.INSTANCE;
  }

  /**
   * Ends the dialogue with a finding.
   *
   * @param finding what was learned
   * @return the step
   */
  static Step finish(Finding finding) {
    return new Finish(finding);
  }

  /**
   * Ends the dialogue: this is not the protocol.
   *
   * @param why what was expected and what came
   * @return the step
   */
  static Step mismatch(String why) {
    return new Mismatch(why);
  }
}
