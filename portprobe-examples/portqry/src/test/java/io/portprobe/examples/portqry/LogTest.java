package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portprobe.PortState;
import io.portprobe.examples.portqry.console.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTest {
  private static final String OLD = "what was there before";

  private final Harness harness = new Harness();
  @TempDir private Path folder;
  private Path log;

  @BeforeEach
  void place() {
    log = folder.resolve("pqlog.txt");
  }

  private String logged() throws IOException {
    return Files.readString(log).replace(System.lineSeparator(), "\n");
  }

  private void existing() throws IOException {
    Files.writeString(log, OLD);
  }

  private int run(String... more) {
    String[] arguments = new String[more.length + 4];
    System.arraycopy(new String[] {"-n", "server01", "-l", log.toString()}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return harness.run(arguments);
  }

  @Test
  @DisplayName("The log has a header, all output, and a last line")
  void layout() throws Exception {
    assertThat(run("-e", "25")).isZero();

    assertThat(logged())
        .isEqualTo(
            """
            PortQry Version 2.0 Log File (portprobe %s)

            System Date: Sat Jul 12 09:05:03 2003

            Command run:
             portqry -n server01 -l %s -e 25

            Local computer name:

             MYCOMPUTER
            %s
            ========= end of log file =========
            """
                .formatted(Version.text(), log, harness.out()));
    assertThat(harness.out()).contains("\nTCP port 25 (smtp service): LISTENING\n");
  }

  @Test
  @DisplayName("The log of a quiet run has its text")
  void quiet() throws Exception {
    existing();
    harness.answering(PortState.FILTERED);

    assertThat(run("-q")).isEqualTo(2);

    assertThat(harness.out() + harness.err()).isEmpty();
    assertThat(logged())
        .doesNotContain(OLD)
        .contains("\nTCP port 80 (http service): FILTERED\n")
        .endsWith("\n========= end of log file =========\n");
  }

  @Test
  @DisplayName("An existing log is not overwritten without a terminal")
  void unattended() throws Exception {
    existing();

    assertThat(run()).isEqualTo(73);

    assertThat(harness.err())
        .isEqualTo(
            "portqry: -l: '"
                + log
                + "' (expected: a file that does not exist yet, or -y to overwrite it)\n");
    assertThat(harness.out()).isEmpty();
    assertThat(harness.clients()).isEmpty();
    assertThat(logged()).isEqualTo(OLD);
  }

  @Test
  @DisplayName("The log is overwritten with -y without a prompt")
  void overwrite() throws Exception {
    existing();
    harness.typing("n\n");

    assertThat(run("-y")).isZero();

    assertThat(harness.err()).isEmpty();
    assertThat(logged()).doesNotContain(OLD).contains("TCP port 80");
  }

  @Test
  @DisplayName("The log is overwritten if the user confirms")
  void yes() throws Exception {
    existing();
    harness.typing("Y\n");

    assertThat(run()).isZero();

    assertThat(harness.err()).isEqualTo("Log file '" + log + "' exists. Overwrite it? (y/n) ");
    assertThat(logged()).doesNotContain(OLD);
  }

  @Test
  @DisplayName("The log is kept if the user declines or input ends")
  void no() throws Exception {
    for (String answer : new String[] {"n\n", "\n", "", "yesterday\n"}) {
      existing();
      Harness sent = new Harness().typing(answer);

      assertThat(sent.run("-n", "server01", "-l", log.toString())).isEqualTo(73);

      assertThat(sent.err()).endsWith("(y/n) portqry: -l: '" + log + "' was not overwritten\n");
      assertThat(logged()).isEqualTo(OLD);
    }
  }

  @Test
  @DisplayName("A log that is a folder is rejected")
  void folder() {
    log = folder;

    assertThat(run("-y")).isEqualTo(73);

    assertThat(harness.err())
        .isEqualTo("portqry: -l: '" + folder + "' (expected: a file, not a folder)\n");
  }

  @Test
  @DisplayName("A log in a missing folder is rejected")
  void noFolder() {
    log = folder.resolve("no").resolve("such");

    assertThat(run()).isEqualTo(73);

    assertThat(harness.err())
        .isEqualTo("portqry: -l: '" + log + "' (expected: a file in a folder that exists)\n");
    assertThat(harness.clients()).isEmpty();
  }

  @Test
  @DisplayName("A log below a file is rejected")
  void belowFile() throws Exception {
    existing();
    log = log.resolve("below");

    assertThat(run()).isEqualTo(73);

    assertThat(harness.err())
        .startsWith("portqry: -l: '" + log + "' (expected: a file that can be written; ");
  }

  @Test
  @DisplayName("A failed write to the log is reported, and the results are still printed")
  void full() {
    Path device = Path.of("/dev/full");
    assumeTrue(Files.exists(device), "this system has no /dev/full");
    log = device;

    assertThat(run("-y")).isEqualTo(73);

    assertThat(harness.err())
        .startsWith("portqry: -l: '/dev/full': write failed, the log is incomplete; ");
    assertThat(harness.err().lines()).hasSize(1);
  }

  @Test
  @DisplayName("The log receives each result at once")
  void asItGoes() throws Exception {
    harness.answering(
        sent -> {
          if (sent.endpoint().port() == 2) {
            try {
              assertThat(logged()).contains("Name resolved to 192.0.2.1");
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          }
          return FakeReport.now(sent, PortState.LISTENING);
        });

    assertThat(run("-o", "1,2")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"e\u001b[31mv\u0007il, e\\u001b[31mv\\u0007il", "\u202eevil, \\u202eevil"})
  @DisplayName("The log escapes unsafe characters of arguments")
  void printable(String name, String escaped) throws Exception {
    String encoding = System.getProperty("sun.jnu.encoding");
    assumeTrue(
        Charset.forName(encoding).newEncoder().canEncode(name),
        "the locale of this JVM can encode the name of the file");
    Path named = folder.resolve(name);

    assertThat(harness.run("-n", "server01", "-l", named.toString())).isZero();

    assertThat(new String(Files.readAllBytes(named), StandardCharsets.UTF_8))
        .contains(escaped + "\n")
        .doesNotContain("\u202e", "\u0007", "\u001b");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  @Tag("slow")
  @DisplayName("A FIFO that no process reads is rejected after 3 seconds")
  void fifo() throws Exception {
    assumeTrue(Fifo.make(log), "mkfifo makes the FIFO");

    assertThat(run("-y")).isEqualTo(73);

    assertThat(harness.err())
        .isEqualTo(
            "portqry: -l: '"
                + log
                + "' (expected: a file that opens within 3 s; a FIFO opens when another process"
                + " reads it)\n");
    assertThat(harness.clients()).isEmpty();
    Files.newInputStream(log).close(); // releases the thread
  }

  @Test
  @DisplayName("A FIFO that a process reads receives the log")
  void readFifo() throws Exception {
    assumeTrue(Fifo.make(log), "mkfifo makes the FIFO");
    CompletableFuture<String> reader =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return logged();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    assertThat(run("-y")).isZero();

    assertThat(reader.get(60, TimeUnit.SECONDS)).contains("TCP port 80", "end of log file");
  }
}
