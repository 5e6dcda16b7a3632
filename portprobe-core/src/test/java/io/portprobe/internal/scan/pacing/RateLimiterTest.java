package io.portprobe.internal.scan.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {
  private static final long MS = 1_000_000;
  private static final long BURST = 2 * MS;

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2})
  void noLimit_alwaysAcquires(long now) {
    RateLimiter limiter = new RateLimiter(0);

    for (int i = 0; i < 100; i++) {
      assertThat(limiter.acquire(now)).isZero();
      assertThat(limiter.delay(now)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2})
  void permits_areEvenlySpaced(long start) {
    RateLimiter limiter = new RateLimiter(1_000);

    assertThat(limiter.acquire(start)).isZero();
    assertThat(limiter.acquire(start)).isEqualTo(MS);
    assertThat(limiter.acquire(start + MS - 1)).isEqualTo(1);
    assertThat(limiter.acquire(start + MS)).isZero();
    assertThat(limiter.acquire(start + MS)).isEqualTo(MS);
  }

  @Test
  void delay_acquiresNothing() {
    RateLimiter limiter = new RateLimiter(1_000);

    assertThat(limiter.delay(0)).isZero();
    assertThat(limiter.delay(0)).isZero();
    assertThat(limiter.acquire(0)).isZero();
    assertThat(limiter.delay(0)).isEqualTo(MS);
    assertThat(limiter.delay(0)).isEqualTo(MS);
  }

  @Test
  void idleTime_allowsABurstOfTwoMilliseconds() {
    RateLimiter limiter = new RateLimiter(1_000);
    assertThat(limiter.acquire(0)).isZero();

    long now = 1_000 * MS;

    assertThat(limiter.acquire(now)).isZero();
    assertThat(limiter.acquire(now)).isZero();
    assertThat(limiter.acquire(now)).isZero();
    assertThat(limiter.acquire(now)).isEqualTo(MS);
  }

  @Test
  void start_allowsNoBurst() {
    RateLimiter limiter = new RateLimiter(1_000_000);

    assertThat(limiter.acquire(7)).isZero();
    assertThat(limiter.acquire(7)).isEqualTo(1_000);
  }

  @Test
  void slowRate_waitsLong() {
    RateLimiter limiter = new RateLimiter(1);

    assertThat(limiter.acquire(0)).isZero();
    assertThat(limiter.acquire(0)).isEqualTo(1_000 * MS);
    assertThat(limiter.acquire(5_000 * MS)).isZero();
    assertThat(limiter.acquire(5_000 * MS)).isEqualTo(998 * MS); // the burst tolerance of 2 ms
  }

  @Test
  void highestRate_hasAnIntervalOfANanosecond() {
    RateLimiter limiter = new RateLimiter(Integer.MAX_VALUE);

    assertThat(limiter.acquire(0)).isZero();
    assertThat(limiter.acquire(0)).isEqualTo(1);
  }

  /** The definition of the generic cell rate algorithm, as ITU-T I.371 writes it. */
  @Property(tries = 300)
  void permits_areThoseOfVirtualScheduling(
      @ForAll @IntRange(min = 1, max = 100_000) int perSecond,
      @ForAll @Size(max = 200) List<@IntRange(max = 5_000_000) Integer> pauses) {
    RateLimiter limiter = new RateLimiter(perSecond);
    long interval = 1_000_000_000L / perSecond;
    long now = 0;
    assertThat(limiter.acquire(now)).isZero(); // starts with an empty bucket
    long theoretical = BURST + interval;
    for (int pause : pauses) {
      now += pause;
      long delay = limiter.acquire(now);
      if (now >= theoretical - BURST) {
        assertThat(delay).isZero();
        theoretical = Math.max(theoretical, now) + interval;
      } else {
        assertThat(delay).isEqualTo(theoretical - BURST - now);
      }
    }
  }

  @Property(tries = 300)
  void rate_isNeverExceededByMoreThanTheBurst(
      @ForAll @IntRange(min = 1, max = 100_000) int perSecond,
      @ForAll @Size(max = 300) List<@IntRange(max = 1_000_000) Integer> pauses) {
    RateLimiter limiter = new RateLimiter(perSecond);
    long interval = 1_000_000_000L / perSecond;
    long now = 0;
    long permits = limiter.acquire(now) == 0 ? 1 : 0;
    for (int pause : pauses) {
      now += pause;
      while (limiter.acquire(now) == 0) {
        permits++;
      }
    }

    assertThat(permits).isLessThanOrEqualTo(1 + (now + BURST) / interval);
  }
}
