package io.portprobe.spi;

import io.portprobe.Transport;
import java.nio.ByteBuffer;

/**
 * A dialogue of messages: datagrams over UDP, frames of a stream over TCP. The base class collects
 * the bytes of a frame, limits its length, and calls {@link #message} once for each frame. One
 * subclass serves both transports.
 *
 * <pre>{@code
 * final class PingDialogue extends FrameDialogue {
 *   PingDialogue(DialogueContext context) {
 *     super(context, Framing.lengthPrefix(2, 512));
 *   }
 *
 *   public Step start() {
 *     return request(new byte[] {1});
 *   }
 *
 *   protected Step message(ByteBuffer message) {
 *     return message.remaining() == 1 ? Step.finish(new Pong()) : Step.await("no pong");
 *   }
 * }
 * }</pre>
 */
public abstract class FrameDialogue implements Dialogue {
  private final Framing framing;
  private final UnitBuffer pending = new UnitBuffer();
  private Transport transport;

  /**
   * For subclasses.
   *
   * @param context the context of the dialogue
   * @param framing the rule that divides the TCP stream
   */
  protected FrameDialogue(DialogueContext context, Framing framing) {
    this.transport = context.transport();
    this.framing = framing;
  }

  /**
   * Processes one message.
   *
   * @param message a datagram, or a frame without its header; read-only, valid only during the call
   * @return the next step, as from {@link Dialogue#received}. {@link Step#await()} over TCP means
   *     that the dialogue waits for the next frame
   */
  protected abstract Step message(ByteBuffer message);

  /**
   * Returns a step that sends a message, then waits.
   *
   * @param message the message, without a header; copied
   * @return the step
   * @throws IllegalArgumentException if no frame can contain the message
   */
  protected final Step request(byte[] message) {
    return request(message, Step.await());
  }

  /**
   * Returns a step that sends a message, then does another step.
   *
   * @param message the message, without a header; copied
   * @param then the next step
   * @return the step
   * @throws IllegalArgumentException if no frame can contain the message
   */
  protected final Step request(byte[] message, Step then) {
    return Step.send(transport == Transport.UDP ? message : framing.frame(message), then);
  }

  /**
   * Returns the transport, which {@link Step#continueOverTcp()} changes.
   *
   * @return TCP or UDP
   */
  protected final Transport transport() {
    return transport;
  }

  /**
   * Returns the bytes that were received after the last frame.
   *
   * @return a copy of the unfinished frame with its header, read-only; empty if there is none
   */
  protected final ByteBuffer unfinishedFrame() {
    return ByteBuffer.wrap(pending.copy(0, pending.size())).asReadOnlyBuffer();
  }

  /**
   * Continues on a new connection, as {@link Dialogue#connected()} does.
   *
   * @return the next step, by default that of {@link #start()}
   */
  protected Step onConnected() {
    return start();
  }

  /**
   * Processes silence, as {@link Dialogue#silent()} does.
   *
   * @return the next step, by default {@link Step#await()}
   */
  protected Step onSilence() {
    return Step.await();
  }

  /**
   * Processes the end of the stream, as {@link Dialogue#closed()} does.
   *
   * @param rest the number of bytes of an unfinished frame, 0 if there is none
   * @return the last step, by default {@link Step#await()}: a mismatch
   */
  protected Step onClosed(int rest) {
    return Step.await();
  }

  @Override
  public final Step connected() {
    pending.clear();
    transport = Transport.TCP;
    return onConnected();
  }

  @Override
  public final Step silent() {
    Step step = onSilence();
    return StepChain.receives(step) ? step : endOfStream(step);
  }

  @Override
  public final Step closed() {
    return onClosed(pending.size());
  }

  @Override
  public final Step received(ByteBuffer bytes) {
    if (transport == Transport.UDP) {
      return message(bytes.slice().asReadOnlyBuffer());
    }
    pending.append(bytes);
    StepChain steps = new StepChain();
    while (pending.size() > 0) {
      int length = framing.length(pending.view());
      if (length < 0) {
        return Step.mismatch("expected a frame, received other data");
      }
      if (Math.max(length, length == Framing.INCOMPLETE ? pending.size() : 0)
          > framing.maxLength()) {
        return Step.mismatch(
            "expected a frame of at most " + framing.maxLength() + " bytes, received a longer one");
      }
      if (length == Framing.INCOMPLETE || pending.size() < length) {
        break;
      }
      int header = framing.headerLength();
      ByteBuffer message =
          ByteBuffer.wrap(pending.copy(header, length - header)).asReadOnlyBuffer();
      pending.skip(length);
      Step step = message(message);
      if (!steps.append(step)) {
        return endOfStream(steps.toStep());
      }
    }
    return steps.toStep();
  }

  /** Discards what follows the last frame, unless it precedes a TLS handshake. */
  private Step endOfStream(Step step) {
    boolean injected = StepChain.end(step) instanceof Step.StartTls && pending.size() > 0;
    pending.clear();
    return injected
        ? Step.mismatch("the peer sent data before the TLS handshake") // RFC 7457 section 2.2
        : step;
  }
}
