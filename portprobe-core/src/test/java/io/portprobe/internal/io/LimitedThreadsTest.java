package io.portprobe.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LimitedThreadsTest {
  private static final int CALLERS = 4;
  private static final int TASKS = 20_000;

  /** BlockHound throws an error from a park, and such an error then blocks the other callers. */
  @Test
  @Timeout(120)
  void execute_byManyEventLoops_parksNone() throws InterruptedException {
    LimitedThreads pool = new LimitedThreads("test-", 1);
    CountDownLatch done = new CountDownLatch(CALLERS * TASKS);
    Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    ThreadFactory eventLoops = new DefaultThreadFactory("event-loop", true);
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Thread caller = eventLoops.newThread(() -> submit(pool, done, errors));
      callers.add(caller);
      caller.start();
    }
    for (Thread caller : callers) {
      caller.join(TimeUnit.SECONDS.toMillis(10));
    }
    assertThat(errors).isEmpty();
    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    pool.shutDown();
  }

  @Test
  @Timeout(120)
  void awaitEnd_taskThatBlocks_doesNotWaitForIt() throws InterruptedException {
    LimitedThreads pool = new LimitedThreads("test-", 1);
    CountDownLatch release = new CountDownLatch(1);
    Thread thread = parked(pool, release::await);
    pool.shutDown();

    pool.awaitEnd(System.nanoTime() + TimeUnit.MINUTES.toNanos(1));

    assertThat(pool.isBlocked(thread)).isTrue();
    release.countDown();
  }

  @Test
  @Timeout(120)
  void awaitEnd_taskThatBlocksAndCameAfterShutDown_doesNotWaitForIt() throws InterruptedException {
    LimitedThreads pool = LimitedThreads.unlimited("test-");
    CountDownLatch release = new CountDownLatch(1);
    pool.shutDown();
    Thread thread = parked(pool, release::await);

    pool.awaitEnd(System.nanoTime() + TimeUnit.MINUTES.toNanos(1));

    assertThat(pool.isBlocked(thread)).isTrue();
    release.countDown();
  }

  @Test
  @Timeout(120)
  void isBlocked_threadWithoutTask_isFalse() throws InterruptedException {
    LimitedThreads pool = new LimitedThreads("test-", 1);

    Thread thread = parked(pool, () -> {});

    assertThat(pool.isBlocked(thread)).isFalse();
    pool.shutDown();
  }

  private interface Task {
    void run() throws InterruptedException;
  }

  /** Runs a task, and returns its thread when that waits: in the task, or for the next one. */
  private static Thread parked(LimitedThreads pool, Task task) {
    CompletableFuture<Thread> started = new CompletableFuture<>();
    pool.execute(
        () -> {
          started.complete(Thread.currentThread());
          try {
            task.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Thread thread = started.join();
    while (!isParked(thread)) {
      Thread.onSpinWait();
    }
    return thread;
  }

  private static boolean isParked(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }

  private static void submit(LimitedThreads pool, CountDownLatch done, Queue<Throwable> errors) {
    try {
      for (int i = 0; i < TASKS; i++) {
        pool.execute(done::countDown);
      }
    } catch (Throwable e) { // of BlockHound
      errors.add(e);
    }
  }
}
