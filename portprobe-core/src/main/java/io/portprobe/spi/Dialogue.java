package io.portprobe.spi;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One conversation with one peer, as a state machine that sees bytes and says what to do next.
 * Called by one thread at a time, an event loop of the protocol's own; must not block, since all
 * conversations of the protocol wait meanwhile. What it throws, and a null {@link Step}, end this
 * dialogue and harm nothing else: the port's state stands.
 *
 * <p>Order of calls: {@link #start()} (or {@link #secured(TlsInfo)} on a port where TLS comes
 * first), then {@link #received(ByteBuffer)} any number of times, until a step ends the dialogue or
 * {@link #closed()} was called. After {@link Step.StartTls} {@link #secured(TlsInfo)} comes in
 * between, after {@link Step.ContinueOverTcp} {@link #connected()}. After a last step nothing is
 * called again but {@link #partial()}.
 */
public interface Dialogue {
  /**
   * The way to the peer is open.
   *
   * @return what to do first. Over UDP it must be a {@link Step.Send}: the datagram is the probe
   */
  Step start();

  /**
   * Bytes came: any piece of the stream over TCP, one whole datagram over UDP.
   *
   * @param bytes read-only and only lent: copy what is needed later. All of it counts as consumed.
   *     At least one byte over TCP; a datagram may be empty
   * @return what to do next. Over UDP {@link Step.Await} means that the datagram does not fit the
   *     question (a wrong transaction id, say) and that the right one may still come. A datagram
   *     that fits but is not the last word is answered with {@link Step.Send} or {@link Step.Poll}
   */
  Step received(ByteBuffer bytes);

  /**
   * The peer ended its side of the stream. TCP only, and after {@link Step.ContinueOverTcp}. By
   * default there is nothing more to say.
   *
   * @return the last step. {@link Step.Await} and {@link Step.Send} count as a {@link
   *     Step.Mismatch}: the peer closed before it had answered
   */
  default Step closed() {
    return Step.await();
  }

  /**
   * TLS stands: at the beginning on a port where TLS comes first, otherwise after {@link
   * Step.StartTls}. By default calls {@link #start()}, which fits the first case.
   *
   * @param tls what was agreed, and who the peer says it is
   * @return what to do next
   */
  default Step secured(TlsInfo tls) {
    return start();
  }

  /**
   * A stream stands, after {@link Step.ContinueOverTcp}. By default calls {@link #start()}.
   *
   * @return what to do next
   */
  default Step connected() {
    return start();
  }

  /**
   * What was learned so far. Asked when the deadline or a bound ends the dialogue early.
   *
   * @return a finding that says of itself that it is incomplete, or empty (the default)
   */
  default Optional<Finding> partial() {
    return Optional.empty();
  }
}
