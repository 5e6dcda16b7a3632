package io.portprobe.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  private static final Pattern DIVISION_OR_MULTIPLICATION =
      Pattern.compile(
          "(dividedBy|multipliedBy)\\s*\\("
              + "|Duration\\s*\\.of(Nanos|Millis|Seconds)\\([^;]*\\bto(Nanos|Millis|Seconds)\\(\\)\\s*[/*]");

  @ParameterizedTest
  @CsvSource({
    "PT1S, 3, PT0.333333333S",
    "PT10S, 1, PT10S",
    "PT1M, 2, PT30S",
    "PT0S, 7, PT0S",
    "PT0.000000001S, 2, PT0S",
    "PT-0.000000001S, 2, PT-0.000000001S",
    "PT-3S, 2, PT-1.5S",
    "PT4.294967293S, 2147483647, PT0.000000001S",
    "PT2562047788015215H30M7.999999999S, 2147483647, PT1193046H28M18S"
  })
  void part_isRoundedDown(Duration duration, int parts, Duration expected) {
    assertThat(Durations.part(duration, parts)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"PT0.75S, 4, PT3S", "PT-0.25S, 3, PT-0.75S", "PT1S, 0, PT0S", "PT1H, -1, PT-1H"})
  void times_isExact(Duration duration, int factor, Duration expected) {
    assertThat(Durations.times(duration, factor)).isEqualTo(expected);
  }

  @Test
  void times_throwsOnOverflow() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> Durations.times(Duration.ofSeconds(Long.MAX_VALUE), 2));
  }

  @Test
  void min_isTheShorter_maxTheLonger() {
    Duration a = Duration.ofMillis(1);
    Duration b = Duration.ofMillis(2);

    assertThat(Durations.min(a, b)).isEqualTo(Durations.min(b, a)).isEqualTo(a);
    assertThat(Durations.max(a, b)).isEqualTo(Durations.max(b, a)).isEqualTo(b);
  }

  @Test
  void mainCode_dividesAndMultipliesDurationsByThisClassOnly() throws IOException {
    List<Path> sources = MainSources.files();

    assertThat(sources).hasSizeGreaterThan(100);
    assertThat(sources)
        .filteredOn(source -> !source.endsWith("io/portprobe/text/Durations.java"))
        .filteredOn(source -> computes(MainSources.read(source)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timeout.dividedBy(2)",
        "limit.multipliedBy(FACTOR)",
        "Duration.ofNanos(left.toNanos() / 3)",
        "Duration.ofMillis(context.remaining().toMillis() / (groups + 1))",
        "Duration\n.ofNanos(\nleft.toNanos()\n/ 3)"
      })
  void rule_findsArithmetic(String code) {
    assertThat(computes(code)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Duration.ofNanos(Math.min(left, timeout.toNanos()))",
        "Duration.ofNanos(left / tries + hold)",
        "time.toNanos() / 1e9"
      })
  void rule_findsNoOtherCode(String code) {
    assertThat(computes(code)).isFalse();
  }

  private static boolean computes(String code) {
    return DIVISION_OR_MULTIPLICATION.matcher(code).find();
  }
}
