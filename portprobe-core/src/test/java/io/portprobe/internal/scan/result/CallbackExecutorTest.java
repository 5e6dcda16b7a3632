package io.portprobe.internal.scan.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class CallbackExecutorTest {
  private final List<String> ran = new ArrayList<>();
  private final Executor fallback =
      task -> {
        ran.add("fallback");
        task.run();
      };

  @Test
  void noExecutorOfTheCaller_runsOnThreadsOfTheClient() {
    new CallbackExecutor(null, fallback).execute(() -> ran.add("task"));
    assertThat(ran).containsExactly("fallback", "task");
  }

  @Test
  void executorThatRejects_isReplaced() {
    Executor broken =
        task -> {
          throw new RejectedExecutionException("shut down");
        };
    new CallbackExecutor(broken, fallback).execute(() -> ran.add("task"));
    assertThat(ran).containsExactly("fallback", "task");
  }

  @Test
  void executorThatRunsAndThrows_runsTheTaskOnce() {
    Executor broken =
        task -> {
          task.run();
          throw new NoClassDefFoundError("broken");
        };
    new CallbackExecutor(broken, fallback).execute(() -> ran.add("task"));
    assertThat(ran).containsExactly("task", "fallback");
  }

  @Test
  void executorThatHasNotStarted_isLeftAloneUntilOverdue() {
    CallbackExecutor executor = new CallbackExecutor(task -> {}, fallback);
    executor.execute(() -> ran.add("task"));
    executor.runOverdue();
    assertThat(ran).isEmpty();
  }
}
