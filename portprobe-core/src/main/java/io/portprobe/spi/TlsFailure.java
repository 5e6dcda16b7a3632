package io.portprobe.spi;

import io.portprobe.CheckReturnValue;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A TLS handshake that failed. Immutable and thread-safe. A later version may add properties. */
@CheckReturnValue
public final class TlsFailure {
  private final String reason;
  private final TlsInfo tls;
  private final ByteBuffer plaintext;
  private final ByteBuffer received;
  private final boolean timeout;

  private TlsFailure(
      String reason, TlsInfo tls, ByteBuffer plaintext, ByteBuffer received, boolean timeout) {
    this.reason = Objects.requireNonNull(reason, "reason");
    this.tls = Objects.requireNonNull(tls, "tls");
    this.plaintext = copy(plaintext);
    this.received = copy(received);
    this.timeout = timeout;
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
    copy.put(bytes.duplicate()).flip();
    return copy.asReadOnlyBuffer();
  }

  /**
   * Returns a failure with these values, also for tests of a protocol.
   *
   * @param reason why the handshake failed
   * @param tls what the handshake showed until then
   * @param plaintext what the peer sent instead of TLS; copied. Also the value of {@link
   *     #received()} until {@link #withReceived} sets another
   * @return an immutable value
   */
  public static TlsFailure of(String reason, TlsInfo tls, ByteBuffer plaintext) {
    return new TlsFailure(reason, tls, plaintext, plaintext, false);
  }

  /**
   * Sets what the peer sent during the handshake, in TLS or not.
   *
   * @param bytes the first bytes; copied
   * @return a changed copy
   */
  public TlsFailure withReceived(ByteBuffer bytes) {
    return new TlsFailure(reason, tls, plaintext, bytes, timeout);
  }

  /**
   * Marks this failure as one to which the peer did not respond in time.
   *
   * @return a changed copy
   */
  public TlsFailure asTimeout() {
    return new TlsFailure(reason, tls, plaintext, received, true);
  }

  /**
   * Returns whether the peer did not respond in time, and did not close the connection either.
   *
   * @return whether the time of the handshake has passed; see {@link TlsSettings#withTimeout}
   */
  public boolean isTimeout() {
    return timeout;
  }

  /**
   * Returns why the handshake failed.
   *
   * @return a sentence without a full stop; the wording may change
   */
  public String reason() {
    return reason;
  }

  /**
   * Returns what the handshake showed before it failed, for example the certificates.
   *
   * @return the facts, not {@link TlsInfo#complete() complete}
   */
  public TlsInfo tls() {
    return tls;
  }

  /**
   * Returns what the peer sent if it responded to the handshake with something that is not TLS, so
   * that the service probably expects no TLS.
   *
   * @return a new read-only view, of at most the first 512 bytes in a probe; empty if the peer sent
   *     TLS or nothing
   */
  public ByteBuffer plaintext() {
    return plaintext.duplicate();
  }

  /**
   * Returns what the peer sent during the handshake, as it was received: an alert of a server that
   * speaks TLS but rejects the offer, other records, or the beginning of something else.
   *
   * @return a new read-only view, of at most the first 512 bytes in a probe; empty if the peer sent
   *     nothing
   */
  public ByteBuffer received() {
    return received.duplicate();
  }

  /** Leaves out the plaintext, which comes from the peer. */
  @Override
  public String toString() {
    return SafeText.line(reason);
  }
}
