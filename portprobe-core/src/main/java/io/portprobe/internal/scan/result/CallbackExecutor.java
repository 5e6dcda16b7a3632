package io.portprobe.internal.scan.result;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The executor that the caller set for callbacks, and threads of the client for the tasks that it
 * rejects, or does not start within {@value #OVERDUE_SECONDS} s. Thread-safe.
 */
public final class CallbackExecutor implements Executor {
  static final int OVERDUE_SECONDS = 5;

  private final @Nullable Executor preferred;
  private final Executor fallback;
  private volatile @Nullable Submitted last;

  /**
   * Creates an executor for one task at a time.
   *
   * @param preferred the executor of the caller; null if none is set
   * @param fallback never rejects a task
   */
  public CallbackExecutor(@Nullable Executor preferred, Executor fallback) {
    this.preferred = preferred;
    this.fallback = fallback;
  }

  /** A task that runs once, on the executor that is first. */
  private static final class Submitted implements Runnable {
    private final Runnable task;
    private final AtomicBoolean started = new AtomicBoolean();
    private final long submittedNanos = System.nanoTime();

    Submitted(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      if (started.compareAndSet(false, true)) {
        task.run();
      }
    }

    boolean isOverdue() {
      return !started.get()
          && System.nanoTime() - submittedNanos > TimeUnit.SECONDS.toNanos(OVERDUE_SECONDS);
    }
  }

  @Override
  public void execute(Runnable task) {
    if (preferred == null) {
      fallback.execute(task);
      return;
    }
    Submitted submitted = new Submitted(task);
    last = submitted;
    try {
      preferred.execute(submitted);
    } catch (Throwable e) { // the caller's executor has ended, or is broken; call back anyway
      fallback.execute(submitted);
    }
  }

  /** Runs the last task on another thread if the executor of the caller has not started it. */
  public void runOverdue() {
    Submitted waiting = last;
    if (waiting != null && waiting.isOverdue()) {
      fallback.execute(
          () -> {
            try {
              System.getLogger("io.portprobe")
                  .log(
                      System.Logger.Level.WARNING,
                      "the callbackExecutor did not start a task within " + OVERDUE_SECONDS + " s");
            } finally {
              waiting.run();
            }
          });
    }
  }
}
