package io.portprobe.spi;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The client side of one conversation with one peer: a state machine without I/O that receives
 * bytes and returns {@link Step steps}.
 *
 * <p>Called by one thread at a time, on an event loop. Must not block, since other dialogues share
 * the event loop. If a method throws or returns null, this dialogue fails; the state of the port is
 * still reported. Over UDP, where the first datagram is the probe, a dialogue that fails before it
 * sends fails the probe.
 *
 * <p>Order of calls: {@link #start()}, or {@link #secured(TlsInfo)} on a port where TLS comes
 * first. Then {@link #received(ByteBuffer)} any number of times, until a step ends the dialogue or
 * {@link #closed()} is called, which ends it unless it connects again. {@link #secured(TlsInfo)} or
 * {@link #tlsFailed(TlsFailure)} follows {@link Step.StartTls}, and {@link #connected()} follows
 * {@link Step.ContinueOverTcp} and {@link Step.Reconnect}. {@link #silent()} follows {@link
 * Step#await(java.time.Duration)} and {@link Step#more(java.time.Duration)}. When the dialogue has
 * ended, only {@link #partial()} may be called.
 */
public interface Dialogue {
  /**
   * Starts the dialogue. Over TCP the connection is established.
   *
   * @return the first step. Over UDP it must be a {@link Step.Send}, because the datagram is the
   *     probe
   */
  Step start();

  /**
   * Processes received bytes: any part of the stream over TCP, one whole datagram over UDP.
   *
   * @param bytes read-only and valid only during the call: copy what is needed later. All bytes
   *     count as consumed. At least one byte over TCP; a datagram may be empty
   * @return the next step. Over UDP, {@link Step.Await} means that the datagram does not match the
   *     request (for example a wrong transaction ID, or bytes that do not decode) and a matching
   *     one may still be received. A {@link Step.Mismatch} is only for a datagram that matches the
   *     request, since anyone can send others. After a datagram that matches but is not the last,
   *     return {@link Step.Send}, {@link Step.Poll} or {@link Step.More}
   */
  Step received(ByteBuffer bytes);

  /**
   * Processes the end of the stream: the peer closed its side or reset the connection. TCP only,
   * including after {@link Step.ContinueOverTcp}.
   *
   * @return the last step, or {@link Step.Reconnect}. {@link Step.Await} (the default) and other
   *     steps count as a {@link Step.Mismatch}: the peer closed before the dialogue was complete.
   *     After a reset the dialogue ends with {@link io.portprobe.DialogueReport.Cause#PEER_RESET}
   *     also if the step is a {@link Step.Finish}, whose finding the report contains
   */
  default Step closed() {
    return Step.await();
  }

  /**
   * Processes silence: the time of {@link Step#await(java.time.Duration)} or {@link
   * Step#more(java.time.Duration)} has passed. By default waits until the deadline of the probe.
   *
   * @return the next step, as after {@link #received}
   */
  default Step silent() {
    return Step.await();
  }

  /**
   * Returns what the client offers in a TLS handshake of this dialogue. Called before each
   * handshake: on a port where TLS comes first, after {@link Step#startTls()} and after {@link
   * Step#reconnectTls()}. Values that the caller set take precedence.
   *
   * @return the settings, by default {@link TlsSettings#defaults()}
   */
  default TlsSettings tlsSettings() {
    return TlsSettings.defaults();
  }

  /**
   * Processes a TLS handshake that failed. The connection is closed.
   *
   * @param failure why the handshake failed, and what it showed until then
   * @return {@link Step.Reconnect} to continue with a new connection, {@link Step.Finish} or {@link
   *     Step.Mismatch}. With any other step, for example {@link Step.Await} (the default), the
   *     dialogue ends with {@link io.portprobe.DialogueReport.Cause#TLS}
   */
  default Step tlsFailed(TlsFailure failure) {
    return Step.await();
  }

  /**
   * Continues after the TLS handshake: at the beginning on a port where TLS comes first, otherwise
   * after {@link Step#startTls()} or {@link Step#reconnectTls()}. By default calls {@link
   * #start()}, which suits the first case.
   *
   * @param tls the result of the handshake
   * @return the next step
   */
  default Step secured(TlsInfo tls) {
    return start();
  }

  /**
   * Continues on the new TCP connection after {@link Step#continueOverTcp()} or {@link
   * Step#reconnect()}. By default calls {@link #start()}.
   *
   * @return the next step
   */
  default Step connected() {
    return start();
  }

  /**
   * Returns what was found so far, when a deadline, a limit or a failure ends the dialogue early.
   *
   * @return a finding that states that it is incomplete, or empty (the default)
   */
  default Optional<Finding> partial() {
    return Optional.empty();
  }
}
