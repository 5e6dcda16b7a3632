package io.portprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.faultkit.TcpPeer;
import io.portprobe.internal.sweep.Backends;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Single probes wait for descriptors within their deadline. */
@EnabledOnOs(OS.LINUX)
@Execution(ExecutionMode.CONCURRENT)
class FewDescriptorsTest {
  static List<IoMode> modes() {
    return Backends.here();
  }

  @ParameterizedTest
  @MethodSource("modes")
  void probes_waitForDescriptors_andFailOnlyIfNoneBecomesFree(IoMode mode) throws Exception {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing()) {
      ChildJvm.Ended ended =
          ChildJvm.withDescriptors(400)
              .run(
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
