package io.portprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.ChildJvm.Ended;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A program whose main returns")
@EnabledOnOs(OS.LINUX)
class ExitTest {
  private static final List<String> ASKED = List.of("LISTENING", "NOT_LISTENING", "1");
  private static final String NOTHING_HOLDS = "holding the process: []";

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "EPOLL", "NIO"})
  @DisplayName("ends with no event loop at work, if it closed its client: none delays the exit")
  void closed(IoMode mode) throws Exception {
    Ended ended = ChildJvm.plain().run(ShortLife.class, mode.name(), "close");

    assertThat(ended.lines())
        .as(ended.errors())
        .containsExactlyElementsOf(all(ASKED, List.of("STOPPED", "loops: []", NOTHING_HOLDS)));
    assertThat(ended.exit()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "EPOLL", "NIO"})
  @DisplayName("ends though it forgot to close its client, and a scan runs")
  void forgotten(IoMode mode) throws Exception {
    Ended ended = ChildJvm.plain().run(ShortLife.class, mode.name(), "forget");

    assertThat(ended.lines())
        .as(ended.errors())
        .containsExactlyElementsOf(all(ASKED, List.of(NOTHING_HOLDS)));
    assertThat(ended.exit()).isZero();
  }

  private static List<String> all(List<String> first, List<String> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }
}
