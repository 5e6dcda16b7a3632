package io.portprobe.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.process.ChildJvm.Ended;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@Tag("slow")
@EnabledOnOs(OS.LINUX)
class ExitTest {
  private static final String[] MODES = {"AUTO", "EPOLL", "NIO"};

  private static Ended closed;
  private static Ended forgotten;

  @BeforeAll
  static void run() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Ended> forgetting = other.submit(() -> run("forget"));
      closed = run("close");
      forgotten = forgetting.get();
    } finally {
      other.shutdown();
    }
  }

  private static Ended run(String how) throws Exception {
    return ChildJvm.plain().run(ShortLife.class, arguments(how));
  }

  private static String[] arguments(String how) {
    return Stream.concat(Stream.of(how), Stream.of(MODES)).toArray(String[]::new);
  }

  @ParameterizedTest
  @FieldSource("MODES")
  void program_clientClosed_leavesNoEventLoop(String mode) {
    assertThat(closed.lines())
        .as(closed.errors())
        .contains(mode + ": [LISTENING, NOT_LISTENING, 1, STOPPED, loops: []]");
  }

  @ParameterizedTest
  @FieldSource("MODES")
  void program_clientNotClosedAndScanRunning_probesAndScans(String mode) {
    assertThat(forgotten.lines())
        .as(forgotten.errors())
        .contains(mode + ": [LISTENING, NOT_LISTENING, 1]");
  }

  @Test
  void program_clientsClosed_exits() {
    assertExits(closed);
  }

  @Test
  void program_clientsNotClosedAndScansRunning_exits() {
    assertExits(forgotten);
  }

  private static void assertExits(Ended ended) {
    assertThat(ended.lines())
        .as(ended.errors())
        .hasSize(MODES.length + 1)
        .endsWith("holding the process: []");
    assertThat(ended.exit()).isZero();
  }
}
