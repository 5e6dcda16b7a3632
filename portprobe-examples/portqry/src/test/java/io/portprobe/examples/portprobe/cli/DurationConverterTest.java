package io.portprobe.examples.portprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationConverterTest {
  @ParameterizedTest
  @CsvSource({
    "5, PT5S",
    "500ms, PT0.5S",
    "1.5ms, PT0.0015S",
    "0.000001ms, PT0.000000001S",
    "2.25s, PT2.25S",
    "1.5m, PT1M30S",
    "0.000000001h, PT0.0000036S",
    "23.999999999h, PT23H59M59.9999964S",
    "1d, PT24H",
    "86400000ms, PT24H",
    "' 1H ', PT1H"
  })
  void time_hasANumberAndAUnit(String text, Duration time) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0.0000001ms",
        "1.000000001d",
        "86401",
        "999999999d",
        "999999999.999999999d",
        "1.s",
        "-1",
        "1w",
        ""
      })
  void otherText_isRejected(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' (expected: a time such as 500ms, 5s, 2m or 1h, at most 1d)");
  }
}
