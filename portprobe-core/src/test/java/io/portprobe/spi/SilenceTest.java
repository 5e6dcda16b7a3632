package io.portprobe.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SilenceTest {
  @ParameterizedTest
  @CsvSource({"PT0.001S, 1.0 ms", "PT5S, 5.00 s", "PT1H, 1 h 0 min"})
  void of_timeInRange_isReturned(Duration time, String text) {
    assertThat(Silence.of(time).time()).contains(time);
    assertThat(Silence.of(time)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-1S", "PT0S", "PT0.000999999S", "PT1H0.000000001S"})
  void of_timeOutOfRange_throws(String time) {
    assertThatThrownBy(() -> Silence.of(Duration.parse(time)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("silence: " + time + " (expected: PT0.001S to PT1H)");
  }

  @Test
  void untimed_hasNoTime() {
    assertThat(Silence.UNTIMED.time()).isEmpty();
    assertThat(Silence.UNTIMED).hasToString("");
  }
}
