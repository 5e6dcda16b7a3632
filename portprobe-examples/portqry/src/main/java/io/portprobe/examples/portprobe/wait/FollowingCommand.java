package io.portprobe.examples.portprobe.wait;

import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.text.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The command after a wait, as a child process with the standard streams of this process. The
 * launcher scripts run it themselves instead, in their own place.
 */
final class FollowingCommand {
  private static final int GRACE_SECONDS = 60;

  private final List<String> command;

  FollowingCommand(List<String> command) {
    this.command = List.copyOf(command);
  }

  /**
   * Runs the command. A signal that ends this process is passed on to it as SIGTERM.
   *
   * @return its exit status; 128 and the number of the signal that ended it
   * @throws CommandException if it cannot be started, with 127 or 126 as env(1)
   */
  int run() throws CommandException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).inheritIO().start();
    } catch (IOException e) {
      throw new CommandException(
          exists() ? ExitCodes.NOT_EXECUTABLE : ExitCodes.NO_SUCH_COMMAND,
          "COMMAND: " + SafeText.quote(command.get(0)) + " cannot be run: " + reason(e));
    }
    Thread passOn = new Thread(() -> end(process), "portprobe-signal");
    Runtime.getRuntime().addShutdownHook(passOn);
    int status = process.waitFor();
    try {
      Runtime.getRuntime().removeShutdownHook(passOn);
    } catch (IllegalStateException e) {
      return status; // a signal ends this process; the hook waits for the command
    }
    return status;
  }

  /** Returns the text of the operating system, which the JDK puts after the number of the error. */
  private static String reason(IOException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return SafeText.line(String.valueOf(cause.getMessage()).replaceFirst("^error=\\d+, ", ""));
  }

  private boolean exists() {
    try {
      return Files.exists(Path.of(command.get(0)));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Ends the command, and waits for it, so that it does not outlive this process. */
  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
