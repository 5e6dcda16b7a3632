package io.portprobe.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
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
  @Timeout(30)
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
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    pool.shutDown();
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
