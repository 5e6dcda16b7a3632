package io.portprobe.examples.portqry.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A command in a pseudo-terminal, which script(1) makes. Confined to one thread. */
final class Terminal implements AutoCloseable {
  /** What the key sends; the terminal turns it into SIGINT. */
  static final String CTRL_C = "\003";

  private final Process script;
  private final StringBuilder output = new StringBuilder();

  private Terminal(Process script) {
    this.script = script;
  }

  /**
   * Starts a command. It takes the place of the shell that script(1) starts: dash would die of the
   * SIGINT that is meant for the command.
   */
  static Terminal running(Path command, String... arguments) throws IOException {
    String words = Arrays.stream(arguments).map(Terminal::quoted).collect(Collectors.joining(" "));
    return new Terminal(
        new ProcessBuilder(
                DefaultSignals.of(
                    List.of(
                        "script",
                        "-qefc",
                        "exec " + quoted(command.toString()) + " " + words,
                        "/dev/null")))
            .redirectErrorStream(true)
            .start());
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** Sends keys. */
  void type(String keys) throws IOException {
    OutputStream keyboard = script.getOutputStream();
    keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  /** Reads the output up to a text. */
  void awaitOutput(String text) throws IOException {
    while (output.indexOf(text) < 0) {
      if (!read()) {
        throw new AssertionError("'" + text + "' was not printed, but: " + output);
      }
    }
  }

  private boolean read() throws IOException {
    byte[] bytes = new byte[4096];
    InputStream screen = script.getInputStream();
    int count = screen.read(bytes);
    if (count > 0) {
      output.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
    }
    return count >= 0;
  }

  /** Waits for the end of the command. */
  int exitCode() throws IOException, InterruptedException {
    boolean open = true;
    while (open) {
      open = read();
    }
    if (!script.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the command did not end; it printed " + output);
    }
    return script.exitValue();
  }

  /** Returns what was printed so far. */
  String output() {
    return output.toString();
  }

  @Override
  public void close() {
    script.destroyForcibly();
  }
}
