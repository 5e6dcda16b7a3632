package io.portprobe.internal.io;

import java.util.function.Consumer;

/**
 * The clock of a scanner. It reports what a task throws, which an event loop would only log, so
 * that the scan fails instead of standing still. A loop that has ended drops its tasks.
 * Thread-safe.
 */
public final class GuardedClock implements LoopClock {
  private final LoopClock clock;
  private final Consumer<Throwable> defects;

  /** Creates a clock that reports what a task throws to a consumer. */
  public GuardedClock(LoopClock clock, Consumer<Throwable> defects) {
    this.clock = clock;
    this.defects = defects;
  }

  @Override
  public long nanos() {
    return clock.nanos();
  }

  @Override
  public void later(long nanos, Runnable task) {
    clock.later(nanos, guarded(task));
  }

  @Override
  public void execute(Runnable task) {
    var unused = LoopTasks.submit(clock, guarded(task));
  }

  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (Throwable e) { // a defect, no memory, or a class that cannot be loaded
        defects.accept(e);
      }
    };
  }
}
