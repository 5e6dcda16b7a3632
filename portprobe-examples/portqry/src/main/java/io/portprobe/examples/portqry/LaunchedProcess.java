package io.portprobe.examples.portqry;

import io.portprobe.examples.portqry.console.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process that the launcher script started. A JVM that cannot start ends with exit code 1, and a
 * few with 0 or 2, which are the exit codes of states. A launched process therefore adds {@value
 * #OFFSET} to the exit code of a state, and the launcher subtracts it again. The launcher of
 * Windows cannot be replaced by the command of a wait, so that an exit code may be any number:
 * there {@value #OFFSET_OF_ALL} is added to each.
 */
final class LaunchedProcess {
  /** Set by the launcher: its process id, or {@value #WINDOWS}. */
  static final String PROPERTY = "portqry.launcher";

  /** The launcher of Windows, which has no process id. */
  static final String WINDOWS = "cmd";

  /** Set by the launcher to {@code true} if the user has no options for Java, such as an agent. */
  private static final String HALT = "portqry.halt";

  static final int OFFSET = 100;
  static final int OFFSET_OF_ALL = 1_000;

  private static final Duration POLL = Duration.ofMillis(500);

  private LaunchedProcess() {}

  /**
   * Returns the exit code for the operating system.
   *
   * @param exitCode the exit code of the run
   * @param launcher the value of {@link #PROPERTY}; null without a launcher
   */
  static int exitCode(int exitCode, @Nullable String launcher) {
    if (WINDOWS.equals(launcher)) {
      return exitCode < 0 ? exitCode : exitCode + OFFSET_OF_ALL;
    }
    return launcher != null && exitCode <= ExitCode.UNDECIDED ? exitCode + OFFSET : exitCode;
  }

  /**
   * Ends this process, whose output is complete. If the launcher permits it, no shutdown hook runs:
   * {@code System.exit} initialises {@code java.util.logging} since Java 21, which takes longer
   * than a probe. If a signal is already ending the process, its exit code is that of the signal.
   */
  static void exit(int exitCode) {
    if (Boolean.getBoolean(HALT) && !isEnding(Runtime.getRuntime())) {
      Runtime.getRuntime().halt(exitCode);
    }
    System.exit(exitCode);
  }

  private static boolean isEnding(Runtime runtime) {
    Thread hook = new Thread("portqry-ending");
    try {
      runtime.addShutdownHook(hook);
      runtime.removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /**
   * Ends this process when the launcher has ended, for example by SIGKILL, which the launcher
   * cannot forward. Has no effect if the launcher is not the parent of this process, because Java
   * is a script that starts another process.
   *
   * @param launcher the value of {@link #PROPERTY}; null without a launcher
   */
  static void endWith(@Nullable String launcher) {
    if (launcher == null || launcher.equals(WINDOWS) || parent().isEmpty()) {
      return;
    }
    long id = Long.parseLong(launcher);
    if (!isOrphanOf(id)) {
      Thread watcher = new Thread(() -> haltAfter(id), "portqry-launcher");
      watcher.setDaemon(true);
      watcher.start();
    }
  }

  private static void haltAfter(long launcher) {
    try {
      while (!isOrphanOf(launcher)) {
        Thread.sleep(POLL.toMillis());
      }
      Runtime.getRuntime().halt(ExitCode.LOCAL_FAULT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns whether another process is now the parent of this one. Without a free file descriptor
   * the parent is unknown, and {@link ProcessHandle#isAlive()} is false for a running process.
   */
  static boolean isOrphanOf(long launcher) {
    return parent().filter(parent -> parent != launcher).isPresent();
  }

  /**
   * Returns the id of the parent process. On Linux it is read from a file: {@link ProcessHandle}
   * initialises a thread pool first, which takes longer.
   */
  private static Optional<Long> parent() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
      String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 3);
      return Optional.of(Long.parseLong(afterName[1])); // afterName[0] is the state of the process
    } catch (IOException e) { // another system, or no free file descriptor
      return ProcessHandle.current().parent().map(ProcessHandle::pid);
    }
  }
}
