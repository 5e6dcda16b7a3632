package io.portprobe.internal.io;

import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes a thread that lacks processor time, because this host is busy, from a thread that
 * does not return from a call. Confined to one thread.
 */
public final class StarvationCheck {
  /** A call that has used so much processor time does not return because of what it does. */
  private static final long ENOUGH_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private final @Nullable Thread thread;
  private final ToLongFunction<Thread> processorTime;
  private final long before;
  private final long stepsBefore;

  /**
   * Creates a check that measures from now on.
   *
   * @param thread the thread of an event loop; null if it has not started
   */
  public StarvationCheck(@Nullable Thread thread) {
    this(thread, ProcessorTimes::nanos);
  }

  /**
   * Creates a check with another clock. Visible for tests.
   *
   * @param processorTime returns the processor time of a thread in nanoseconds, negative if unknown
   */
  StarvationCheck(@Nullable Thread thread, ToLongFunction<Thread> processorTime) {
    this.thread = thread;
    this.processorTime = processorTime;
    this.stepsBefore = LoopThread.steps(thread);
    this.before = thread == null ? ProcessorTimes.UNKNOWN : processorTime.applyAsLong(thread);
  }

  /**
   * Returns whether the thread of an event loop has returned from a call, so that no call blocks
   * it.
   */
  public boolean hasAdvanced() {
    return LoopThread.steps(thread) != stepsBefore;
  }

  /**
   * Returns whether the thread could run, but has had little processor time. False if it waits, if
   * it is in a native call such as a read and has had no processor time at all, or if the JVM does
   * not measure processor time.
   */
  public boolean isStarved() {
    if (thread == null || before < 0 || thread.getState() != Thread.State.RUNNABLE) {
      return false;
    }
    StackTraceElement[] stack = thread.getStackTrace();
    long used = processorTime.applyAsLong(thread) - before;
    boolean waits = stack.length == 0 || (stack[0].isNativeMethod() && used == 0);
    return !waits && used >= 0 && used < ENOUGH_NANOS;
  }
}
