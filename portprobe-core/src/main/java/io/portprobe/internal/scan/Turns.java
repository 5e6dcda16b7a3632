package io.portprobe.internal.scan;

import java.util.concurrent.Executor;

/** The loop of a shard, and its clock. */
interface Turns extends Executor {
  /** The clock that probes are stamped with. */
  long nanos();

  /** Runs a task on the loop in a while. */
  void later(long nanos, Runnable task);
}
