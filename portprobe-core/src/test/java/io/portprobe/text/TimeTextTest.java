package io.portprobe.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 ms",
    "PT0.000000001S, less than 0.001 ms",
    "PT0.000000999S, less than 0.001 ms",
    "PT0.000001S, 0.001 ms",
    "PT0.0000424S, 0.042 ms",
    "PT0.000099499S, 0.099 ms",
    "PT0.000099999S, 0.100 ms",
    "PT0.0001S, 0.1 ms",
    "PT0.00061S, 0.6 ms",
    "PT0.24S, 240.0 ms",
    "PT0.99994S, 999.9 ms",
    "PT0.99999S, 1000.0 ms",
    "PT1S, 1.00 s",
    "PT1.005S, 1.01 s",
    "PT30.0849S, 30.08 s",
    "PT1M59.99S, 119.99 s",
    "PT2M5.9S, 2 min 5 s",
    "PT3H20M59S, 3 h 20 min",
    "PT2562047788015215H, 2562047788015215 h 0 min"
  })
  void duration_isTextWithItsUnit(Duration time, String text) {
    assertThat(TimeText.of(time)).isEqualTo(text);
  }
}
