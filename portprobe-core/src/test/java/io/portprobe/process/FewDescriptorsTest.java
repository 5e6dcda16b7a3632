package io.portprobe.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.IoMode;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.internal.sweep.Backends;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Single probes and waits wait for descriptors within their deadline. */
@Tag("slow")
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
  void probesAndWaits_waitForDescriptors_andFailOnlyIfNoneBecomesFree(IoMode mode)
      throws Exception {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing();
        UdpPeer responding = UdpPeer.responding(List::of);
        UdpPeer refusing = UdpPeer.refusing()) {
      ChildJvm.Ended ended =
          child.run(
              FewDescriptors.class,
              mode.name(),
              String.valueOf(open.port()),
              String.valueOf(closed.port()),
              String.valueOf(responding.port()),
              String.valueOf(refusing.port()));

      assertThat(ended.lines())
          .as(ended.errors())
          .containsExactly(
              "none: {EMFILE=1}",
              "few: {LISTENING=50, NOT_LISTENING=50}",
              "few, waits: {LISTENING=50, NOT_LISTENING=50}",
              "management: true");
    }
  }

  @Test
  void probesInFlight_leaveDescriptorsToTheProcess() throws Exception {
    try (UdpPeer silent = UdpPeer.silent()) {
      ChildJvm.Ended ended =
          ChildJvm.withDescriptors(200).run(BusyProbes.class, String.valueOf(silent.port()));

      assertThat(ended.lines()).as(ended.errors()).containsExactly("a descriptor is free");
    }
  }
}
