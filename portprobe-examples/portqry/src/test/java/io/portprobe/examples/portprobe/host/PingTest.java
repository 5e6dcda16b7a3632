package io.portprobe.examples.portprobe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.portprobe.host.SystemTool.Ended;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class PingTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.7 | 64 bytes from 192.0.2.7: icmp_seq=1 ttl=64 time=0.045 ms",
        "2001:db8::7 | 64 bytes from 2001:db8::7: icmp_seq=1 ttl=64 time=1 ms",
        "2001:db8::7 | 16 bytes from 2001:db8::7, icmp_seq=0 hlim=64 time=0.3 ms",
        "192.0.2.7 | 64 bytes from 192.0.2.7: seq=0 ttl=42 time=0.080 ms",
        "192.0.2.7 | Reply from 192.0.2.7: bytes=32 time<1ms TTL=128",
        "192.0.2.7 | Antwort von 192.0.2.7: Bytes=32 Zeit=14ms TTL=54",
        "192.0.2.7 | 192.0.2.7 からの応答: バイト数 =32 時間 =3ms TTL=128",
        "2001:db8::7 | Reply from 2001:db8::7: time<1ms"
      })
  void replyLine_ofAnySystem_isEvidence(String host, String line) throws Exception {
    Ended ended = new Ended(0, List.of("PING", line), false);

    assertThat(Ping.observation(ended, InetAddress.getByName(host)).meaning())
        .isEqualTo(Meaning.ECHO_REPLY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "64 bytes from 192.0.2.8: icmp_seq=1 ttl=64 time=0.045 ms (DIFFERENT ADDRESS!)",
        "Reply from 192.0.2.1: Destination host unreachable.",
        "Ping statistics for 192.0.2.7:",
        "rtt min/avg/max/mdev = 0.045/0.045/0.045/0.000 ms",
        "PING 192.0.2.7 (192.0.2.7) 56(84) bytes of data."
      })
  void otherLine_isNoEvidence(String line) throws Exception {
    Ended ended = new Ended(1, List.of(line), false);

    assertThat(Ping.observation(ended, InetAddress.getByName("192.0.2.7")))
        .isEqualTo(Observation.none("ping", "no echo reply"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Linux | ping | -n -c 1 -w 2 -I 192.0.2.1 192.0.2.7",
        "Mac OS X | ping | -n -c 1 -S 192.0.2.1 192.0.2.7",
        "Windows 11 | ping | -n 1 -w 1500 -S 192.0.2.1 192.0.2.7"
      })
  @DisabledOnOs(OS.WINDOWS) // the program is a shell script
  void arguments_areThoseOfTheSystem(String system, String program, String expected)
      throws Exception {
    StandIn.script(folder, program, "printf '%s' \"$*\"; exit 2");

    Observation seen =
        new Ping(StandIn.environment(folder), system)
            .send(
                InetAddress.getByName("192.0.2.7"),
                Optional.of(InetAddress.getByName("192.0.2.1")),
                Duration.ofMillis(1500))
            .get(60, TimeUnit.SECONDS);

    assertThat(seen.text()).isEqualTo("failed: " + expected);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void programThatDoesNotEnd_isEnded() throws Exception {
    StandIn.script(folder, "ping", "exec sleep 600");
    SystemTool tool = SystemTool.find("ping", StandIn.environment(folder)).orElseThrow();

    for (int i = 0; i < 20; i++) { // the timer meets the end of the program at different moments
      Ended ended = tool.run(Duration.ofMillis(20), List.of()).get(60, TimeUnit.SECONDS);

      assertThat(ended.isLate()).isTrue();
      assertThat(ended.lines()).isEmpty();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void cancelling_endsTheProgram() throws Exception {
    StandIn.script(folder, "ping", "exec sleep 600");
    Set<Long> before = children();
    CompletableFuture<Observation> reply =
        new Ping(StandIn.environment(folder), "Linux")
            .send(InetAddress.getByName("192.0.2.7"), Optional.empty(), Duration.ofMinutes(10));
    ProcessHandle program =
        ProcessHandle.current()
            .children()
            .filter(child -> !before.contains(child.pid()))
            .findFirst()
            .orElseThrow();

    assertThat(reply.cancel(true)).isTrue();

    assertThat(program.onExit().get(60, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  private static Set<Long> children() {
    return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  @Test
  void relativeFoldersOfThePath_areNotSearched() {
    assertThat(SystemTool.find("sh", Map.of("PATH", ".:bin:"))).isEmpty();
    assertThat(SystemTool.find("sh", Map.of())).isEmpty();
  }
}
