package io.portprobe.internal.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  @ParameterizedTest
  @ValueSource(strings = {"PT0.000000001S", "PT1H"})
  void timeout_inRange_isReturned(Duration timeout) {
    assertThat(Arguments.timeout(timeout)).isEqualTo(timeout);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT1H0.000000001S"})
  void timeout_outOfRange_isNamed(Duration timeout) {
    assertThatThrownBy(() -> Arguments.timeout(timeout))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("timeout: " + timeout + " (expected: more than zero, at most PT1H)");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void inRange_bothEndsIncluded_isReturned(int value) {
    assertThat(Arguments.inRange("n", value, 1, 3)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void inRange_outside_isNamed(int value) {
    assertThatThrownBy(() -> Arguments.inRange("n", value, 1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("n: " + value + " (expected: 1-3)");
  }

  @Test
  void positive_zeroOrLess_isNamed() {
    assertThat(Arguments.positive("wait", Duration.ofNanos(1))).isEqualTo(Duration.ofNanos(1));
    assertThatThrownBy(() -> Arguments.positive("wait", Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("wait: PT0S (expected: more than zero)");
  }
}
