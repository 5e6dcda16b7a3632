package io.portprobe.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoppedContainerTest {
  private long now = -5;
  private int reads;
  private boolean running = true;

  private final StoppedContainer stopped = new StoppedContainer(this::read, () -> now);

  private boolean read() {
    reads++;
    return running;
  }

  @Test
  void runningContainer_isReadOnceASecond() {
    for (int tenth = 0; tenth <= 25; tenth++) {
      assertThat(stopped.getAsBoolean()).isFalse();
      now += TimeUnit.MILLISECONDS.toNanos(100);
    }
    assertThat(reads).isEqualTo(3);
  }

  @Test
  void stoppedContainer_isSeenWithinASecond_andNotReadAgain() {
    assertThat(stopped.getAsBoolean()).isFalse();
    running = false;
    assertThat(stopped.getAsBoolean()).isFalse();
    now += TimeUnit.SECONDS.toNanos(1);
    assertThat(stopped.getAsBoolean()).isTrue();
    now += TimeUnit.HOURS.toNanos(1);
    assertThat(stopped.getAsBoolean()).isTrue();
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void failedRead_isThrown_andRepeated() {
    int[] calls = {0};
    StoppedContainer failing =
        new StoppedContainer(
            () -> {
              calls[0]++;
              throw new IllegalStateException("Docker is not available");
            },
            () -> now);
    assertThatThrownBy(failing::getAsBoolean).hasMessage("Docker is not available");
    assertThatThrownBy(failing::getAsBoolean).hasMessage("Docker is not available");
    assertThat(calls[0]).isEqualTo(2);
  }
}
