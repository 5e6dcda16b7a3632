package io.portprobe.process;

import io.portprobe.process.ChildJvm.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process of {@link ChildJvm} that runs main classes of the tests, one at a time. The cases of a
 * test class share it, because the start of a JVM takes more processor time than most cases.
 */
public final class ChildSession implements AutoCloseable {
  private static final String ENDED = "ended: ";
  private static final String SEPARATOR = "\t";

  private final Process process;
  private final Path errors;
  private final Writer commands;
  private final BufferedReader output;

  ChildSession(ProcessBuilder builder) throws IOException {
    errors = Files.createTempFile("child", ".err");
    process = builder.redirectError(errors.toFile()).start();
    commands = process.outputWriter(StandardCharsets.UTF_8);
    output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Runs the class in the process, and waits for the end of its main method. The exit code of the
   * result is 0 if the method returned, 1 if it threw, and -1 if it did not end in time.
   */
  public synchronized Ended run(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(main.getName()));
    command.addAll(List.of(arguments));
    List<String> lines = new ArrayList<>();
    CompletableFuture<Void> limit = endAfterPatience();
    try {
      commands.write(String.join(SEPARATOR, command) + "\n");
      commands.flush();
      String line = output.readLine();
      while (line != null && !line.startsWith(ENDED)) {
        lines.add(line);
        line = output.readLine();
      }
      int exit = line == null ? -1 : Integer.parseInt(line.substring(ENDED.length()));
      return new Ended(exit, lines, Files.readString(errors));
    } finally {
      limit.cancel(false);
    }
  }

  /** Lets the process exit, and fails if it does not exit by itself with code 0. */
  @Override
  public void close() throws IOException {
    CompletableFuture<Void> limit = endAfterPatience();
    commands.close();
    int exit = process.onExit().join().exitValue();
    limit.cancel(false);
    output.close();
    String printed = Files.readString(errors);
    Files.delete(errors);
    if (exit != 0) {
      throw new AssertionError("exit code of the child: " + exit + " (expected: 0)\n" + printed);
    }
  }

  private CompletableFuture<Void> endAfterPatience() {
    return CompletableFuture.runAsync(
        process::destroyForcibly,
        CompletableFuture.delayedExecutor(ChildJvm.TIMEOUT_SECONDS, TimeUnit.SECONDS));
  }

  /** The program of the process: reads a command from each line of its input. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws IOException {
      PrintStream out = System.out;
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] command = line.split(SEPARATOR, -1);
        out.println(ENDED + run(command[0], Arrays.copyOfRange(command, 1, command.length)));
        out.flush();
      }
    }

    private static int run(String main, String[] arguments) {
      try {
        var method = Class.forName(main).getDeclaredMethod("main", String[].class);
        method.setAccessible(true); // a package-private class
        method.invoke(null, (Object) arguments);
        return 0;
      } catch (ReflectiveOperationException e) {
        e.printStackTrace();
        return 1;
      }
    }
  }
}
