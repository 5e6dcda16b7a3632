package io.portprobe.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StallsTest {
  @Test
  void graceNanos_isZero_unlessTheDeadlineWasNoticedTooLate() {
    assertThat(Stalls.graceNanos(-1)).isZero();
    assertThat(Stalls.graceNanos(Stalls.THRESHOLD_NANOS)).isZero();
    assertThat(Stalls.graceNanos(Stalls.THRESHOLD_NANOS + 1)).isEqualTo(Stalls.GRACE_NANOS);
  }
}
