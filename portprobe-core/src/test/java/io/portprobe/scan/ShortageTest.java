package io.portprobe.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portprobe.IoMode;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.internal.sweep.Backends;
import io.portprobe.process.ChildJvm;
import io.portprobe.process.ChildSession;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
@EnabledOnOs(OS.LINUX)
@Execution(ExecutionMode.CONCURRENT) // the two processes beside each other
class ShortageTest {
  /** Ten source ports; TIME_WAIT keeps them for a minute. */
  private static final String FEW_PORTS =
      "echo 40000 40009 > /proc/sys/net/ipv4/ip_local_port_range"
          + " && echo 0 > /proc/sys/net/ipv4/tcp_tw_reuse";

  private static ChildSession fewDescriptors;
  private static @Nullable ChildSession fewPorts;

  @BeforeAll
  static void start() throws Exception {
    fewDescriptors = ChildJvm.withDescriptors(500).session();
    if (ChildJvm.canMakeNetworks(FEW_PORTS)) {
      fewPorts = ChildJvm.inOwnNetwork(FEW_PORTS).session();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    fewDescriptors.close();
    if (fewPorts != null) {
      fewPorts.close();
    }
  }

  static List<IoMode> modes() {
    return Backends.here();
  }

  @ParameterizedTest
  @MethodSource("modes")
  void withoutFileDescriptors_theScanWaits_andReportsNoWrongState(IoMode mode) throws Exception {
    InetAddress everywhere = InetAddress.getByName("0.0.0.0");
    try (TcpPeer open = TcpPeer.at(everywhere, 0).silent();
        TcpPeer closed = TcpPeer.at(everywhere, 0).refusing();
        TcpPeer hole = TcpPeer.at(everywhere, 0).blackHole()) {
      ChildJvm.Ended ended =
          fewDescriptors.run(
              ShortMachine.class,
              mode.name(),
              "127.0.0.1-127.0.0.20",
              open.port() + "," + closed.port() + "," + hole.port());

      assertThat(ended.lines())
          .as(ended.errors())
          .containsExactly(
              "ample: COMPLETE open=20 closed=20 filtered=20 failed=0",
              "none left: 0 results, over false",
              "few left: COMPLETE open=20 closed=20 filtered=20 failed=0");
      assertThat(ended.exit()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("modes")
  void withoutSourcePorts_theScanWaits_andWithoutASourceAddressItFails(IoMode mode)
      throws Exception {
    assumeTrue(fewPorts != null, "may make networks");
    // Other ports for each mode, because the connections to the last ones are still in TIME_WAIT.
    int held = 50_001 + 10 * modes().indexOf(mode);
    ChildJvm.Ended ended = fewPorts.run(ShortMachine.class, mode.name(), "" + held);

    String others = (held + 1) + "=LISTENING, " + (held + 2) + "=NOT_LISTENING}";
    String meanwhile = "{" + others + ", in time true, over false";
    String found = "found {" + held + "=LISTENING, " + others;
    String then = "then: COMPLETE open=2 closed=1 filtered=0 failed=0";
    assertThat(ended.lines())
        .as(ended.errors())
        .containsExactly(
            "connected from 10 ports: " + meanwhile,
            then,
            found,
            "in TIME_WAIT from all but 0 ports: " + meanwhile,
            then,
            found,
            "without IPv6: COMPLETE open=0 closed=1 filtered=0 failed=1");
    assertThat(ended.exit()).isZero();
  }
}
