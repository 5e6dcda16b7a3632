package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MainTest {
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  private int exitCode(PrintStream out, boolean pipe) {
    return Main.exitCode(
        "telnet", 1, out, () -> pipe, new PrintStream(messages, true, StandardCharsets.UTF_8));
  }

  private static PrintStream closed() {
    PrintStream out = new PrintStream(OutputStream.nullOutputStream());
    out.close();
    out.print("lost");
    return out;
  }

  @Test
  void outputThatWasWritten_leavesTheExitCode() {
    assertThat(exitCode(new PrintStream(OutputStream.nullOutputStream()), true)).isEqualTo(1);
    assertThat(messages.size()).isZero();
  }

  @Test
  void outputThatCannotBeWritten_exits74WithAMessage() {
    assertThat(exitCode(closed(), false)).isEqualTo(74);
    assertThat(messages.toString(StandardCharsets.UTF_8))
        .isEqualTo("telnet: standard output cannot be written" + System.lineSeparator());
  }

  @Test
  void pipeThatItsReaderClosed_exits141WithoutAMessage() {
    assertThat(exitCode(closed(), true)).isEqualTo(141);
    assertThat(messages.size()).isZero();
  }
}
