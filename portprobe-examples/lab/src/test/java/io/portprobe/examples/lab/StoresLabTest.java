package io.portprobe.examples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.ProbeReport;
import io.portprobe.examples.custom.Redis;
import io.portprobe.spi.ScriptFinding;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@InLab
class StoresLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  @ParameterizedTest
  @ValueSource(strings = {"198.18.77.30", "2001:db8:77::30"})
  @DisplayName("The Redis plug-in reads what redis-cli reads")
  void redis(String host) {
    Redis.Reply ping = LAB.tcp(host, 6379).report().join().finding(Redis.Reply.class).orElseThrow();

    assertThat(Tool.run("redis-cli", "-h", host, "ping")).containsExactly(ping.line().substring(1));
    assertThat(ping.isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.18.77.30", "2001:db8:77::30"})
  @DisplayName("The memcached plug-in reads the installed version")
  void memcached(String host) {
    ScriptFinding heard =
        LAB.tcp(host, 11211).report().join().finding(ScriptFinding.class).orElseThrow();

    assertThat(Tool.run("memcached", "--version"))
        .containsExactly("memcached " + heard.values().get("version"));
  }

  @Test
  @DisplayName("The plug-ins reject each other's server and a mail server")
  void strangers() {
    assertThat(outcome(6379, "memcached")).isEqualTo(Outcome.MISMATCH);
    assertThat(outcome(11211, "redis")).isEqualTo(Outcome.MISMATCH);
    assertThat(outcome(25, "redis")).isEqualTo(Outcome.MISMATCH);
    assertThat(outcome(25, "memcached")).isEqualTo(Outcome.MISMATCH);
  }

  private static Outcome outcome(int port, String protocol) {
    ProbeReport report = LAB.tcp("198.18.77.30", port).as(protocol).report().join();
    return report.dialogue().map(DialogueReport::outcome).orElseThrow();
  }
}
