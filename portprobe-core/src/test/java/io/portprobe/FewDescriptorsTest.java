package io.portprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.faultkit.TcpPeer;
import io.portprobe.internal.sweep.Backends;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Single probes wait for descriptors within their deadline. */
@EnabledOnOs(OS.LINUX)
class FewDescriptorsTest {
  private static ChildSession child;

  @BeforeAll
  static void start() throws Exception {
    child = ChildJvm.withDescriptors(400).session();
  }

  @AfterAll
  static void stop() throws Exception {
    child.close();
  }

  static List<IoMode> modes() {
    return Backends.here();
  }

  @ParameterizedTest
  @MethodSource("modes")
  void probes_waitForDescriptors_andFailOnlyIfNoneBecomesFree(IoMode mode) throws Exception {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing()) {
      ChildJvm.Ended ended =
          child.run(
              FewDescriptors.class,
              mode.name(),
              String.valueOf(open.port()),
              String.valueOf(closed.port()));

      assertThat(ended.lines())
          .as(ended.errors())
          .containsExactly("none: {EMFILE=1}", "few: {LISTENING=50, NOT_LISTENING=50}");
    }
  }
}
