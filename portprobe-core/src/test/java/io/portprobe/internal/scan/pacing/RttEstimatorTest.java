package io.portprobe.internal.scan.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RttEstimatorTest {
  private static final long MS = 1_000_000;
  private static final long MINUTE = 60_000 * MS;

  private final RttEstimator rtt = new RttEstimator();

  private long timeout() {
    return rtt.timeout(0, MINUTE);
  }

  @Test
  void noSample_isUnknown() {
    assertThat(rtt.isKnown()).isFalse();
  }

  @Test
  void firstSample_givesThreeTimesItsValue() {
    rtt.sample(100 * MS); // RFC 6298 (2.2): SRTT = R, RTTVAR = R/2, RTO = SRTT + 4 RTTVAR

    assertThat(rtt.isKnown()).isTrue();
    assertThat(timeout()).isEqualTo(300 * MS);
  }

  @Test
  void equalSample_reducesTheVariationByAQuarter() {
    rtt.sample(100 * MS);

    rtt.sample(100 * MS); // RTTVAR = 3/4 * 50 + 1/4 * 0

    assertThat(timeout()).isEqualTo(100 * MS + 4 * 37_500_000);
  }

  @Test
  void largerSample_raisesBoth() {
    rtt.sample(100 * MS);

    rtt.sample(200 * MS); // RTTVAR = 3/4 * 50 + 1/4 * 100 = 62.5, SRTT = 7/8 * 100 + 1/8 * 200

    assertThat(timeout()).isEqualTo(112_500_000 + 4 * 62_500_000);
  }

  @Test
  void smallerSample_usesTheOldMeanForTheVariation() {
    rtt.sample(100 * MS);

    rtt.sample(20 * MS); // RTTVAR = 3/4 * 50 + 1/4 * 80 = 57.5, SRTT = 7/8 * 100 + 1/8 * 20 = 90

    assertThat(timeout()).isEqualTo(90 * MS + 4 * 57_500_000);
  }

  @Test
  void timeout_isBounded() {
    rtt.sample(100 * MS);

    assertThat(rtt.timeout(400 * MS, MINUTE)).isEqualTo(400 * MS);
    assertThat(rtt.timeout(0, 200 * MS)).isEqualTo(200 * MS);
    assertThat(rtt.timeout(100 * MS, 50 * MS)).as("the maximum wins").isEqualTo(50 * MS);
  }

  @Test
  void zero_isASample() {
    rtt.sample(0);

    assertThat(rtt.isKnown()).isTrue();
    assertThat(timeout()).isZero();
  }

  @Test
  void reset_makesTheNextSampleTheFirst() {
    rtt.sample(100 * MS);
    rtt.reset();

    assertThat(rtt.isKnown()).isFalse();
    rtt.sample(10 * MS);
    assertThat(timeout()).isEqualTo(30 * MS);
  }

  @Property(tries = 200)
  void constantSamples_bringTheTimeoutDownToTheRoundTrip(
      @ForAll @LongRange(max = MINUTE / 4) long value) {
    RttEstimator any = new RttEstimator();
    for (int i = 0; i < 120; i++) {
      any.sample(value);
    }

    // Integer division leaves a variation of up to 3 ns.
    assertThat(any.timeout(0, MINUTE)).isBetween(value, value + 12);
  }

  @Property(tries = 200)
  void timeout_isNeverBelowTheSmallestSample(
      @ForAll @Size(min = 1, max = 100) List<@LongRange(max = MINUTE / 8) Long> samples) {
    RttEstimator any = new RttEstimator();
    samples.forEach(any::sample);

    assertThat(any.timeout(0, MINUTE)).isGreaterThanOrEqualTo(Collections.min(samples));
  }
}
