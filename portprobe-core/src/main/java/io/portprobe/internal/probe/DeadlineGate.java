package io.portprobe.internal.probe;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.FastThreadLocal;
import io.portprobe.internal.io.InboundHandler;
import io.portprobe.internal.io.Stalls;
import java.util.function.Supplier;

/**
 * A channel handler that drops what is received after the deadline of its probe, so that decoding
 * the data of peers that flood does not delay the end of their probes. It passes on the first
 * message in any case: it decides the state of a UDP port, and waited in the kernel if the loop was
 * late, until the probe ends. After a stall of the process it passes on for a short time what the
 * kernel received meanwhile. Confined to the event loop.
 */
final class DeadlineGate extends InboundHandler {
  private static final FastThreadLocal<StallClock> CLOCK =
      new FastThreadLocal<>() {
        @Override
        protected StallClock initialValue() {
          return new StallClock();
        }
      };

  private final long deadlineNanos;
  private final Supplier<StallClock> clockOfLoop;
  private boolean passed;
  private boolean closed;

  /**
   * Creates the gate of one channel.
   *
   * @param deadlineNanos the deadline of the probe, in terms of {@link System#nanoTime}
   */
  DeadlineGate(long deadlineNanos) {
    this(deadlineNanos, CLOCK::get);
  }

  DeadlineGate(long deadlineNanos, Supplier<StallClock> clockOfLoop) {
    this.deadlineNanos = deadlineNanos;
    this.clockOfLoop = clockOfLoop;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    StallClock clock = clockOfLoop.get();
    boolean mayRead = clock.mayRead(deadlineNanos, System.nanoTime());
    if (!mayRead && passed) {
      closed = true;
      ReferenceCountUtil.release(message);
      return;
    }
    passed = true;
    ctx.fireChannelRead(message);
    clock.active(System.nanoTime());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (!closed) { // else a handler would read again
      ctx.fireChannelReadComplete();
    }
  }

  /** Decides whether an event loop that reads after a deadline has stalled before. */
  static class StallClock {
    private long active = System.nanoTime() - 2 * Stalls.THRESHOLD_NANOS; // not known yet
    private long stallEnd = active;

    /** Records that the loop has handled what it received. */
    void active(long now) {
      active = now;
    }

    /** Returns whether data may be handled although a deadline may have passed. */
    boolean mayRead(long deadline, long now) {
      if (now - active > Stalls.THRESHOLD_NANOS) {
        stallEnd = now + Stalls.GRACE_NANOS;
      }
      active = now;
      return now - deadline < 0 || now - stallEnd < 0;
    }
  }
}
