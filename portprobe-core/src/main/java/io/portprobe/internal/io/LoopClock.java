package io.portprobe.internal.io;

import java.util.concurrent.Executor;

/** The loop of a shard, and its clock. */
public interface LoopClock extends Executor {
  /** The clock that probes are stamped with. */
  long nanos();

  /** Runs a task on the loop in a while. */
  void later(long nanos, Runnable task);
}
