package io.portprobe.internal.io;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A group of event loops, used in turn. A group of Netty reports its termination on a thread that
 * delays the exit of the JVM by a second; this one does not. Thread-safe.
 */
public final class EventLoops {
  private final List<IoEventLoop> loops;
  private final AtomicReferenceArray<Thread> threads; // of the loops that have started
  private final AtomicInteger turn = new AtomicInteger();

  private EventLoops(List<IoEventLoop> loops, AtomicReferenceArray<Thread> threads) {
    this.loops = List.copyOf(loops);
    this.threads = threads;
  }

  /**
   * Opens event loops. Their threads start with the first task.
   *
   * @param count number of loops; at least 1
   * @throws RuntimeException if one cannot be opened; the others are closed then
   */
  public static EventLoops open(int count, ThreadFactory threads, IoHandlerFactory handlers) {
    List<IoEventLoop> loops = new ArrayList<>(count);
    AtomicReferenceArray<Thread> started = new AtomicReferenceArray<>(count);
    try {
      for (int i = 0; i < count; i++) {
        int index = i;
        ThreadFactory recording =
            task -> {
              Thread thread = threads.newThread(task);
              started.set(index, thread);
              return thread;
            };
        loops.add(new SingleThreadIoEventLoop(null, recording, handlers));
      }
      return new EventLoops(loops, started);
    } catch (RuntimeException | Error e) {
      new EventLoops(loops, started).shutDown();
      throw e;
    }
  }

  /** Returns the thread of a loop; null if it has not started, or is not one of these loops. */
  @Nullable Thread threadOf(EventLoop loop) {
    int index = loops.indexOf(loop);
    return index < 0 ? null : threads.get(index);
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
