package io.portprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.ChildJvm.Ended;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@EnabledOnOs(OS.LINUX)
@Execution(ExecutionMode.CONCURRENT)
class ExitTest {
  private static final List<String> STATES = List.of("LISTENING", "NOT_LISTENING", "1");
  private static final String NOTHING_HOLDS = "holding the process: []";

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "EPOLL", "NIO"})
  void program_clientClosed_leavesNoEventLoop(IoMode mode) throws Exception {
    Ended ended = ChildJvm.plain().run(ShortLife.class, mode.name(), "close");

    assertThat(ended.lines())
        .as(ended.errors())
        .containsExactlyElementsOf(all(STATES, List.of("STOPPED", "loops: []", NOTHING_HOLDS)));
    assertThat(ended.exit()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "EPOLL", "NIO"})
  void program_clientNotClosedAndScanRunning_exits(IoMode mode) throws Exception {
    Ended ended = ChildJvm.plain().run(ShortLife.class, mode.name(), "forget");

    assertThat(ended.lines())
        .as(ended.errors())
        .containsExactlyElementsOf(all(STATES, List.of(NOTHING_HOLDS)));
    assertThat(ended.exit()).isZero();
  }

  private static List<String> all(List<String> first, List<String> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }
}
