package io.portprobe.internal.scan.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CongestionWindowTest {
  private static final long RTT = 1_000_000;

  private final CongestionWindow window = new CongestionWindow();

  private void respond(int times, boolean repeated, long now) {
    for (int i = 0; i < times; i++) {
      window.onResponse(repeated, now, RTT);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "8, 8", "127, 127", "128, 128", "129, 128", "32768, 128"})
  void initialSize_isAtMost128(int max, int expected) {
    window.reset(max, true);

    assertThat(window.size()).isEqualTo(expected);
  }

  @Test
  void notAdaptive_keepsItsMaximum() {
    window.reset(500, false);

    window.onCongestion(0);
    respond(100, true, 10 * RTT);
    window.onTimeout();

    assertThat(window.size()).isEqualTo(500);
  }

  @Test
  void slowStart_growsByOneForEachResponseUpToTheMaximum() {
    window.reset(200, true);

    respond(10, false, 0);
    assertThat(window.size()).isEqualTo(138);
    respond(62, false, 0);
    assertThat(window.size()).isEqualTo(200);
    respond(1, false, 0);
    assertThat(window.size()).isEqualTo(200);
  }

  @Test
  void timeout_growsLikeAResponse() {
    window.reset(200, true);

    window.onTimeout();

    assertThat(window.size()).isEqualTo(129);
  }

  @Test
  void congestion_halves_thenGrowsByOneForEachRoundTrip() {
    window.reset(200, true);

    window.onCongestion(0);

    assertThat(window.size()).isEqualTo(64);
    respond(64, false, 0); // a little less than 1/64 for each, as the window grows meanwhile
    assertThat(window.size()).isEqualTo(64);
    respond(1, false, 0);
    assertThat(window.size()).isEqualTo(65);
  }

  @Test
  void congestion_neverFallsBelowEight() {
    window.reset(200, true);

    for (int i = 0; i < 10; i++) {
      window.onCongestion(i);
    }

    assertThat(window.size()).isEqualTo(8);
  }

  @Test
  void congestion_belowEight_keepsASmallWindow() {
    window.reset(3, true);

    window.onCongestion(0);

    assertThat(window.size()).isEqualTo(3);
  }

  @Test
  void repeatedResponses_moreThanATenthOfSixteen_halve() {
    window.reset(128, true);

    respond(14, false, 0);
    respond(1, true, 0);
    assertThat(window.size()).isEqualTo(128);
    respond(1, true, 0);

    assertThat(window.size()).isEqualTo(64);
  }

  @Test
  void repeatedResponses_fewerThanSixteenResponses_areNoSign() {
    window.reset(128, true);

    respond(15, true, 0);

    assertThat(window.size()).isEqualTo(128);
  }

  @Test
  void repeatedResponses_exactlyATenth_areRandomLoss() {
    window.reset(128, true);

    respond(18, false, 0);
    respond(2, true, 0);
    assertThat(window.size()).isEqualTo(128);
    respond(1, true, 0);

    assertThat(window.size()).isEqualTo(64);
  }

  @Test
  void repeatedResponses_halveOnceInARoundTrip() {
    window.reset(128, true);

    respond(16, true, 0);
    respond(100, true, RTT);
    assertThat(window.size()).isEqualTo(64);
    respond(1, true, RTT + 1);

    assertThat(window.size()).isEqualTo(32);
  }

  @Test
  void halving_startsANewCount() {
    window.reset(128, true);
    respond(16, true, 0);

    respond(15, true, 2 * RTT);

    assertThat(window.size()).isEqualTo(64);
  }

  @Test
  void reset_forgetsTheEarlierAddress() {
    window.reset(128, true);
    respond(16, true, 0);
    respond(15, true, 0);

    window.reset(100, true);

    assertThat(window.size()).isEqualTo(100);
    respond(15, true, 0);
    assertThat(window.size()).isEqualTo(100);
    respond(1, true, 0);
    assertThat(window.size()).isEqualTo(50);
  }

  @Property(tries = 300)
  void size_staysWithinItsBounds(
      @ForAll @IntRange(min = 1, max = 1_000) int max,
      @ForAll @Size(max = 300) List<@IntRange(max = 3) Integer> events) {
    CongestionWindow any = new CongestionWindow();
    any.reset(max, true);
    long now = Long.MAX_VALUE - 100 * RTT;
    for (int event : events) {
      now += RTT;
      switch (event) {
        case 0 -> any.onResponse(false, now, RTT);
        case 1 -> any.onResponse(true, now, RTT / 2);
        case 2 -> any.onTimeout();
        default -> any.onCongestion(now);
      }
      assertThat(any.size()).isBetween(Math.min(8, max), max);
    }
  }
}
