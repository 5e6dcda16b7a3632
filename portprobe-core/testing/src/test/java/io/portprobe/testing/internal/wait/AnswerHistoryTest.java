package io.portprobe.testing.internal.wait;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AnswerHistoryTest {
  private final AnswerHistory history = new AnswerHistory();
  private long now;

  private void add(String what, int times) {
    for (int i = 0; i < times; i++) {
      history.add(what, now, now);
      now += Duration.ofMillis(100).toNanos();
    }
  }

  @Test
  @DisplayName("Results are summarised as run lengths")
  void runs() {
    assertThat(history).hasToString("no result yet");
    add("refused", 41);
    add("accepted and closed", 6);
    add("timed out", 1);
    assertThat(history)
        .hasToString(
            "refused 41 times in 4.00 s, then accepted and closed 6 times in 500.0 ms, "
                + "then timed out once");
    assertThat(history.results()).isEqualTo(48);
  }

  @Test
  @DisplayName("A long alternation keeps its beginning and its end")
  void bounded() {
    for (int i = 0; i < 500; i++) {
      add("refused", 2);
      add("accepted", 1);
    }
    assertThat(history.toString())
        .startsWith("refused 2 times in 100.0 ms, then accepted once, then refused 2 times")
        .contains(", then (988 more changes), then ")
        .endsWith("then accepted once")
        .hasSizeLessThan(500);
    assertThat(history.results()).isEqualTo(1_500);
  }
}
