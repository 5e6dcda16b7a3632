package io.portprobe.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilenceTest {
  @ParameterizedTest
  @ValueSource(strings = {"PT0.001S", "PT5S", "PT1H"})
  void of_timeInRange_isReturned(String time) {
    assertThat(Silence.of(Duration.parse(time)).time()).contains(Duration.parse(time));
    assertThat(Silence.of(Duration.parse(time))).hasToString(time);
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
