package io.portprobe.testing;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.ProbeReport;
import io.portprobe.internal.wait.Timeline;
import io.portprobe.testing.internal.wait.ScriptedProbe;
import io.portprobe.testing.internal.wait.ThreadedTimeline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private final Timeline timeline = ThreadedTimeline.instance();

  @Test
  @Tag("slow")
  @DisplayName("A wait ends at its deadline while the common pool is saturated")
  void saturatedPool() throws Exception {
    ChildJvm.Ended ended = ChildJvm.run(SaturatedPool.class);

    assertThat(ended.exit()).as("0: no thread of a wait holds the JVM up").isZero();
    assertThat(ended.lines()).as(ended.errors()).hasSize(3);
    assertThat(ended.lines().subList(0, 2))
        .allSatisfy(line -> assertThat(line).contains(" to be listening, but it is NOT "));
    assertThat(ended.lines().get(2))
        .matches("Stopped waiting after .* because process \\d+.* exited.* to be listening.*");
  }

  @Test
  @DisplayName("The threads are named daemon threads")
  void daemons() {
    CompletableFuture<Thread> at = new CompletableFuture<>();
    CompletableFuture<Thread> later = new CompletableFuture<>();
    timeline.executor().execute(() -> at.complete(Thread.currentThread()));
    var unused = timeline.after(ofMillis(1), () -> later.complete(Thread.currentThread()));

    assertThat(at.join().isDaemon()).isTrue();
    assertThat(at.join().getName()).startsWith("portprobe-wait-");
    assertThat(later.join().isDaemon()).isTrue();
    assertThat(later.join().getName()).startsWith("portprobe-wait-");
  }

  @Test
  @DisplayName("A blocked task does not delay other tasks")
  void blockedByCallers() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch blocked = new CountDownLatch(2);
    Runnable block =
        () -> {
          blocked.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    timeline.executor().execute(block);
    var unused = timeline.after(ofMillis(1), block);
    blocked.await();

    CompletableFuture<Boolean> goesOn = new CompletableFuture<>();
    var unusedToo = timeline.after(ofMillis(1), () -> goesOn.complete(true));
    assertThat(goesOn.join()).isTrue();
    release.countDown();
  }

  @Test
  @DisplayName("A cancelled task does not run")
  void calledOff() {
    Duration delay = ofMillis(100);
    CompletableFuture<String> first;
    long started;
    do { // again if this thread was paused until the task was due
      CompletableFuture<String> result = new CompletableFuture<>();
      started = System.nanoTime();
      timeline.after(delay, () -> result.complete("cancelled")).run();
      first = result;
    } while (System.nanoTime() - started >= delay.toNanos());

    CompletableFuture<String> result = first;
    var unused = timeline.after(delay.multipliedBy(2), () -> result.complete("the other"));
    assertThat(result.join()).isEqualTo("the other");
  }

  @Test
  @DisplayName("The calling thread of a blocking wait enforces the deadline")
  void ownThread() {
    PortWait<ProbeReport> wait =
        PortWait.one(new ScriptedProbe("db", new Still()), new Still()).within(ofMillis(20));
    assertThatThrownBy(wait::untilListening)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("Waited ")
        .hasMessageContaining("which is not proven: no probe has completed yet");
    assertThat(wait.within(ofMinutes(1)).untilListeningAsync()).isNotDone();
  }

  /** Has no threads at all. */
  private static final class Still implements Timeline {
    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
      return () -> {};
    }

    @Override
    public Executor executor() {
      return task -> {};
    }

    @Override
    public double random() {
      return 0.5;
    }
  }
}
