package io.portprobe.examples.portprobe.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.ProbeClient;
import io.portprobe.examples.portprobe.CommandRun;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ScanCommandTest {
  private final CommandRun run = new CommandRun();

  @Test
  void listeningPorts_arePrinted_andOthersAreCounted() {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing();
        UdpPeer refusing = UdpPeer.refusing()) {
      int code =
          run.run(
              "scan",
              "127.0.0.1",
              open.port() + "," + closed.port(),
              "udp:" + refusing.port(),
              "--all-states");

      assertThat(code).isZero();
      assertThat(run.lines())
          .hasSize(5)
          .last()
          .asString()
          .startsWith("1 listening, 2 not listening");
      assertThat(run.out())
          .contains("LISTENING              127.0.0.1:" + open.port() + "  accepted after ")
          .contains("NOT LISTENING          udp://127.0.0.1:" + refusing.port() + "  ");

      CommandRun quiet = new CommandRun();
      quiet.run("scan", "127.0.0.1", open.port() + "," + closed.port());
      assertThat(quiet.lines()).filteredOn(line -> line.contains("127.0.0.1")).hasSize(1);
    }
  }

  @Test
  void checkpointThatCannotBeWritten_returns73_beforeTheScan() {
    assertThat(run.run("scan", "127.0.0.1", "1", "--checkpoint", "no-such-folder/scan.state"))
        .isEqualTo(73);

    assertThat(run.err()).contains("'no-such-folder/scan.state' cannot be written");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void planOfALargeScan_isPrinted_becauseItSendsNothing() {
    assertThat(run.run("scan", "127.0.0.0/8", "1-65535", "--plan")).isZero();

    assertThat(run.out()).contains("probes:   1,099,494,850,560");
  }

  @Test
  void hostWithoutAddress_isPrintedOnce_andExits99() {
    assertThat(run.run("scan", "no-such-host.invalid", "1-50")).isEqualTo(99);

    assertThat(run.lines()).filteredOn(line -> line.startsWith("NOT PROBED")).hasSize(1);
    assertThat(run.lines()).last().asString().startsWith("50 not probed");
  }

  @Test
  void plan_sendsNothing() {
    try (TcpPeer open = TcpPeer.silent()) {
      assertThat(run.run("scan", "127.0.0.1", "" + open.port(), "--plan")).isZero();

      assertThat(run.lines()).contains("probes:   1, without retries");
      assertThat(open.connections()).isZero();
    }
  }

  @Test
  void identify_printsTheService() {
    try (TcpPeer ssh =
        TcpPeer.serving(
            (in, out) -> {
              out.write("SSH-2.0-OpenSSH_9.2p1\r\n".getBytes(StandardCharsets.US_ASCII));
              out.flush();
              in.read();
            })) {
      run.run("scan", "127.0.0.1", "" + ssh.port(), "--identify", "--timeout", "300ms");

      assertThat(run.out()).contains("    service: ssh, OpenSSH, 9.2p1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--json, '\"protocol\":null,\"service\":null,', '\"protocol\":\"identify\",\"service\"'",
    "--xml, <state state=\"open\", <service"
  })
  void identify_serviceWithoutAName_isNoService(String format, String shown, String hidden) {
    try (TcpPeer closing = TcpPeer.closing()) {
      run.run("scan", "127.0.0.1", "" + closing.port(), "--identify", format);

      assertThat(run.out()).contains(shown).doesNotContain(hidden);
    }
  }

  @Test
  void dialogueTimeout_leavesNoTimeForAllConnections() {
    try (TcpPeer silent = TcpPeer.silent()) {
      String port = "" + silent.port();
      run.run("scan", "127.0.0.1", port, "--identify", "--dialogue-timeout", "300ms");

      assertThat(run.out()).contains("LISTENING").doesNotContain("on 8 connections");
    }
  }

  @Test
  void signal_writesTheCheckpoint_andTheScanIsResumed(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("state");
    try (TcpPeer open = TcpPeer.silent()) {
      String[] scan = {
        "scan", "127.0.0.1-20", open.port() + ",1-40", "--rate", "20", "--checkpoint", "" + file
      };
      run.output(
          new OutputStream() {
            @Override
            public void write(int value) {
              run.signal(); // at the first result
            }
          });
      assertThat(run.run(scan)).isEqualTo(130);
      assertThat(run.err()).contains("continue it with --checkpoint '" + file + "' --resume");
      assertThat(Files.readString(file)).startsWith("portprobe-checkpoint");

      CommandRun other = new CommandRun();
      assertThat(other.run(scan)).isEqualTo(73);
      assertThat(other.err()).contains("exists (expected: --resume to continue that scan");

      CommandRun resumed = new CommandRun();
      assertThat(
              resumed.run(
                  "scan",
                  "127.0.0.1-20",
                  open.port() + ",1-40",
                  "--checkpoint",
                  "" + file,
                  "--resume"))
          .isZero();
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void outputThatEnds_leavesACheckpoint(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("state");
    run.output(new OutputOfLines(3));

    int code =
        run.run(
            "scan",
            "127.0.0.1",
            "1-200",
            "--all-states",
            "--rate",
            "50",
            "--checkpoint",
            "" + file);

    assertThat(code).isNotZero();
    assertThat(Files.readString(file)).startsWith("portprobe-checkpoint");
    assertThat(run.err()).contains("continue it with --checkpoint '" + file + "' --resume");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void checkpointWithoutAnEnd_isNotRead() {
    assertThat(run.run("scan", "127.0.0.1", "1", "--checkpoint", "/dev/zero", "--resume"))
        .isEqualTo(78);
    assertThat(run.err()).contains("'/dev/zero' (expected: a file that a scan wrote)");
  }

  /** Output to a process that exits after some lines, as {@code head} does. */
  private static final class OutputOfLines extends OutputStream {
    private int left;

    OutputOfLines(int lines) {
      left = lines;
    }

    @Override
    public void write(int value) throws IOException {
      if (left == 0) {
        throw new IOException("Broken pipe");
      }
      if (value == '\n') {
        left--;
      }
    }
  }

  @Test
  void deadline_endsTheScan_withCode124AndACompleteDocument() {
    int code =
        run.run("scan", "127.0.0.1", "1-1000", "--rate", "20", "--deadline", "100ms", "--json");

    assertThat(code).isEqualTo(124);
    assertThat(run.lines().get(run.lines().size() - 1))
        .contains("\"type\":\"summary\"", "\"ending\":\"TIME_ENDED\"", "\"exitCode\":124");
  }

  @Test
  void checkpoint_ofAnotherKind_exits78(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("state"), "hello");

    assertThat(run.run("scan", "127.0.0.1", "1", "--checkpoint", "" + file, "--resume"))
        .isEqualTo(78);
    assertThat(run.err()).startsWith("portprobe: --checkpoint: '" + file + "': ").hasLineCount(1);
  }

  @Test
  void hosts_areReadFromStandardInput() {
    try (TcpPeer open = TcpPeer.silent()) {
      run.input("# hosts\n127.0.0.1\n127.0.0.2 # second\n")
          .run("scan", "-", "" + open.port(), "--all-states");

      assertThat(run.out())
          .contains("127.0.0.1:" + open.port())
          .contains("127.0.0.2:" + open.port());
    }
  }

  @Test
  void progress_needsATerminalThatClearsLines() {
    assertThat(environment(Map.of("TERM", "xterm")).isProgressWanted()).isTrue();
    assertThat(environment(Map.of("TERM", "dumb")).isProgressWanted()).isFalse();
  }

  private static Environment environment(Map<String, String> variables) {
    return new Environment(
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        StandardCharsets.UTF_8,
        System.err,
        false,
        true,
        () -> false,
        variables,
        List.of(),
        false,
        action -> () -> {},
        ProbeClient::builder);
  }

  @Test
  void progress_hasPercentCountsAndTimes() {
    assertThat(ScanProgress.line(25, 2, OptionalLong.of(100), 10_000_000_000L))
        .isEqualTo("25.0 %, 25 ports, 2 listening, 10 s, about 30 s left");
    assertThat(ScanProgress.line(1_000, 0, OptionalLong.empty(), 125_000_000_000L))
        .isEqualTo("1,000 ports, 0 listening, 2 min 5 s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scan | HOSTS: missing (expected: portprobe scan HOSTS PORTS",
        "scan h | PORTS: missing (expected: portprobe scan HOSTS PORTS",
        "scan a_b! 1 | HOSTS: host",
        "scan h 0 | PORTS: ",
        "scan h 1 --rate 0 | --rate: ",
        "scan h 1 --rate x | --rate: 'x' (expected: a number)",
        "scan h 1 --dialogue-timeout 2h | --dialogue-timeout: ",
        "scan h 1 --shard 5/4 | --shard: '5/4' (expected: I/N, with I from 1 to N",
        "scan h 1 --resume | --resume: --checkpoint is missing",
        "scan 10.0.0.0/8 all | probes: 1099494850560 (expected: at most",
      })
  void badArguments_exit64WithOneSentence(String arguments, String sentence) {
    assertThat(run.run(arguments.split(" "))).isEqualTo(64);

    assertThat(run.err()).startsWith("portprobe: " + sentence).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }
}
