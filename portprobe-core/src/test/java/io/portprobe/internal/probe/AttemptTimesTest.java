package io.portprobe.internal.probe;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptTimesTest {
  private long now = -5; // a nanosecond clock may start anywhere
  private final AttemptTimes times = new AttemptTimes(now, () -> now);

  private void pass(long millis) {
    now += MILLISECONDS.toNanos(millis);
  }

  @ParameterizedTest
  @CsvSource({
    "1900, 100, true", // most of the time was spent before the connect
    "1900, 199, true",
    "1900, 999, true",
    "1900, 1000, false", // long enough for a response
    "101, 50, true",
    "100, 50, false", // a busy host delays a connect that long
    "140, 150, false",
    "0, 50, false",
  })
  void silence_afterALateConnect_provesNothing(long before, long open, boolean tooLittle) {
    pass(before);
    times.markStarted();
    pass(open);

    assertThat(times.hadTooLittleTime()).isEqualTo(tooLittle);
  }

  @Test
  void silence_afterAStopBeforeTheSend_provesNothing() {
    times.markStarted();
    pass(500);
    times.markSent();
    pass(100);

    assertThat(times.hadTooLittleTime()).isTrue();
  }

  @Test
  void silence_withoutAConnect_provesNothing() {
    pass(2_000);

    assertThat(times.hadTooLittleTime()).isTrue();
  }
}
