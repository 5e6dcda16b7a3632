package io.portprobe.internal.io;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A group of event loops, used in turn. A group of Netty reports its termination on a thread that
 * delays the exit of the JVM by a second; this one does not. Thread-safe.
 */
public final class EventLoops {
  private final List<IoEventLoop> loops;
  private final AtomicInteger turn = new AtomicInteger();

  private EventLoops(List<IoEventLoop> loops) {
    this.loops = List.copyOf(loops);
  }

  /**
   * Opens event loops. Their threads start with the first task.
   *
   * @param count number of loops; at least 1
   * @throws RuntimeException if one cannot be opened; the others are closed then
   */
  public static EventLoops open(int count, ThreadFactory threads, IoHandlerFactory handlers) {
    List<IoEventLoop> loops = new ArrayList<>(count);
    try {
      for (int i = 0; i < count; i++) {
        loops.add(new SingleThreadIoEventLoop(null, threads, handlers));
      }
      return new EventLoops(loops);
    } catch (RuntimeException | Error e) {
      new EventLoops(loops).shutDown();
      throw e;
    }
  }

  /** Returns the next loop in turn. */
  IoEventLoop next() {
    return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
  }

  /** Returns all loops, in order. */
  public List<IoEventLoop> loops() {
    return loops;
  }

  /** Returns whether the calling thread runs one of the loops. */
  public boolean inLoop() {
    return loops.stream().anyMatch(IoEventLoop::inEventLoop);
  }

  /** Stops the loops after their current tasks. Returns at once. */
  public void shutDown() {
    for (IoEventLoop loop : loops) {
      var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }

  /**
   * Waits for the loops to terminate. Blocks, so it must not run on an event loop.
   *
   * @param deadline when to stop waiting, in terms of {@link System#nanoTime}
   */
  public void awaitEnd(long deadline) {
    try {
      for (IoEventLoop loop : loops) {
        var unused = loop.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
