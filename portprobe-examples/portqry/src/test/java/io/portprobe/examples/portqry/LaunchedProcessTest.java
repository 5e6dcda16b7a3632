package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchedProcessTest {
  @ParameterizedTest
  @CsvSource({"0, 100", "1, 101", "2, 102", "64, 64", "69, 69", "71, 71", "99, 99"})
  void exitCode_ofAState_isDistinctFromThoseOfJava(int exitCode, int launched) {
    assertThat(LaunchedProcess.exitCode(exitCode, "17")).isEqualTo(launched);
    assertThat(LaunchedProcess.exitCode(exitCode, null)).isEqualTo(exitCode);
  }

  @ParameterizedTest
  @CsvSource({"0, 1000", "2, 1002", "71, 1071", "100, 1100", "-1, -1"})
  void exitCode_onWindows_isDistinctFromThoseOfJava(int exitCode, int launched) {
    assertThat(LaunchedProcess.exitCode(exitCode, LaunchedProcess.WINDOWS)).isEqualTo(launched);
  }

  @Test
  void orphan_hasAnotherParent() {
    long parent = ProcessHandle.current().parent().orElseThrow().pid();

    assertThat(LaunchedProcess.isOrphanOf(parent)).isFalse();
    assertThat(LaunchedProcess.isOrphanOf(parent + 1)).isTrue();
  }
}
