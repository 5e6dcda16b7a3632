package io.portprobe.spi;

import io.portprobe.CheckReturnValue;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A step of a {@link Dialogue}: what the core does next. */
@CheckReturnValue
public sealed interface Step {
  /**
   * Sends bytes, then does another step. Over UDP the bytes are one datagram, which the core
   * retransmits until a matching datagram is received.
   *
   * @param bytes the bytes to send; copied. At most 65507 bytes over UDP
   * @param then the next step
   */
  record Send(ByteBuffer bytes, Step then) implements Step {
    /** Copies the bytes. */
    public Send {
      Objects.requireNonNull(then, "then");
      bytes = copy(bytes);
    }

    /**
     * Returns the bytes to send.
     *
     * @return a new read-only view
     */
    @Override
    public ByteBuffer bytes() {
      return bytes.duplicate();
    }
  }

  /**
   * Waits for bytes.
   *
   * @param why why the received bytes did not count, as a sentence without a full stop; empty if
   *     they did. If the dialogue ends without a result, its report contains the last reason
   */
  record Await(String why) implements Step {
    private static final Await INSTANCE = new Await("");

    /** Checks that the reason is not null. */
    public Await {
      Objects.requireNonNull(why, "why");
    }

    @Override
    public String toString() {
      return "Await[" + SafeText.line(why, 200) + "]";
    }
  }

  /**
   * Waits for bytes, and retransmits the given datagrams in turn, not the last one sent, until a
   * matching datagram is received. Sends nothing at once. For protocols that do not repeat a
   * request which the peer is processing, but send a poll (a ping) instead, and for requests that
   * some servers only respond to in another form. UDP only.
   *
   * @param datagrams the datagrams to retransmit, at least one; copied. 1 to 65507 bytes each
   */
  record Poll(List<ByteBuffer> datagrams) implements Step {
    /**
     * Copies the bytes.
     *
     * @throws IllegalArgumentException if there is no datagram
     */
    public Poll {
      if (datagrams.isEmpty()) {
        throw new IllegalArgumentException("datagrams: [] (expected: at least one)");
      }
      datagrams = datagrams.stream().map(Step::copy).toList();
    }

    /**
     * Returns the datagrams to send.
     *
     * @return new read-only views
     */
    @Override
    public List<ByteBuffer> datagrams() {
      return datagrams.stream().map(ByteBuffer::duplicate).toList();
    }
  }

  /**
   * Starts TLS on the TCP connection. The core then calls {@link Dialogue#secured(TlsInfo)}. TCP
   * only. Plaintext that the peer sent before the handshake ends the dialogue, since it may have
   * been injected (RFC 7457 section 2.2).
   */
  record StartTls() implements Step {
    private static final StartTls INSTANCE = new StartTls();
  }

  /**
   * Continues over TCP, if the peer has more data than fits into a datagram. The core closes the
   * UDP socket, connects to the same address and port within the same deadline, and calls {@link
   * Dialogue#connected()}. From then on the dialogue works as over TCP. If the connection cannot be
   * made, {@link Dialogue#partial()} provides the finding, and the report states why. UDP only,
   * once, and only after a reply. The state remains that of the UDP port.
   */
  record ContinueOverTcp() implements Step {
    private static final ContinueOverTcp INSTANCE = new ContinueOverTcp();
  }

  /**
   * Ends the dialogue with a finding.
   *
   * @param finding the finding
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
   * Ends the dialogue because the peer does not speak the protocol, or violates it.
   *
   * @param why what was expected and what was received, as a sentence without a full stop
   * @param partial what was found nevertheless, for example the certificate of the peer; usually
   *     empty
   */
  record Mismatch(String why, Optional<Finding> partial) implements Step {
    /** Checks that nothing is null. */
    public Mismatch {
      Objects.requireNonNull(why, "why");
      Objects.requireNonNull(partial, "partial");
    }

    @Override
    public String toString() {
      return "Mismatch[" + SafeText.line(why, 200) + "]";
    }
  }

  /**
   * Returns a step that sends bytes, then waits.
   *
   * @param bytes the bytes to send; copied
   * @return the step
   */
  static Step send(byte[] bytes) {
    return new Send(ByteBuffer.wrap(bytes), await());
  }

  /**
   * Returns a step that sends bytes, then waits.
   *
   * @param bytes the bytes to send, from position to limit; copied, the position does not change
   * @return the step
   */
  static Step send(ByteBuffer bytes) {
    return new Send(bytes, await());
  }

  /**
   * Returns a step that waits for bytes.
   *
   * @return the step
   */
  static Step await() {
    return Await.INSTANCE;
  }

  /**
   * Returns a step that waits for bytes because the received ones did not count. Over UDP a
   * dialogue must return it for a datagram that cannot be a response to its request: anyone can
   * send one.
   *
   * @param why why they did not count, as a sentence without a full stop
   * @return the step
   */
  static Step await(String why) {
    return new Await(why);
  }

  /**
   * Returns a step that waits for bytes and retransmits other datagrams in turn. UDP only.
   *
   * @param datagrams the datagrams to retransmit, at least one; copied
   * @return the step
   * @throws IllegalArgumentException if there is no datagram
   */
  static Step poll(byte[]... datagrams) {
    return new Poll(Arrays.stream(datagrams).map(ByteBuffer::wrap).toList());
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
    copy.put(bytes.duplicate()).flip();
    return copy.asReadOnlyBuffer();
  }

  /**
   * Returns a step that starts TLS.
   *
   * @return the step
   */
  static Step startTls() {
    return StartTls.INSTANCE;
  }

  /**
   * Returns a step that continues over TCP.
   *
   * @return the step
   */
  static Step continueOverTcp() {
    return ContinueOverTcp.INSTANCE;
  }

  /**
   * Returns a step that ends the dialogue with a finding.
   *
   * @param finding the finding
   * @return the step
   */
  static Step finish(Finding finding) {
    return new Finish(finding);
  }

  /**
   * Returns a step that ends the dialogue because the peer does not speak the protocol.
   *
   * @param why what was expected and what was received
   * @return the step
   */
  static Step mismatch(String why) {
    return new Mismatch(why, Optional.empty());
  }
}
