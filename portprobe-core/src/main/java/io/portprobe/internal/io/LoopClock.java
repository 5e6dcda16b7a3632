package io.portprobe.internal.io;

import java.util.concurrent.Executor;

/** The event loop of a scanner with its clock, so that tests can replace both. */
public interface LoopClock extends Executor {
  /** Returns the time in nanoseconds, from an arbitrary origin. */
  long nanos();

  /** Runs a task on the loop after a delay in nanoseconds. */
  void later(long nanos, Runnable task);
}
