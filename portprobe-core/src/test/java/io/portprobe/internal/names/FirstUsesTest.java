package io.portprobe.internal.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.IoMode;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.internal.sweep.Backends;
import io.portprobe.process.ChildJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A part of a client that is used first without a free descriptor works later. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
@Execution(ExecutionMode.CONCURRENT)
class FirstUsesTest {
  static List<IoMode> modes() {
    return Backends.here();
  }

  @ParameterizedTest
  @MethodSource("modes")
  void firstUseWithoutDescriptors_isALocalFailure_andTheNextOneSucceeds(
      IoMode mode, @TempDir Path etc) throws Exception {
    byte[] greeting = "220 here\r\n".getBytes(StandardCharsets.US_ASCII);
    try (TcpPeer open = TcpPeer.dripping(greeting, Duration.ofMillis(1))) {
      ChildJvm.Ended ended =
          ChildJvm.withDescriptors(400)
              .run(FirstUses.class, mode.name(), String.valueOf(open.port()), etc.toString());

      assertThat(ended.lines())
          .as(ended.errors())
          .containsExactly(
              "probe: LocalFaultException",
              "protocol: LocalFaultException",
              "scan: ScanFailedException",
              "client: thrown LoopsUnavailableException",
              "localhost: Resolution[addresses=[localhost/127.0.0.1,"
                  + " localhost/0:0:0:0:0:0:0:1], notes=[]]",
              "name: RESOLVER_FAILED",
              "name: Resolution[addresses=[box/127.0.0.9], notes=[]]",
              "probe: LISTENING",
              "protocol: LISTENING",
              "scan: 1",
              "client: built",
              "threads that make seeds: 0");
    }
  }
}
