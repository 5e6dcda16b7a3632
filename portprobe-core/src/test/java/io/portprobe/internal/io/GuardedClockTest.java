package io.portprobe.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class GuardedClockTest {
  private final List<Throwable> defects = new ArrayList<>();

  private static LoopClock clock(boolean ended) {
    return new LoopClock() {
      @Override
      public long nanos() {
        return 0;
      }

      @Override
      public void later(long nanos, Runnable task) {
        task.run();
      }

      @Override
      public void execute(Runnable task) {
        if (ended) {
          throw new RejectedExecutionException("ended");
        }
        task.run();
      }
    };
  }

  @Test
  void taskThatThrowsAnError_isReported() {
    StackOverflowError error = new StackOverflowError();
    Runnable task =
        () -> {
          throw error;
        };
    GuardedClock clock = new GuardedClock(clock(false), defects::add);
    clock.execute(task);
    clock.later(1, task);
    assertThat(defects).containsExactly(error, error);
  }

  @Test
  void loopThatHasEnded_dropsTasks() {
    GuardedClock clock = new GuardedClock(clock(true), defects::add);
    clock.execute(() -> defects.add(new AssertionError("ran")));
    assertThat(defects).isEmpty();
  }
}
