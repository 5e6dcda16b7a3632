package io.portprobe.internal.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command of the operating system that prints a list and ends. */
final class ListingCommand {
  private static final int MAX_LINES = 200_000;

  /** A process that a signal ended has a greater exit code. */
  private static final int MAX_EXIT = 128;

  private final long maxSeconds;
  private final List<String> command;

  /**
   * Creates a command.
   *
   * @param maxSeconds the time after which it is ended
   * @param command the program and its arguments; no shell reads them
   */
  ListingCommand(long maxSeconds, String... command) {
    this.maxSeconds = maxSeconds;
    this.command = List.of(command);
  }

  /**
   * Runs the command and returns the lines of its standard output. Blocks.
   *
   * <p>Another thread reads the output, because a child of the command may hold the pipe open after
   * the command was ended.
   *
   * @throws IOException if it does not exist, fails without output, or does not end in time
   */
  List<String> lines() throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    FutureTask<List<String>> lines = new FutureTask<>(() -> lines(process));
    Thread reader = new Thread(lines, "portprobe-listing");
    reader.setDaemon(true);
    reader.start();
    try {
      return lines.get(maxSeconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException(command + ": did not end within " + maxSeconds + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(command + ": no list", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(command + ": interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static List<String> lines(Process process) throws IOException, InterruptedException {
    try (BufferedReader output = process.inputReader()) {
      process.getOutputStream().close();
      List<String> lines = new ArrayList<>();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (lines.size() == MAX_LINES) {
          return lines;
        }
      }
      int exit = process.waitFor();
      if (exit > MAX_EXIT || (exit > 1 && lines.isEmpty())) { // lsof ends with 1 if it finds none
        throw new IOException("ended with exit code " + exit);
      }
      return lines;
    }
  }
}
