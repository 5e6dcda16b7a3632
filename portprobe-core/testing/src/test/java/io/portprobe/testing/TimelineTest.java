package io.portprobe.testing;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.ChildJvm;
import io.portprobe.ProbeReport;
import io.portprobe.testing.internal.wait.ScriptedProbe;
import io.portprobe.testing.internal.wait.Timeline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The time and the threads of waits")
class TimelineTest {
  private final Timeline timeline = Timeline.system();

  @Test
  @DisplayName("are not the common pool's: a wait ends by its deadline while that one is taken")
  void saturatedPool() throws Exception {
    ChildJvm.Ended ended = ChildJvm.plain().run(SaturatedPool.class);

    assertThat(ended.exit()).as("0: no thread of a wait holds the JVM up").isZero();
    assertThat(ended.lines()).as(ended.errors()).hasSize(3);
    assertThat(ended.lines().subList(0, 2))
        .allSatisfy(line -> assertThat(line).contains(" to be listening, but it is NOT "));
    assertThat(ended.lines().get(2))
        .matches("Stopped waiting after .* because process \\d+.* exited.* to be listening.*");
  }

  @Test
  @DisplayName("are daemons with a name of their own")
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
  @DisplayName("go on while the code of a caller blocks, in a task or after a deadline")
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
  @DisplayName("call off what is called off")
  void calledOff() {
    CompletableFuture<String> first = new CompletableFuture<>();
    Runnable callOff = timeline.after(ofSeconds(3), () -> first.complete("called off"));
    callOff.run();
    var unused = timeline.after(ofMillis(3_100), () -> first.complete("the other"));
    assertThat(first.join()).isEqualTo("the other");
  }

  @Test
  @DisplayName("are not needed by a wait that blocks: its own thread keeps the deadline")
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
