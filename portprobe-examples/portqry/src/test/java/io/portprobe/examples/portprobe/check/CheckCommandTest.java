package io.portprobe.examples.portprobe.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.portprobe.CommandRun;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class CheckCommandTest {
  private final CommandRun run = new CommandRun();

  private static String at(TcpPeer peer) {
    return peer.host() + ":" + peer.port();
  }

  @Test
  void listeningPort_isPrintedWithReason_andExits0() {
    try (TcpPeer peer = TcpPeer.silent()) {
      assertThat(run.run("check", at(peer))).isZero();

      assertThat(run.out())
          .matches(
              "LISTENING              127\\.0\\.0\\.1:%d  accepted after [0-9.]+ ms \\(TCP handshake completed\\)\n"
                  .formatted(peer.port()));
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void refusedPort_exits1() {
    try (TcpPeer peer = TcpPeer.refusing()) {
      assertThat(run.run("check", at(peer))).isEqualTo(1);

      assertThat(run.out()).startsWith("NOT LISTENING          " + at(peer) + "  refused after ");
    }
  }

  @Test
  void silentUdpPort_exits2() {
    try (UdpPeer peer = UdpPeer.silent()) {
      String endpoint = "udp://127.0.0.1:" + peer.port();

      assertThat(run.run("check", "--timeout", "800ms", endpoint)).isEqualTo(2);

      assertThat(run.out()).startsWith("LISTENING or FILTERED  " + endpoint + "  silent after ");
    }
  }

  @Test
  void unspecifiedAddress_isReportedAsThisHost() {
    try (TcpPeer peer = TcpPeer.silent()) {
      String endpoint = "0.0.0.0:" + peer.port();

      assertThat(run.run("check", endpoint)).isZero();
      assertThat(run.out()).contains("    0.0.0.0 is this host: the result is about this machine");

      CommandRun each = new CommandRun();
      assertThat(each.run("check", endpoint, "--all-addresses")).isZero();
      assertThat(each.out()).contains("    0.0.0.0 is this host: the result is about this machine");
    }
  }

  @Test
  void nameWithoutAddress_exits99AndIsNamed() {
    assertThat(run.run("check", "no-such-host.invalid:80")).isEqualTo(99);

    assertThat(run.out())
        .startsWith("NOT PROBED             no-such-host.invalid:80  the host name does not exist");
  }

  @Test
  void addressOfAnotherFamilyThanTheNotation_exits64AndIsNamed() {
    assertThat(run.run("check", "tcp6://127.0.0.1:80")).isEqualTo(64);

    assertThat(run.err()).contains("host: '127.0.0.1' (expected: an IPv6 address or a host name)");
  }

  @Test
  void addressOfAnotherFamilyThanTheOption_exits65AndIsNamed() {
    assertThat(run.run("check", "-6", "127.0.0.1:80")).isEqualTo(65);

    assertThat(run.out()).contains("the host is an address, and not an IPv6 address");
  }

  @Test
  void zoneThatIsNoInterface_exits65AndIsNamed() {
    assertThat(run.run("check", "[fe80::1%none]:80")).isEqualTo(65);

    assertThat(run.out()).contains("this host has no network interface 'none'");
  }

  @Test
  void results_areInTheOrderOfTheInput_thoughALaterOneIsCompleteFirst() {
    try (UdpPeer slow = UdpPeer.silent();
        TcpPeer quick = TcpPeer.refusing()) {
      run.run("check", "--timeout", "800ms", "udp://127.0.0.1:" + slow.port(), at(quick));

      assertThat(run.lines().get(0)).startsWith("LISTENING or FILTERED");
      assertThat(run.lines().get(1)).startsWith("NOT LISTENING");
      assertThat(run.lines().get(3)).startsWith("1 not listening, 1 listening or filtered; ");
    }
  }

  @Test
  void standardInput_isStreamed_soThatAResultPrecedesTheNextLine() throws Exception {
    try (TcpPeer peer = TcpPeer.silent();
        PipedInputStream printed = new PipedInputStream();
        PipedOutputStream out = new PipedOutputStream(printed);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8))) {
      PipedOutputStream typed = new PipedOutputStream();
      PipedInputStream in = new PipedInputStream(typed);
      CompletableFuture<Integer> ended =
          CompletableFuture.supplyAsync(() -> run.input(in).output(out).run("check", "-"));
      typed.write((at(peer) + "\n").getBytes(StandardCharsets.UTF_8));
      typed.flush();

      assertThat(reader.readLine()).startsWith("LISTENING");

      typed.close();
      assertThat(ended.get(60, TimeUnit.SECONDS)).isZero();
    }
  }

  @Test
  void lineOfAFile_thatIsNoEndpoint_isReportedWithItsNumberAndLosesNothing(@TempDir Path folder)
      throws Exception {
    try (TcpPeer peer = TcpPeer.silent()) {
      Path file = folder.resolve("list");
      Files.writeString(
          file, "# ports\n" + at(peer) + " # web\n\nno port\r\n" + at(peer).replace(":", ":1,"));

      assertThat(run.run("check", "--from", file.toString())).isEqualTo(64);

      assertThat(run.err())
          .startsWith("portprobe: " + file + ":4: port: 'no port' (expected: ")
          .hasLineCount(1);
      assertThat(run.lines()).filteredOn(line -> line.startsWith("LISTENING ")).hasSize(2);
      assertThat(run.lines()).last().asString().contains("1 rejected");
    }
  }

  @Test
  void argumentWithAt_isAFileOfEndpoints(@TempDir Path folder) throws Exception {
    try (TcpPeer peer = TcpPeer.silent()) {
      Path file = Files.writeString(folder.resolve("list"), at(peer));

      assertThat(run.run("check", "@" + file)).isZero();
    }
  }

  @Test
  void scheme_selectsTheProtocol_andFindingsAreIndented() {
    try (TcpPeer peer =
        TcpPeer.serving(
            (in, out) -> {
              in.readNBytes(1);
              out.write(
                  "HTTP/1.0 200 OK\r\nServer: demo\r\nContent-Length: 0\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
            })) {
      assertThat(run.run("check", "http://" + at(peer) + "/index?q=1#x")).isZero();

      assertThat(run.lines().get(0)).startsWith("LISTENING              http://" + at(peer));
      assertThat(run.lines()).contains("    HTTP/1.0 200 OK", "    Server: demo");
    }
  }

  @Test
  void protocol_thatDoesNotMatch_isARemark() {
    try (TcpPeer peer = TcpPeer.garbage(7)) {
      assertThat(run.run("check", at(peer), "--as", "ldap")).isZero();

      assertThat(run.lines().get(1)).startsWith("    ldap mismatch: ");
    }
  }

  @Test
  void peerThatCloses_isNoMismatch() {
    try (TcpPeer peer = TcpPeer.closing()) {
      assertThat(run.run("check", at(peer), "--as", "ldap")).isZero();

      assertThat(run.lines().get(1)) // a peer that has closed resets when it receives a request
          .matches("    ldap (incomplete|failed): .* (closed|reset) the connection .*");
    }
  }

  @Test
  void allAddresses_printsARowForEachAddress() throws Exception {
    try (TcpPeer peer = TcpPeer.silent()) {
      run.name("two.example", "127.0.0.1", "127.0.0.2");

      assertThat(run.run("check", "--all-addresses", "two.example:" + peer.port())).isEqualTo(1);

      assertThat(run.lines().get(0)).startsWith("LISTENING ").contains(" (127.0.0.1)  accepted");
      assertThat(run.lines().get(1)).startsWith("NOT LISTENING ").contains(" (127.0.0.2)  refused");
    }
  }

  @Test
  void addresses_thatDiffer_areARemarkOfTheBestState() throws Exception {
    try (TcpPeer peer = TcpPeer.silent()) {
      run.name("two.example", "127.0.0.2", "127.0.0.1");

      assertThat(run.run("check", "two.example:" + peer.port())).isZero();

      assertThat(run.lines().get(1))
          .isEqualTo(
              "    addresses differ: 127.0.0.2 NOT LISTENING (refused), 127.0.0.1 LISTENING"
                  + " (accepted)");
    }
  }

  @Test
  void explain_printsTheWholeStoryIndented() {
    try (TcpPeer peer = TcpPeer.silent()) {
      run.run("check", "--explain", at(peer));

      assertThat(run.lines().get(1)).startsWith("    tcp://" + at(peer) + " is LISTENING: ");
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 0", "127.0.0.2, 0"})
  void source_isTheLocalAddress(String source, int code) {
    try (TcpPeer peer = TcpPeer.silent()) {
      assertThat(run.run("check", "--explain", "--source", source, at(peer))).isEqualTo(code);

      assertThat(run.out()).contains(" from " + source + ":");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check | ENDPOINT: missing (expected: HOST:PORT",
        "check db | endpoint: 'db' (expected: HOST:PORT, for example db:443)",
        "check db:0 | port: 'db:0': port: 0 (expected: 1-65535)",
        "check tcp://db | port: 'tcp://db' (expected: [tcp[4|6]://",
        "check https:// | port: 'https://': host: '' (expected: a host name or address)",
        "check nosuch://db:1 | port: 'nosuch://db:1': no such protocol over TCP",
        "check 1.2.3:80 | host: '1.2.3' (expected: an IPv4 address of four decimal numbers",
        "check ::1:80 | endpoint: '::1:80' (expected: HOST:PORT, for example [::1]:80, an IPv6"
            + " address in brackets)",
        "check -4 tcp6://db:1 | endpoint: 'tcp6://db:1' (expected: the family of the option -4)",
        "check -4 -6 db:1 | -4, -6 are mutually exclusive",
        "check --timeout soon db:1 | --timeout: 'soon' (expected: a time such as 500ms",
        "check --timeout 2h db:1 | --timeout: 'PT2H' (expected: at most 1h)",
        "check --timeout | --timeout: missing (expected: TIME)",
        "check --retries x db:1 | --retries: 'x' (expected: a number)",
        "check --retries 101 db:1 | --retries: '101' (expected: 0-100)",
        "check --source db db:1 | --source: 'db' (expected: an IPv4 or IPv6 address)",
        "check --as nosuch db:1 | protocol: 'nosuch' (expected: ",
        "check --option x db:1 | --option: 'x' (expected: NAME=VALUE)",
        "check --option x=1 db:1 | --option: option: 'x' (expected: ",
        "check --nosuch db:1 | '--nosuch' (expected: an option of this command)",
        "nosuch | 'nosuch' (expected: one of check",
      })
  void badArguments_exit64WithOneSentence(String arguments, String sentence) {
    assertThat(run.run(arguments.split(" "))).isEqualTo(64);

    assertThat(run.err()).startsWith("portprobe: " + sentence).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"--xml, </nmaprun>", "--junit, </testsuite>", "--json, \"ending\":\"INTERRUPTED\""})
  void signal_writesTheResultsSoFar_andTheEndOfTheDocument(
      String format, String end, @TempDir Path folder) throws Exception {
    Path page = folder.resolve("page.html");
    run.input(new OpenInput("127.0.0.1:1\n", run::signal));

    assertThat(run.run("check", "-", format, "--html", "" + page)).isEqualTo(130);

    assertThat(run.out()).contains(end);
    assertThat(Files.readString(page))
        .contains("A signal ended the run early.")
        .endsWith("</html>\n");
  }

  @Test
  void signal_beforeAllResults_isNamedInTheSummary() {
    run.input(new OpenInput("127.0.0.1:1\n", run::signal));

    assertThat(run.run("check", "-")).isEqualTo(130);

    assertThat(run.out()).endsWith("; interrupted\n");
  }

  @Test
  void signal_afterAResult_losesNothing() throws Exception {
    try (TcpPeer open = TcpPeer.silent()) {
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      run.input(new OpenInput("127.0.0.1:" + open.port() + "\n", () -> {}))
          .output(
              new OutputStream() {
                @Override
                public void write(int value) {
                  printed.write(value);
                  run.signal(); // at the first result
                }
              });

      assertThat(run.run("check", "-", "--json")).isEqualTo(130);

      assertThat(printed.toString(StandardCharsets.UTF_8).lines())
          .hasSize(2)
          .anyMatch(line -> line.contains("\"state\":\"LISTENING\""))
          .anyMatch(line -> line.contains("\"ending\":\"INTERRUPTED\""));
    }
  }

  /** Standard input that remains open after its text. */
  private static final class OpenInput extends InputStream {
    private final InputStream text;
    private final Runnable afterText;

    OpenInput(String text, Runnable afterText) {
      this.text = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
      this.afterText = afterText;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("single bytes are not read");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = text.read(bytes, offset, length);
      if (count > 0) {
        return count;
      }
      afterText.run();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
      return -1;
    }
  }

  @Test
  void unreadableFile_exits74() {
    assertThat(run.run("check", "--from", "/no/such/file")).isEqualTo(74);

    assertThat(run.err())
        .isEqualTo("portprobe: '/no/such/file' cannot be read: no such file or folder\n");
  }

  @Test
  void help_hasExamples_andExits0() {
    assertThat(run.run("check", "--help")).isZero();

    assertThat(run.out()).contains("Examples:").contains("portprobe check ldap://dc01 --explain");
  }

  @Test
  void noArguments_printTheUsageOnStandardError_andExit64() {
    assertThat(run.run()).isEqualTo(64);

    assertThat(run.err()).startsWith("Usage: portprobe ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void inputWithoutEndpoints_returns64(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("endpoints"), "# none\n");

    assertThat(run.run("check", "@" + file)).isEqualTo(64);
    assertThat(run.err()).contains("ENDPOINT: none in the input (expected: at least one)");
  }
}
