package io.portprobe.examples.portqry;

import io.portprobe.examples.portprobe.PortprobeCommand;
import io.portprobe.examples.portqry.console.LoggingSetup;
import io.portprobe.examples.portqry.netsh.NetshCommand;
import io.portprobe.examples.portqry.telnet.TelnetCommand;

/** The entry point of the process. */
public final class Main {
  private Main() {}

  /**
   * The command to run: {@code portprobe}, {@code portqry}, {@code telnet} or {@code netsh}.
   * Default: {@code portqry}.
   */
  private static final String COMMAND = "portqry.command";

  /**
   * Runs the command that the property {@value #COMMAND} names, and ends the process with its exit
   * code.
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
    int exitCode =
        switch (System.getProperty(COMMAND, "portqry")) {
          case "portprobe" -> PortprobeCommand.ofProcess(arguments);
          case "netsh" -> NetshCommand.ofProcess().run(arguments);
          case "telnet" -> TelnetCommand.ofProcess().run(arguments);
          default -> new Portqry(Environment.ofProcess()).run(arguments);
        };
    System.out.flush();
    System.err.flush();
    return exitCode;
  }
}
