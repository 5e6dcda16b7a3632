package io.portprobe.faultkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StandaloneTest {
  @Test
  @Timeout(60)
  void peers_withoutNettyAndIpv6_work() throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                home(TcpPeer.class) + File.pathSeparator + home(StandaloneProgram.class),
                StandaloneProgram.class.getName())
            .redirectErrorStream(true)
            .start();
    List<String> lines =
        new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    assertThat(java.waitFor()).as(() -> String.join("\n", lines)).isZero();
    assertThat(lines)
        .containsExactly(
            "IPv6: false",
            "TCP: hello",
            "UDP: hello",
            "name: [/0:0:0:0:0:0:0:1, /127.0.0.1]",
            "threads: []");
  }

  private static String home(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
