package io.portprobe.examples.portqry.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a command as a separate process. */
final class Shell {
  /** How a process ended, and what it printed. */
  record Ended(int exitCode, String out, String err) {}

  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();

  /**
   * Sets up a shell.
   *
   * @param folder the working directory; files of the output go there, too
   */
  Shell(Path folder) {
    this.folder = folder;
  }

  /** Sets a variable; an empty value removes it. */
  Shell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Runs a command to its end, without input. */
  Ended run(Object... command) throws IOException, InterruptedException {
    List<String> words = words(command);
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    setEnvironment(builder);
    Process process = builder.start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(words + " did not end; it printed " + Files.readString(out));
    }
    return new Ended(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  /** Starts a command without input; the caller reads its output, and ends it. */
  Process start(Object... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(words(command))
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true);
    setEnvironment(builder);
    return builder.start();
  }

  private static List<String> words(Object... command) throws IOException {
    return DefaultSignals.of(Stream.of(command).map(Object::toString).toList());
  }

  private void setEnvironment(ProcessBuilder builder) {
    environment.forEach(
        (variable, value) -> {
          builder.environment().remove(variable);
          if (!value.isEmpty()) {
            builder.environment().put(variable, value);
          }
        });
  }
}
