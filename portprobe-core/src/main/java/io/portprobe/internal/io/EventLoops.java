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
 * Some event loops, each of which serves in turn. A group of Netty's tells of its end by a thread
 * that then holds up the exit of the JVM for a second; this one does not.
 */
public final class EventLoops {
  private final List<IoEventLoop> loops;
  private final AtomicInteger turn = new AtomicInteger();

  private EventLoops(List<IoEventLoop> loops) {
    this.loops = List.copyOf(loops);
  }

  /**
   * Makes loops, which begin to run when they are first used.
   *
   * @throws RuntimeException if one cannot be made; then there is none
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

  IoEventLoop next() {
    return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
  }

  /** All of them, in order. */
  public List<IoEventLoop> loops() {
    return loops;
  }

  /** Whether the calling thread is one of the loops. */
  public boolean inLoop() {
    return loops.stream().anyMatch(IoEventLoop::inEventLoop);
  }

  /** Tells the loops to end when what they do is done. */
  public void shutDown() {
    for (IoEventLoop loop : loops) {
      var unused = loop.shutdownGracefully(0, 5, TimeUnit.SECONDS);
    }
  }

  /**
   * Waits for their end. Blocks, and so is for a worker.
   *
   * @param deadline until when at most, by {@link System#nanoTime}
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
