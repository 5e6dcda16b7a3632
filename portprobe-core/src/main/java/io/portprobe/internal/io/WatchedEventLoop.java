package io.portprobe.internal.io;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An event loop that reports what ended it. An {@link Error} from a handler of events, for example
 * a {@link NoClassDefFoundError}, ends the thread of a Netty loop, and Netty only logs it.
 */
final class WatchedEventLoop extends SingleThreadIoEventLoop {
  private final BiConsumer<? super WatchedEventLoop, Throwable> onDeath;
  private volatile @Nullable Throwable death;
  private volatile @Nullable Thread thread;

  /**
   * Creates a loop. Its thread starts with the first task.
   *
   * @param onDeath receives the error that ended the loop, on its thread, before its sockets are
   *     closed
   */
  WatchedEventLoop(
      ThreadFactory threads,
      IoHandlerFactory handlers,
      BiConsumer<? super WatchedEventLoop, Throwable> onDeath) {
    super(null, threads, handlers);
    this.onDeath = onDeath;
  }

  @Override
  protected void run() {
    thread = Thread.currentThread();
    try {
      super.run();
    } catch (Throwable e) { // Netty's own code, or a handler
      death = e;
      try {
        onDeath.accept(this, e);
      } finally {
        ioHandler().prepareToDestroy(); // closes the sockets
      }
      throw e;
    }
  }

  @Override
  protected int runIo() {
    int events = super.runIo();
    LoopThread.countStep();
    return events;
  }

  /** Waits for the thread, which still runs when Netty reports the loop as terminated. Blocks. */
  void awaitThread(long deadline) throws InterruptedException {
    Thread ending = thread;
    if (ending != null) {
      TimeUnit.NANOSECONDS.timedJoin(ending, deadline - System.nanoTime());
    }
  }

  /** Returns the error that ended the loop; null if none has. */
  @Nullable Throwable death() {
    return death;
  }

  /** Returns whether the loop takes no more tasks, or soon will not. */
  boolean isEnding() {
    return isShuttingDown() || death != null;
  }

  /** Returns the thread; null if it has not started. */
  @Nullable Thread thread() {
    return thread;
  }

  /** Returns the stack of the thread; empty if it has not started or has ended. */
  StackTraceElement[] stack() {
    Thread running = thread;
    return running == null ? new StackTraceElement[0] : running.getStackTrace();
  }
}
