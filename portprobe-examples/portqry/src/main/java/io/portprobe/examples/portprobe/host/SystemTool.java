package io.portprobe.examples.portprobe.host;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A program of the operating system. */
final class SystemTool {
  private static final int MAX_BYTES = 65_536;

  private final Path program;

  private SystemTool(Path program) {
    this.program = program;
  }

  /**
   * The end of a program.
   *
   * @param lines standard output and standard error, at most 64 kB
   * @param isLate whether it was ended because its time was over
   */
  record Ended(int exitCode, List<String> lines, boolean isLate) {
    /** Returns the first line that has text; empty if there is none. */
    String firstLine() {
      return lines.stream().filter(line -> !line.isBlank()).findFirst().orElse("");
    }
  }

  /**
   * Finds a program in the absolute folders of {@code PATH}.
   *
   * @param variables the environment
   */
  static Optional<SystemTool> find(String name, Map<String, String> variables) {
    boolean windows = File.separatorChar == '\\';
    String file = windows ? name + ".exe" : name;
    return Arrays.stream(path(variables).split(File.pathSeparator, -1))
        .flatMap(folder -> program(folder, file).stream())
        .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
        .findFirst()
        .map(SystemTool::new);
  }

  /** Returns the path of a file of an absolute folder. */
  private static Optional<Path> program(String folder, String file) {
    try {
      return Optional.of(Path.of(folder).resolve(file)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty(); // no folder has this name
    }
  }

  /** Windows writes the name as {@code Path}. */
  private static String path(Map<String, String> variables) {
    return variables.entrySet().stream()
        .filter(variable -> variable.getKey().toUpperCase(Locale.ROOT).equals("PATH"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /**
   * Runs the program without input.
   *
   * @param limit the time after which it is ended
   * @return fails with an {@link IOException} if it cannot be started; cancelling it ends the
   *     program
   */
  CompletableFuture<Ended> run(Duration limit, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process;
    try {
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
    AtomicBoolean late = new AtomicBoolean();
    CompletableFuture<Void> timer =
        CompletableFuture.runAsync(
            () -> {
              late.set(true); // before the end, since the end is reported on another thread
              process.toHandle().destroyForcibly(); // unlike Process, it leaves the output open
            },
            CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
    CompletableFuture<Ended> ended =
        process
            .onExit()
            .thenApply(
                exited -> {
                  timer.cancel(false);
                  return new Ended(exited.exitValue(), lines(exited), late.get());
                });
    var unused =
        ended.whenComplete(
            (result, failure) -> {
              if (failure != null) {
                process.destroyForcibly();
              }
            });
    return ended;
  }

  /** Reads what the program has written; a child of it may still hold the pipe open. */
  private static List<String> lines(Process exited) {
    try (InputStream in = exited.getInputStream()) {
      byte[] bytes = in.readNBytes(Math.min(in.available(), MAX_BYTES));
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of("its output cannot be read: " + e.getMessage());
    }
  }
}
