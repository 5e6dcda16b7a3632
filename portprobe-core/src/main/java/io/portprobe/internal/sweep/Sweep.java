package io.portprobe.internal.sweep;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;

/**
 * A sender of bulk state probes over one transport. Confined to one event loop: the caller makes
 * all calls on it and receives all callbacks on it.
 */
public abstract class Sweep {
  /** Receives the probes that have an outcome. */
  public interface Sink {
    /**
     * Called exactly once for each probe that {@link Sweep#start start} accepted, never during that
     * call. May start further probes, including this one.
     */
    void onEnd(SweepProbe probe);
  }

  Sweep() {}

  /** Returns the event loop. May be called on any thread. */
  public abstract EventLoop loop();

  /**
   * Starts a probe, unless the limit of probes in flight is reached or this host has no descriptor
   * for another socket.
   *
   * @return false if the probe was not accepted. Other probes are in flight then, so {@link
   *     Sink#onEnd} follows, after which the caller can try again. Without a probe in flight, a
   *     shortage of descriptors ends the probe with EMFILE as a local failure. Always false after
   *     {@link #close}
   * @throws IllegalStateException if the probe is in flight
   */
  public abstract boolean start(SweepProbe probe);

  /** Ends a probe as CANCELLED. Has no effect if it is not in flight in this sweep. */
  public abstract void cancel(SweepProbe probe);

  /** Returns how many probes have started and not ended. */
  public abstract int inFlight();

  /** Returns how many probes can be in flight. */
  public abstract int capacity();

  /** Whether a probe receives every ICMP error that proves a state. */
  public boolean receivesIcmpErrors() {
    return true;
  }

  /** Whether all sockets are closed after {@link #close}. May be called on any thread. */
  public abstract boolean isClosed();

  /**
   * Ends every probe as CANCELLED and closes all sockets, in the next iterations of the loop. No
   * probe can start afterwards.
   *
   * @return completes on the loop when the descriptors are closed
   */
  public abstract CompletableFuture<Void> close();
}
