package io.portprobe.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SocketPermitsTest {
  private final List<String> granted = new ArrayList<>();

  private SocketPermits.Permit request(SocketPermits permits, String name) {
    return permits.request(Runnable::run, () -> granted.add(name));
  }

  @Test
  void request_belowLimit_isGrantedAtOnce() {
    SocketPermits permits = new SocketPermits(2);
    request(permits, "a");
    request(permits, "b");
    assertThat(granted).containsExactly("a", "b");
  }

  @Test
  void request_atLimit_waitsInOrder() {
    SocketPermits permits = new SocketPermits(1);
    SocketPermits.Permit a = request(permits, "a");
    SocketPermits.Permit b = request(permits, "b");
    request(permits, "c");
    assertThat(granted).containsExactly("a");
    a.release();
    assertThat(granted).containsExactly("a", "b");
    b.release();
    assertThat(granted).containsExactly("a", "b", "c");
  }

  @Test
  void release_twice_returnsOnePermit() {
    SocketPermits permits = new SocketPermits(1);
    SocketPermits.Permit a = request(permits, "a");
    request(permits, "b");
    request(permits, "c");
    a.release();
    a.release();
    assertThat(granted).containsExactly("a", "b");
  }

  @Test
  void release_whileWaiting_withdrawsTheRequest() {
    SocketPermits permits = new SocketPermits(1);
    SocketPermits.Permit a = request(permits, "a");
    SocketPermits.Permit b = request(permits, "b");
    request(permits, "c");
    b.release();
    a.release();
    b.release();
    assertThat(granted).containsExactly("a", "c");
  }

  @Test
  void release_lastPermit_leavesRoomForTheNextRequest() {
    SocketPermits permits = new SocketPermits(1);
    request(permits, "a").release();
    request(permits, "b");
    assertThat(granted).containsExactly("a", "b");
  }

  @Test
  void request_byManyThreads_neverExceedsTheLimit() throws InterruptedException {
    SocketPermits permits = new SocketPermits(3);
    AtomicInteger held = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(400);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int i = 0; i < 400; i++) {
        threads.execute(
            () -> {
              SocketPermits.Permit[] permit = new SocketPermits.Permit[1];
              CountDownLatch assigned = new CountDownLatch(1);
              permit[0] =
                  permits.request(
                      task -> new Thread(task).start(),
                      () -> {
                        most.accumulateAndGet(held.incrementAndGet(), Math::max);
                        awaitQuietly(assigned);
                        held.decrementAndGet();
                        permit[0].release();
                        done.countDown();
                      });
              assigned.countDown();
            });
      }
      assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      threads.shutdownNow();
    }
    assertThat(most.get()).isBetween(1, 3);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
