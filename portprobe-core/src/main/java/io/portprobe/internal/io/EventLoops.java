package io.portprobe.internal.io;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A group of event loops, used in turn. A loop that an error ended, or that was reported as
 * blocked, is replaced. A group of Netty reports its termination on a thread that delays the exit
 * of the JVM by a second; this one does not. Thread-safe.
 */
public final class EventLoops {
  /** Most blocked loops to replace, since their threads may never end. */
  private static final int MOST_BLOCKED = 16;

  private final ThreadFactory threads;
  private final IoHandlerFactory handlers;
  private final BiConsumer<EventLoop, Throwable> onDeath;
  private final AtomicInteger turn = new AtomicInteger();
  private final List<WatchedEventLoop> blocked = new ArrayList<>(); // guarded by this
  private volatile List<WatchedEventLoop> loops; // replaced under this
  private boolean ended; // guarded by this

  private EventLoops(
      int count,
      ThreadFactory threads,
      IoHandlerFactory handlers,
      BiConsumer<EventLoop, Throwable> onDeath) {
    this.threads = threads;
    this.handlers = handlers;
    this.onDeath = onDeath;
    this.loops = create(count);
  }

  private List<WatchedEventLoop> create(int count) {
    List<WatchedEventLoop> created = new ArrayList<>(count);
    try {
      for (int i = 0; i < count; i++) {
        created.add(new WatchedEventLoop(threads, handlers, onDeath));
      }
      return List.copyOf(created);
    } catch (RuntimeException e) { // Netty throws several types
      shutDown(created);
      throw new LoopsUnavailableException(e);
    } catch (Error e) {
      shutDown(created);
      throw e;
    }
  }

  /**
   * Opens event loops. Their threads start with the first task.
   *
   * @param count number of loops; at least 1
   * @param onDeath receives a loop and the error that ended it, on its thread
   * @throws LoopsUnavailableException if one cannot be opened; the others are closed then
   */
  public static EventLoops open(
      int count,
      ThreadFactory threads,
      IoHandlerFactory handlers,
      BiConsumer<EventLoop, Throwable> onDeath) {
    return new EventLoops(count, threads, handlers, onDeath);
  }

  /** Returns the next loop in turn. */
  IoEventLoop next() {
    return loop(Math.floorMod(turn.getAndIncrement(), loops.size()));
  }

  /** Returns one loop. */
  public IoEventLoop loop(int index) {
    WatchedEventLoop loop = loops.get(index);
    return loop.isEnding() ? replaced(index, loop) : loop;
  }

  /** Replaces a loop, or keeps it as long as this host has no resources for another one. */
  private synchronized IoEventLoop replaced(int index, WatchedEventLoop old) {
    if (!ended && loops.get(index) == old) {
      try {
        List<WatchedEventLoop> changed = new ArrayList<>(loops);
        changed.set(index, create(1).get(0));
        loops = List.copyOf(changed);
      } catch (LoopsUnavailableException e) {
        return old;
      }
    }
    return loops.get(index);
  }

  /** Returns whether a loop belongs to this group, has not ended and was not replaced. */
  boolean contains(EventLoop loop) {
    return loop instanceof WatchedEventLoop own && !own.isEnding() && loops.contains(own);
  }

  /** Replaces a blocked loop, if it belongs to this group. It continues when its task returns. */
  public synchronized void replace(EventLoop loop) {
    int index = loops.indexOf(loop);
    if (!ended && index >= 0 && blocked.size() < MOST_BLOCKED) {
      WatchedEventLoop old = loops.get(index);
      if (replaced(index, old) != old) {
        blocked.add(old);
      }
    }
  }

  /** Returns the error that ended a loop; null if none has, or it belongs to the caller. */
  public static @Nullable Throwable death(EventLoop loop) {
    return loop instanceof WatchedEventLoop watched ? watched.death() : null;
  }

  /** Returns the thread of a loop; null if it has not started. */
  public static @Nullable Thread thread(EventLoop loop) {
    return loop instanceof WatchedEventLoop watched ? watched.thread() : null;
  }

  /** Returns the stack of the thread of a loop; empty if it does not run. */
  public static StackTraceElement[] stack(EventLoop loop) {
    return loop instanceof WatchedEventLoop watched ? watched.stack() : new StackTraceElement[0];
  }

  /** Returns whether the calling thread runs one of the loops. */
  public synchronized boolean inLoop() {
    return isIn(loops) || isIn(blocked);
  }

  private static boolean isIn(List<WatchedEventLoop> loops) {
    for (WatchedEventLoop loop : loops) {
      if (loop.inEventLoop()) {
        return true;
      }
    }
    return false;
  }

  /** Stops the loops after their current tasks. Returns at once. */
  public synchronized void shutDown() {
    ended = true;
    shutDown(blocked);
    shutDown(loops);
  }

  private static void shutDown(List<WatchedEventLoop> loops) {
    for (WatchedEventLoop loop : loops) {
      shutDown(loop);
    }
  }

  private static void shutDown(IoEventLoop loop) {
    var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  /**
   * Waits for the loops and their threads to end, except for those that were reported as blocked.
   * Blocks, so it must not run on an event loop.
   *
   * @param deadline when to stop waiting, in terms of {@link System#nanoTime}
   */
  public void awaitEnd(long deadline) {
    try {
      for (WatchedEventLoop loop : loops) {
        if (loop.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          loop.awaitThread(deadline);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
