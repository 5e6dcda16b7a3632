package io.portprobe.internal.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckBackoffTest {
  private final CheckBackoff backoff = new CheckBackoff();

  /** Returns how many checks are skipped before the next one. */
  private int skipped() {
    int skipped = 0;
    while (!backoff.isDue()) {
      skipped++;
    }
    return skipped;
  }

  @Test
  void firstCheck_isDue() {
    assertThat(backoff.isDue()).isTrue();
  }

  @Test
  void successfulChecks_areNeverSkipped() {
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.isDue()).isTrue();
      backoff.record(true);
    }
  }

  @Test
  void failedChecks_doubleThePauseUpTo1024() {
    for (int expected : new int[] {1, 3, 7, 15, 31, 63, 127, 255, 511, 1_023, 1_024, 1_024}) {
      backoff.record(false);

      assertThat(skipped()).isEqualTo(expected);
    }
  }

  @Test
  void success_endsTheBackoff() {
    for (int i = 0; i < 5; i++) {
      backoff.record(false);
      skipped();
    }

    backoff.record(true);

    assertThat(skipped()).isZero();
    backoff.record(false);
    assertThat(skipped()).isEqualTo(1);
  }

  @Test
  void lateSuccess_endsTheCurrentPauseToo() {
    backoff.record(false);
    backoff.record(false);

    backoff.record(true);

    assertThat(backoff.isDue()).isTrue();
  }
}
