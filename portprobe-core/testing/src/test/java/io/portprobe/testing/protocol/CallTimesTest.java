package io.portprobe.testing.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Work that a dialogue must not do in a call, with limits that are reached quickly. */
class CallTimesTest {
  private static final long MANY = Duration.ofSeconds(100).toNanos();
  private static final long FEW = Duration.ofMillis(5).toNanos();
  private static final int MAX_CALLS = 100_000;

  private static Optional<String> call(CallTimes times, Runnable work) {
    times.begin();
    work.run();
    return times.end(true);
  }

  /** Repeats calls, each with more data, until one of them is a violation. */
  private static String firstViolation(CallTimes times, IntConsumer work) {
    for (int n = 1; n < MAX_CALLS; n++) {
      int size = n;
      Optional<String> violation = call(times, () -> work.accept(size));
      if (violation.isPresent()) {
        return violation.get();
      }
    }
    throw new AssertionError("no violation in " + MAX_CALLS + " calls");
  }

  @Test
  void catastrophicRegularExpression_isViolation() {
    Pattern pattern = Pattern.compile("(x+x+)+y");

    String violation =
        firstViolation(
            new CallTimes(FEW, MANY), size -> pattern.matcher("x".repeat(size)).matches());

    assertThat(violation).matches("took \\d+ ms of processor time \\(expected: at most 5\\)");
  }

  @Test
  void quadraticParser_isViolation() {
    StringBuilder received = new StringBuilder();

    String violation =
        firstViolation(
            new CallTimes(MANY, FEW),
            size -> assertThat(received.append('x').toString().indexOf('\n')).isNegative());

    assertThat(violation)
        .matches("took \\d+ ms of processor time in \\d+ calls \\(expected: at most 5\\)");
  }

  @Test
  void blockingCalls_areViolation() {
    String violation =
        firstViolation(
            new CallTimes(), size -> LockSupport.parkNanos(Duration.ofMillis(8).toNanos()));

    assertThat(violation).matches("blocked for \\d+ ms, as each of 10 calls \\(expected: never\\)");
  }

  @Test
  void oneSlowCallAmongMany_isNone() {
    CallTimes times = new CallTimes();

    assertThat(call(times, () -> LockSupport.parkNanos(Duration.ofMillis(30).toNanos()))).isEmpty();
    for (int i = 0; i < 20; i++) {
      assertThat(call(times, () -> {})).isEmpty();
    }
  }
}
