package io.portprobe.internal.scan.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcmpRateLimitPacerTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final long SLOWEST = 1_050 * MS;
  private static final long START = -5 * SECOND; // System.nanoTime may be negative

  private final IcmpRateLimitPacer pacer = new IcmpRateLimitPacer(60 * SECOND);

  /** Runs the first round: so many ICMP errors in so many milliseconds. Returns its end. */
  private long firstRound(int errors, int millis, boolean lossy) {
    pacer.reset(START);
    for (int i = 0; i < errors; i++) {
      pacer.onResponse(true, false);
    }
    long end = START + millis * MS;
    pacer.decide(end, lossy);
    return end;
  }

  @Test
  void reset_isUndecided() {
    pacer.reset(START);

    assertThat(pacer.isDecided()).isFalse();
    assertThat(pacer.isNeeded()).isFalse();
    assertThat(pacer.mayBeNeeded()).isFalse();
  }

  @Test
  void firstError_mayBeTheLastOfABurst() {
    pacer.reset(START);

    pacer.onResponse(false, false);
    assertThat(pacer.mayBeNeeded()).isFalse();
    pacer.onResponse(true, false);
    assertThat(pacer.mayBeNeeded()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1000, false, false", // a host that sends no errors is not limited
    "0, 1000, true, false",
    "1, 1000, false, true",
    "6, 100, false, true", // Linux: 6 at once
    "10, 1000, false, true", // 8 and 2 for each second: a little more than Linux sends
    "11, 1000, false, false",
    "11, 1000, true, true", // the network may have lost the missing ones
    "28, 10000, false, true",
    "29, 10000, false, false",
    "500, 0, false, false",
  })
  void decide_pacesAHostThatSendsFewErrors(
      int errors, int millis, boolean lossy, boolean expected) {
    firstRound(errors, millis, lossy);

    assertThat(pacer.isDecided()).isTrue();
    assertThat(pacer.isNeeded()).isEqualTo(expected);
    assertThat(pacer.mayBeNeeded()).isFalse();
  }

  @Test
  void linuxLimit_waitsALittleMoreThanASecond() {
    long now = firstRound(6, 100, false);

    assertThat(pacer.delay(now)).isEqualTo(SLOWEST);
    assertThat(pacer.delay(now + SECOND)).isEqualTo(50 * MS);
    assertThat(pacer.delay(now + SLOWEST)).isZero();
    assertThat(pacer.delay(now + 10 * SECOND)).isZero();
  }

  @Test
  void linuxLimit_isNotSpedUpByResponses() {
    long now = firstRound(6, 100, false) + SLOWEST;

    pacer.onSend(now);
    pacer.onResponse(true, true);

    assertThat(pacer.delay(now)).isEqualTo(SLOWEST);
  }

  @Test
  void observedRate_isTheFirstInterval() {
    long now = firstRound(100, 1_000, true);

    assertThat(pacer.delay(now)).isEqualTo(10 * MS);
  }

  @ParameterizedTest
  @CsvSource({"5000, 1000, 1000000", "12, 1, 1000000", "40, 15000, 375000000"})
  void observedRate_isBounded(int errors, int millis, long expected) {
    long now = firstRound(errors, millis, true);

    assertThat(pacer.delay(now)).isEqualTo(expected);
  }

  @Test
  void pacedError_shrinksTheIntervalByASixteenth_downToAMillisecond() {
    long now = firstRound(500, 1_000, true);

    pacer.onResponse(true, true);
    assertThat(pacer.delay(now)).isEqualTo(1_875_000);
    for (int i = 0; i < 20; i++) {
      pacer.onResponse(true, true);
    }
    assertThat(pacer.delay(now)).isEqualTo(MS);
  }

  @Test
  void otherResponses_keepTheInterval() {
    long now = firstRound(500, 1_000, true);

    pacer.onResponse(true, false);
    pacer.onResponse(false, true);

    assertThat(pacer.delay(now)).isEqualTo(2 * MS);
  }

  @Test
  void timeout_doublesTheInterval_andIsFinalOnlyAtTheSlowest() {
    long now = firstRound(500, 1_000, true);
    long interval = 2 * MS;

    while (interval < SLOWEST) {
      now += pacer.delay(now);
      pacer.onSend(now);
      assertThat(pacer.onTimeout()).as("after an interval of %s ns", interval).isFalse();
      interval = Math.min(SLOWEST, 2 * interval);
      assertThat(pacer.delay(now)).isEqualTo(interval);
    }

    now += pacer.delay(now);
    pacer.onSend(now);
    assertThat(pacer.onTimeout()).isTrue();
    assertThat(pacer.delay(now)).isEqualTo(SLOWEST);
  }

  @Test
  void timeout_ofAProbeSentTooSoon_isNotFinal() {
    long now = firstRound(6, 100, false);

    pacer.onSend(now + SLOWEST - 1);

    assertThat(pacer.onTimeout()).isFalse();
  }

  @Test
  void expiry_countsFromTheDecision() {
    long now = firstRound(6, 100, false);

    assertThat(pacer.isExpired(now + 60 * SECOND - 1)).isFalse();
    assertThat(pacer.isExpired(now + 60 * SECOND)).isTrue();
  }

  @Test
  void reset_forgetsTheEarlierHost() {
    long now = firstRound(6, 100, false) + SLOWEST;
    pacer.onSend(now);

    pacer.reset(now);

    assertThat(pacer.isDecided()).isFalse();
    assertThat(pacer.mayBeNeeded()).isFalse();
    pacer.decide(now, false);
    assertThat(pacer.isNeeded()).isFalse();
  }
}
