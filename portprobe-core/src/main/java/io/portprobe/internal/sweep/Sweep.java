package io.portprobe.internal.sweep;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;

/**
 * Bulk state probes of one transport on one event loop. Every call is made on that loop, and so is
 * every callback.
 */
public abstract class Sweep {
  /** Hears of the end of every probe. */
  public interface Sink {
    /**
     * Called exactly once for every probe that {@link Sweep#start start} took, never from inside
     * that call. From here further probes may be started, this very object among them.
     */
    void ended(SweepProbe probe);
  }

  Sweep() {}

  /** The loop it lives on. May be called on any thread. */
  public abstract EventLoop loop();

  /**
   * Starts a probe, unless there is no room for it now.
   *
   * <p>False says that the window is full, or that this machine has no descriptor left for one more
   * socket. It is given only while probes are in flight, so that an {@code ended} follows, after
   * which to ask again. With none in flight a lack of descriptors ends the probe by EMFILE instead,
   * a fault of this machine. After {@link #close} it is always false.
   *
   * @throws IllegalStateException if the probe is in flight
   */
  public abstract boolean start(SweepProbe probe);

  /**
   * Ends a probe before its time, as CANCELLED. Has no effect on one that is not in flight here.
   */
  public abstract void cancel(SweepProbe probe);

  /** How many probes are started and not ended. */
  public abstract int inFlight();

  /** How many can be in flight: the window. */
  public abstract int capacity();

  /** Whether {@link #close} has done its work. May be called on any thread. */
  public abstract boolean isClosed();

  /**
   * Ends every probe as CANCELLED and closes all sockets, from inside the loop's next turns. No
   * probe can be started any more.
   *
   * @return completes on the loop, when the descriptors are closed
   */
  public abstract CompletableFuture<Void> close();
}
