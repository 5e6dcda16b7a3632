package io.portprobe.examples.portqry;

import io.portprobe.examples.portqry.console.LoggingSetup;

/** The entry point of the process. */
public final class Main {
  private Main() {}

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    LoggingSetup.install();
    String launcher = System.getProperty(LaunchedProcess.PROPERTY);
    LaunchedProcess.endWith(launcher);
    System.exit(LaunchedProcess.exitCode(run(arguments), launcher));
  }

  /**
   * Runs the command on the process's own streams, and leaves the process running.
   *
   * @param arguments see {@code --help}
   * @return the exit code
   */
  public static int run(String... arguments) {
    int exitCode = new Portqry(Environment.ofProcess()).run(arguments);
    System.out.flush();
    System.err.flush();
    return exitCode;
  }
}
