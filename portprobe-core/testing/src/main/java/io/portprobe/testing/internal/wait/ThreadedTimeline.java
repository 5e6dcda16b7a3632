package io.portprobe.testing.internal.wait;

import io.portprobe.internal.wait.Timeline;
import io.portprobe.testing.internal.client.WaitThreads;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The real time with the shared daemon threads of {@link WaitThreads}, so that callers' code may
 * block.
 */
public final class ThreadedTimeline implements Timeline {
  private static final Timeline INSTANCE = new ThreadedTimeline();

  private ThreadedTimeline() {}

  /** Returns the shared instance. */
  public static Timeline instance() {
    return INSTANCE;
  }

  @Override
  public Runnable after(Duration delay, Runnable task) {
    Future<?> scheduled =
        WaitThreads.timer()
            .schedule(() -> executor().execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> scheduled.cancel(false);
  }

  @Override
  public Executor executor() {
    return WaitThreads.pool();
  }
}
