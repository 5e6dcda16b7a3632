package io.portprobe.examples.portprobe.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.portprobe.CommandRun;
import io.portprobe.examples.portqry.Greeter;
import io.portprobe.faultkit.TcpPeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all formats have in common. */
@Timeout(120)
class OutputTest {
  private static final String HOSTILE = "\u001b[2J\rLISTENING\t\u0085\u202eend\u2028";

  private final CommandRun run = new CommandRun().protocol(new Greeter());
  private final TcpPeer peer =
      TcpPeer.serving(
          (in, out) -> {
            out.write(
                "\u001b[2J\r\nLISTENING  x:1  accepted\u0000\u007f"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            in.read();
          });

  @AfterEach
  void close() {
    peer.close();
  }

  private String endpoint() {
    return "greeter://127.0.0.1:" + peer.port();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--json", "--explain"})
  void textOfAPeer_isSafeInEveryFormat(String format) {
    run.run(
        format.isEmpty()
            ? new String[] {"check", endpoint()}
            : new String[] {"check", format, endpoint()});

    assertThat(run.out()).contains("LISTENING  x:1  accepted").contains("\\u001b");
    assertThat(run.out().replace("\n", "").chars().filter(Character::isISOControl)).isEmpty();
    assertThat(run.lines()).filteredOn(line -> line.startsWith("LISTENING  x")).isEmpty();
  }

  @Test
  void explain_printsAllLinesOfALongFinding() {
    try (TcpPeer web =
        TcpPeer.serving(
            (in, out) -> {
              in.read();
              StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
              for (int i = 1; i <= 30; i++) {
                head.append("X-Field-").append(i).append(": value ").append(i).append("\r\n");
              }
              out.write((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
            })) {
      String[] arguments = {"check", "--explain", "http://127.0.0.1:" + web.port()};

      assertThat(run.run(arguments)).isZero();

      assertThat(run.lines())
          .contains("    The protocol http was spoken.")
          .contains("      X-Field-1: value 1", "      X-Field-30: value 30");
    }
  }

  @Test
  void textOfTheUser_isSafeInMessages() {
    run.input(HOSTILE + "\n").run("check", "-");

    assertThat(run.err().replace("\n", "").chars().filter(Character::isISOControl)).isEmpty();
    assertThat(run.err()).contains("\\u001b[2J").doesNotContain("\u202e");
  }

  @Test
  void terminal_hasColours_exceptWithNoColor() {
    run.terminal().run("check", endpoint());
    assertThat(run.out()).startsWith("\u001b[32mLISTENING\u001b[0m   ");

    CommandRun plain = new CommandRun().terminal().protocol(new Greeter());
    plain.variable("NO_COLOR", "1").run("check", endpoint());
    assertThat(plain.out()).startsWith("LISTENING   ");

    CommandRun option = new CommandRun().terminal().protocol(new Greeter());
    option.run("check", "--no-color", endpoint());
    assertThat(option.out()).startsWith("LISTENING   ");
  }

  @Test
  void posixLocale_escapesWhatItsCharsetLacks_butJsonIsUtf8() throws Exception {
    try (TcpPeer greeting =
        TcpPeer.serving((in, out) -> out.write("\u00fc".getBytes(StandardCharsets.UTF_8)))) {
      String endpoint = "greeter://127.0.0.1:" + greeting.port();
      run.charset(StandardCharsets.US_ASCII).run("check", endpoint);
      assertThat(run.lines().get(1)).isEqualTo("    greeting: \\ufffd\\ufffd");

      ByteArrayOutputStream json = new ByteArrayOutputStream();
      run.output(json).run("check", "--json", endpoint);
      assertThat(json.toString(StandardCharsets.UTF_8)).contains("\"greeting: \ufffd\ufffd\"");
    }
  }

  @Test
  void closedPipe_endsQuietlyWith141() {
    int code = run.output(broken()).pipe().run("check", endpoint());

    assertThat(code).isEqualTo(141);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void fullDisk_isReported_andExits74() {
    assertThat(run.output(broken()).run("check", endpoint())).isEqualTo(74);

    assertThat(run.err())
        .isEqualTo("portprobe: standard output cannot be written: no space left on device\n");
  }

  @Test
  void helpThatCannotBeWritten_exits74_andAClosedPipe141() {
    assertThat(run.output(broken()).run("check", "--help")).isEqualTo(74);
    assertThat(run.err()).isEqualTo("portprobe: standard output cannot be written\n");

    CommandRun pipe = new CommandRun().output(broken()).pipe();
    assertThat(pipe.run("--help")).isEqualTo(141);
    assertThat(pipe.err()).isEmpty();
  }

  private static OutputStream broken() {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw new IOException("no space left on device");
      }
    };
  }
}
