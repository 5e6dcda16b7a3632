package io.portprobe.internal.io;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Submits tasks to an event loop that ends when its client is closed. */
public final class LoopTasks {
  private LoopTasks() {}

  /**
   * Runs a task on a loop, unless the loop has ended. The client has then completed every result,
   * so that the task has nothing left to do.
   *
   * @return whether the loop accepted the task
   */
  public static boolean submit(Executor loop, Runnable task) {
    try {
      loop.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }
}
