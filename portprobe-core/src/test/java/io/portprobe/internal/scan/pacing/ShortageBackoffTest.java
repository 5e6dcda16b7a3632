package io.portprobe.internal.scan.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShortageBackoffTest {
  private static final long START = 1_000;

  private final ShortageBackoff backoff = new ShortageBackoff();

  private long pause(long now) {
    backoff.onShortage(now);
    return TimeUnit.NANOSECONDS.toMillis(backoff.end() - now);
  }

  @Test
  void isPaused_withoutShortage_isFalse() {
    assertThat(backoff.isPaused(0)).isFalse();
    assertThat(backoff.isPaused(-5)).isFalse(); // System.nanoTime may be negative
  }

  @Test
  void onShortage_again_doublesThePauseUpToHalfASecond() {
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      pauses.add(pause(START));
    }

    assertThat(pauses).containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 500L, 500L);
  }

  @Test
  void isPaused_endsWithThePause() {
    backoff.onShortage(START);

    assertThat(backoff.isPaused(START)).isTrue();
    assertThat(backoff.isPaused(backoff.end() - 1)).isTrue();
    assertThat(backoff.isPaused(backoff.end())).isFalse();
  }

  @Test
  void onResponse_makesTheNextPauseShort() {
    backoff.onShortage(START);
    backoff.onShortage(START);
    backoff.onResponse();

    assertThat(pause(START)).isEqualTo(10);
  }
}
