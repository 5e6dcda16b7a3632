package io.portprobe.internal.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portprobe.IoMode;
import io.portprobe.testkit.TcpPeer;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A sweep in a process of its own, on a machine that is short of")
@EnabledOnOs(OS.LINUX)
class ShortageTest {
  static List<IoMode> modes() {
    return Backends.here();
  }

  @ParameterizedTest
  @MethodSource("modes")
  @DisplayName("descriptors has fewer probes in flight, and asks them all")
  void descriptors(IoMode mode) throws Exception {
    // On all addresses, so that each of 127.0.0.0/8 is a black hole on that port.
    try (TcpPeer hole = TcpPeer.at(InetAddress.getByName("0.0.0.0"), 0).blackHole()) {
      String said =
          run("sh", "-c", "ulimit -n 300 && exec " + java(mode, "127.0.0.1+600", "" + hole.port()))
              .said();

      assertThat(said).contains("open=0 closed=0 silent=600 failed=0");
    }
  }

  @ParameterizedTest
  @MethodSource("modes")
  @DisplayName("source ports calls the probes that got none local faults, not refused")
  void sourcePorts(IoMode mode) throws Exception {
    String network =
        "ip link add sink type veth peer name drain && ip addr add 198.18.0.1/24 dev sink"
            + " && ip link set sink up && ip link set drain up"
            + " && ip neigh add 198.18.0.2 lladdr 02:00:00:00:00:02 dev sink"
            + " && echo 40000 40009 > /proc/sys/net/ipv4/ip_local_port_range";
    assumeTrue(
        run("sh", "-c", "unshare -n sh -c '" + network + "'").exit() == 0, "may make networks");

    String said =
        run("unshare", "-n", "sh", "-c", network + " && exec " + java(mode, "198.18.0.2", "9x50"))
            .said();

    assertThat(said)
        .contains("outcome 99 local true")
        .contains("open=0 closed=0 silent=10 failed=40");
  }

  private static String java(IoMode mode, String hosts, String ports) {
    return String.join(
        " ",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-cp",
        "'" + System.getProperty("java.class.path") + "'",
        SweepMeasure.class.getName(),
        mode.name(),
        "tcp 1 1000 400 1",
        hosts,
        ports);
  }

  private record Ended(int exit, String said) {}

  private static Ended run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), said);
  }
}
