package io.portprobe.examples.portqry;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process that the launcher script started. A JVM that cannot start ends with exit code 1, and a
 * few with 0 or 2, which are the exit codes of states. A launched process therefore adds {@value
 * #OFFSET} to the exit code of a state, and the launcher subtracts it again.
 */
final class LaunchedProcess {
  /** Set by the launcher: its process id. */
  static final String PROPERTY = "portqry.launcher";

  static final int OFFSET = 100;

  private LaunchedProcess() {}

  /**
   * Returns the exit code for the operating system.
   *
   * @param exitCode the exit code of the run
   * @param launcher the process id of the launcher; null without a launcher
   */
  static int exitCode(int exitCode, @Nullable String launcher) {
    return launcher != null && exitCode <= ExitCode.UNDECIDED ? exitCode + OFFSET : exitCode;
  }

  /**
   * Ends this process when the launcher ends, for example by SIGKILL, which the launcher cannot
   * forward.
   *
   * @param launcher the process id of the launcher; null without a launcher
   */
  static void endWith(@Nullable String launcher) {
    if (launcher == null) {
      return;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(launcher));
    if (process.isEmpty()) {
      System.exit(ExitCode.LOCAL_FAULT);
    } else {
      Thread watcher = new Thread(() -> haltAfter(process.get()), "portqry-launcher");
      watcher.setDaemon(true);
      watcher.start();
    }
  }

  private static void haltAfter(ProcessHandle launcher) {
    launcher.onExit().join();
    Runtime.getRuntime().halt(ExitCode.LOCAL_FAULT);
  }
}
