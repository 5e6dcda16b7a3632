package io.portprobe.internal.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A command of the operating system that prints a list and ends. */
final class ListingCommand {
  private static final int MAX_LINES = 200_000;

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
   * @throws IOException if it does not exist, fails without output, or does not end in time
   */
  List<String> lines() throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    AtomicBoolean late = new AtomicBoolean();
    Thread timer = new Thread(() -> endLate(process, late), "portprobe-listing");
    timer.setDaemon(true);
    timer.start();
    try (BufferedReader output = process.inputReader()) {
      process.getOutputStream().close();
      List<String> lines = new ArrayList<>();
      for (String line = output.readLine();
          line != null && lines.size() < MAX_LINES;
          line = output.readLine()) {
        lines.add(line);
      }
      int exit = process.waitFor();
      if (late.get()) {
        throw new IOException(command + ": did not end within " + maxSeconds + " s");
      }
      if (exit > 1 && lines.isEmpty()) { // lsof ends with 1 if it finds nothing
        throw new IOException(command + ": ended with exit code " + exit);
      }
      return lines;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(command + ": interrupted", e);
    } finally {
      process.destroyForcibly();
      timer.interrupt();
    }
  }

  private void endLate(Process process, AtomicBoolean late) {
    try {
      if (!process.waitFor(maxSeconds, TimeUnit.SECONDS)) {
        late.set(true);
        process.destroyForcibly();
      }
    } catch (InterruptedException done) {
      Thread.currentThread().interrupt(); // the thread ends
    }
  }
}
