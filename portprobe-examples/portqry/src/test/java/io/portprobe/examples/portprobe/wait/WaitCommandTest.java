package io.portprobe.examples.portprobe.wait;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.portprobe.CommandRun;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class WaitCommandTest {
  private final CommandRun run = new CommandRun();

  private static String at(TcpPeer peer) {
    return peer.host() + ":" + peer.port();
  }

  @Test
  void port_thatListensLater_endsTheWaitWith0() throws Exception {
    TcpPeer closed = TcpPeer.refusing();
    int port = closed.port();
    CompletableFuture<Integer> ended =
        CompletableFuture.supplyAsync(() -> run.run("wait", "127.0.0.1:" + port));
    closed.close();
    try (TcpPeer later = TcpPeer.at(InetAddress.getByName("127.0.0.1"), port).silent()) {
      assertThat(ended.get(60, TimeUnit.SECONDS)).isZero();
      assertThat(run.out()).startsWith("LISTENING              " + at(later));
    }
  }

  @Test
  void time_thatEnds_exits124AndReportsTheLastState() {
    try (TcpPeer closed = TcpPeer.refusing()) {
      assertThat(run.run("wait", "--for", "100ms", at(closed))).isEqualTo(124);

      assertThat(run.lines().get(0)).startsWith("NOT LISTENING          " + at(closed));
      assertThat(run.lines().get(1)).matches("    not listening within .* ms; \\d+ probes?");
    }
  }

  @Test
  void any_endsWithTheFirstPort_andAtLeastWithEnough() {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer other = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing()) {
      assertThat(run.run("wait", "--any", at(closed), at(open))).isZero();
      assertThat(run.run("wait", "--at-least", "2", at(closed), at(open), at(other))).isZero();
      assertThat(run.run("wait", "--for", "100ms", "--all", at(closed), at(open))).isEqualTo(124);
    }
  }

  @Test
  void notListening_needsARefusal() {
    try (TcpPeer closed = TcpPeer.refusing();
        UdpPeer silent = UdpPeer.silent()) {
      assertThat(run.run("wait", "--until", "not-listening", at(closed))).isZero();
      assertThat(
              run.run(
                  "wait",
                  "--until",
                  "not-listening",
                  "--for",
                  "100ms",
                  "udp://127.0.0.1:" + silent.port()))
          .isEqualTo(124);
    }
  }

  @Test
  void protocolInTheEndpoint_waitsUntilTheServiceSpeaks() {
    try (TcpPeer speaking =
            TcpPeer.serving(
                (in, out) -> {
                  out.write("SSH-2.0-demo\r\n".getBytes(StandardCharsets.US_ASCII));
                  out.flush();
                  in.read();
                });
        TcpPeer closing = TcpPeer.closing()) {
      assertThat(run.run("wait", "imap://" + at(closing), "--for", "100ms")).isEqualTo(124);
      assertThat(run.run("wait", "imap://" + at(closing), "--until", "listening")).isZero();
      assertThat(run.run("wait", "ssh://" + at(speaking), "--option", "ssh.algorithms=false"))
          .isZero();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void command_runsAfterTheWait_withItsExitStatus(@TempDir Path folder) throws Exception {
    Path made = folder.resolve("made");
    try (TcpPeer open = TcpPeer.silent()) {
      int code =
          run.run(
              "wait",
              at(open),
              "--",
              "sh",
              "-c",
              "echo \"$2\" >\"$1\"; exit 7",
              "sh",
              made.toString(),
              "--for");

      assertThat(code).isEqualTo(7);
      assertThat(Files.readString(made)).isEqualTo("--for\n");
      assertThat(run.out()).as("the command has standard output for itself").isEmpty();
      assertThat(run.err()).startsWith("LISTENING ");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void command_doesNotRun_ifTheTimeEnds(@TempDir Path folder) {
    Path made = folder.resolve("made");
    try (TcpPeer closed = TcpPeer.refusing()) {
      assertThat(run.run("wait", "--for", "50ms", at(closed), "--", "touch", made.toString()))
          .isEqualTo(124);

      assertThat(made).doesNotExist();
    }
  }

  @Test
  void command_thatDoesNotExist_exits127_andAFolder126(@TempDir Path folder) {
    try (TcpPeer open = TcpPeer.silent()) {
      assertThat(run.run("wait", "-q", at(open), "--", folder + "/none")).isEqualTo(127);
      assertThat(run.err()).startsWith("portprobe: COMMAND: '" + folder + "/none' cannot be run: ");

      assertThat(run.run("wait", "-q", at(open), "--", folder.toString())).isEqualTo(126);
    }
  }

  @Test
  void quiet_printsNothing() {
    try (TcpPeer closed = TcpPeer.refusing()) {
      assertThat(run.run("wait", "-q", "--for", "50ms", at(closed))).isEqualTo(124);

      assertThat(run.out() + run.err()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait | ENDPOINT: missing (expected: HOST:PORT",
        "wait -- true | ENDPOINT: missing (expected: HOST:PORT",
        "wait db:1 -- | COMMAND: missing after -- (expected: a command to run)",
        "wait db:1 --for 0 | --for: '0' (expected: a time such as 500ms",
        "wait db:1 --for 25h | --for: '25h' (expected: a time such as 500ms",
        "wait db:1 --until open | --until: 'open' (expected: listening, speaking or not-listening)",
        "wait db:1 --at-least 2 | --at-least: '2' (expected: 1-1)",
        "wait db:1 --at-least 0 | --at-least: '0' (expected: 1-1)",
        "wait db:1 --any --all | --all, --any are mutually exclusive",
        "wait db:1 --until speaking | endpoint: 'db:1' (expected: a protocol to speak",
      })
  void badArguments_exit64WithOneSentence(String arguments, String sentence) {
    assertThat(run.run(arguments.split(" "))).isEqualTo(64);

    assertThat(run.err()).startsWith("portprobe: " + sentence).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }
}
