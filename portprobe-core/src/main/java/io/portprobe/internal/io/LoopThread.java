package io.portprobe.internal.io;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A thread of an event loop. It counts its steps, so that the watchdog distinguishes a loop that
 * has much to do from a loop that a call blocks.
 */
public final class LoopThread extends FastThreadLocalThread {
  private final AtomicLong steps = new AtomicLong(); // written by this thread only

  LoopThread(@Nullable ThreadGroup group, Runnable task, String name) {
    super(group, task, name);
  }

  /** Counts a step of the calling thread: a plug-in returned, or the loop looked for events. */
  public static void countStep() {
    if (Thread.currentThread() instanceof LoopThread own) {
      own.steps.lazySet(own.steps.getPlain() + 1);
    }
  }

  /** Returns the number of steps of a thread; 0 if it is of the caller or has not started. */
  static long steps(@Nullable Thread thread) {
    return thread instanceof LoopThread loop ? loop.steps.get() : 0;
  }
}
