package io.portprobe.internal.sweep;

import io.netty.channel.EventLoop;
import io.portprobe.IoMode;
import io.portprobe.Transport;
import java.util.concurrent.CompletableFuture;

/** The event loops of sweeps, and the sweeps on them. Its threads are daemons. */
public final class Sweeps implements AutoCloseable {
  private Sweeps() {}

  /**
   * Starts loops. Blocks while native code is loaded.
   *
   * @param mode AUTO takes the first of io_uring, epoll and NIO that works here; kqueue is served
   *     by NIO
   * @throws IllegalStateException if the mode does not work here
   */
  public static Sweeps open(IoMode mode, int loops) {
    throw new UnsupportedOperationException();
  }

  /** What the loops run on: IO_URING, EPOLL or NIO. */
  public IoMode mode() {
    throw new UnsupportedOperationException();
  }

  /** How many loops there are. */
  public int loops() {
    throw new UnsupportedOperationException();
  }

  /** One of the loops, from 0. */
  public EventLoop loop(int index) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes a sweep on a loop. May be called on any thread; what it gives is for the loop alone.
   *
   * @param window how many probes can be in flight, 1-32768
   */
  public Sweep sweep(int loop, Transport transport, int window, Sweep.Sink sink) {
    throw new UnsupportedOperationException();
  }

  /** Closes every sweep and ends the loops; completes when their threads have ended. */
  public CompletableFuture<Void> closeAsync() {
    throw new UnsupportedOperationException();
  }

  /** As {@link #closeAsync}, and waits, unless called on one of the loops. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
