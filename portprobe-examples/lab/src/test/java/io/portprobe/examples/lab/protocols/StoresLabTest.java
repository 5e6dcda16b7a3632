package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.queue.MqttResult;
import io.portprobe.protocols.store.MemcachedResult;
import io.portprobe.protocols.store.RedisResult;
import io.portprobe.protocols.store.RedisResult.Access;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@InLab
class StoresLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  private static final String SERVER = "198.18.77.30";

  /** Fields that do not change while the test runs. */
  private static final List<String> STABLE =
      List.of("redis_version", "redis_mode", "redis_build_id", "run_id", "os", "tcp_port", "role");

  @ParameterizedTest
  @ValueSource(strings = {SERVER, "2001:db8:77::30"})
  @DisplayName("The fields of Redis equal those of redis-cli")
  void redis(String host) {
    RedisResult redis =
        LAB.tcp(host, 6379).report().join().finding(RedisResult.class).orElseThrow();
    Map<String, String> theirs = new HashMap<>();
    for (String line : Tool.run("redis-cli", "-h", host, "info")) {
      if (line.indexOf(':') > 0) {
        theirs.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1));
      }
    }

    assertThat(redis.access()).isEqualTo(Access.OPEN);
    assertThat(redis.info()).containsOnlyKeys(theirs.keySet());
    for (String name : STABLE) {
      assertThat(redis.info()).containsEntry(name, theirs.get(name));
    }
    assertThat(redis.version()).contains(theirs.get("redis_version"));
  }

  @ParameterizedTest
  @CsvSource({
    "TCP, 198.18.77.30",
    "TCP, 2001:db8:77::30",
    "UDP, 198.18.77.30",
    "UDP, 2001:db8:77::30"
  })
  @DisplayName("The version of memcached is that of the installed program")
  void memcached(Transport transport, String host) {
    ProbeReport report = LAB.probe(transport, host, 11_211).report().join();
    MemcachedResult memcached = report.finding(MemcachedResult.class).orElseThrow();

    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    assertThat(report.reason())
        .isEqualTo(transport == Transport.UDP ? Reason.REPLIED : Reason.ACCEPTED);
    assertThat(Tool.run("memcached", "--version")).containsExactlyElementsOf(memcached.lines());
  }

  @Test
  @DisplayName("The version of the MQTT broker is the one that nmap reads")
  void mqtt() {
    MqttResult mqtt = LAB.tcp(SERVER, 1883).report().join().finding(MqttResult.class).orElseThrow();

    assertThat(mqtt.protocolVersion()).isEqualTo("5.0");
    assertThat(mqtt.accepted()).isTrue();
    assertThat(
            Tool.run(
                "nmap",
                "-Pn",
                "-n",
                "-p1883",
                "--script",
                "mqtt-subscribe",
                "--script-args",
                "mqtt-subscribe.topic=$SYS/broker/version,mqtt-subscribe.listen-time=1s",
                SERVER))
        .contains("|_    $SYS/broker/version: " + mqtt.brokerVersion().orElseThrow());
  }

  @Test
  @DisplayName("The protocols of stores reject each other's server and a mail server")
  void strangers() {
    for (String protocol :
        List.of("redis", "memcached", "mqtt", "mongodb", "kafka", "amqp", "postgresql", "mysql")) {
      assertThat(outcome(25, protocol)).as(protocol).isEqualTo(Outcome.MISMATCH);
    }
    assertThat(outcome(6379, "memcached")).isEqualTo(Outcome.MISMATCH);
    assertThat(outcome(11_211, "redis")).isEqualTo(Outcome.MISMATCH);
    assertThat(outcome(7, "amqp")).as("echo").isEqualTo(Outcome.MISMATCH);
  }

  private static Outcome outcome(int port, String protocol) {
    ProbeReport report = LAB.tcp(SERVER, port).as(protocol).report().join();
    return report.dialogue().map(DialogueReport::outcome).orElseThrow();
  }
}
