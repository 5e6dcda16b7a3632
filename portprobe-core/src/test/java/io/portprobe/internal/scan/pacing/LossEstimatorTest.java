package io.portprobe.internal.scan.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossEstimatorTest {
  private final LossEstimator loss = new LossEstimator();

  private static void respond(LossEstimator estimator, int first, int repeated) {
    for (int i = 0; i < first; i++) {
      estimator.onResponse(false);
    }
    for (int i = 0; i < repeated; i++) {
      estimator.onResponse(true);
    }
  }

  @Test
  void noResponse_saysNothing() {
    assertThat(loss.hasResponses()).isFalse();
    assertThat(loss.hasLoss()).isFalse();
    assertThat(loss.rate()).isZero();
    assertThat(loss.sends(2)).isEqualTo(2);
  }

  @Test
  void firstResponsesOnly_areNoLoss() {
    respond(loss, 1_000, 0);

    assertThat(loss.hasResponses()).isTrue();
    assertThat(loss.hasLoss()).isFalse();
    assertThat(loss.rate()).isZero();
    assertThat(loss.sends(1)).isEqualTo(1);
  }

  @Test
  void rate_isTheShareOfRepeatedResponses() {
    respond(loss, 19, 1);

    assertThat(loss.hasLoss()).isTrue();
    assertThat(loss.rate()).isCloseTo(0.05, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "9999, 1, 2", // 0.0001 ^ 2 = 1e-8; once is 1e-4
    "499, 1, 3", // 0.002 ^ 3 = 8e-9; twice is 4e-6
    "49, 1, 4", // 0.02 ^ 4 = 1.6e-7; three times is 8e-6
    "19, 1, 5", // 0.05 ^ 5 = 3.1e-7
    "4, 1, 9", // 0.2 ^ 9 = 5e-7
    "1, 1, 9", // 0.5 ^ 20 would be needed
    "0, 5, 9", // every probe was lost once
  })
  void sends_makeAnAccidentUnlikely(int first, int repeated, int expected) {
    respond(loss, first, repeated);

    assertThat(loss.sends(1)).isEqualTo(expected);
  }

  @Test
  void sends_isNeverLessThanTheCallerWants() {
    respond(loss, 9_999, 1);

    assertThat(loss.sends(3)).isEqualTo(3);
    assertThat(loss.sends(11)).isEqualTo(11);
  }

  @Test
  void reset_forgetsAllResponses() {
    respond(loss, 1, 1);

    loss.reset();

    assertThat(loss.hasResponses()).isFalse();
    assertThat(loss.hasLoss()).isFalse();
    assertThat(loss.sends(1)).isEqualTo(1);
  }

  @Property(tries = 300)
  void sends_isTheLeastNumberThatSuffices(
      @ForAll @IntRange(max = 5_000) int first,
      @ForAll @IntRange(min = 1, max = 500) int repeated) {
    LossEstimator any = new LossEstimator();
    respond(any, first, repeated);

    int sends = any.sends(1);

    assertThat(sends).isBetween(1, 9);
    double rate = any.rate();
    if (sends < 9) {
      assertThat(Math.pow(rate, sends)).isLessThanOrEqualTo(1.000_001e-6);
    }
    assertThat(Math.pow(rate, sends - 1)).isGreaterThan(0.999_999e-6);
  }
}
