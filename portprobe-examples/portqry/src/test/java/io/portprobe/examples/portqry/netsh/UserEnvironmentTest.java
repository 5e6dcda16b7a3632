package io.portprobe.examples.portqry.netsh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserEnvironmentTest {
  private static final Path OF_THE_JVM = Path.of("of the JVM");

  @Test
  void home_isTheVariableHome_likeThatOfOtherCommands() {
    Path home = Path.of("home").toAbsolutePath();

    assertThat(UserEnvironment.home(Map.of("HOME", home.toString()), false, OF_THE_JVM))
        .isEqualTo(home);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "relative/folder", "~"})
  void home_thatIsNoAbsolutePath_isThatOfTheJvm(String value) {
    assertThat(UserEnvironment.home(Map.of("HOME", value), false, OF_THE_JVM))
        .isEqualTo(OF_THE_JVM);
  }

  @Test
  void home_withoutTheVariableOrOnWindows_isThatOfTheJvm() {
    Path home = Path.of("home").toAbsolutePath();

    assertThat(UserEnvironment.home(Map.of(), false, OF_THE_JVM)).isEqualTo(OF_THE_JVM);
    assertThat(UserEnvironment.home(Map.of("HOME", home.toString()), true, OF_THE_JVM))
        .isEqualTo(OF_THE_JVM);
  }
}
