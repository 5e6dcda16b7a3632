package io.portprobe.examples.portqry;

import io.portprobe.examples.portprobe.PortprobeCommand;
import io.portprobe.examples.portqry.console.ExitCode;
import io.portprobe.examples.portqry.console.LoggingSetup;
import io.portprobe.examples.portqry.netsh.NetshCommand;
import io.portprobe.examples.portqry.telnet.TelnetCommand;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The entry point of the process. */
public final class Main {
  private Main() {}

  /** Selects the command, one of {@link #COMMANDS}. */
  private static final String COMMAND = "portqry.command";

  private static final Set<String> COMMANDS = Set.of("portprobe", "portqry", "telnet", "netsh");

  /**
   * Runs a command, and ends the process with its exit code. The property {@value #COMMAND} names
   * the command, otherwise the first argument if it is the name of a command. The default is {@code
   * portprobe}.
   *
   * @param arguments see {@code --help} of the command
   */
  public static void main(String[] arguments) {
    LoggingSetup.install();
    String launcher = System.getProperty(LaunchedProcess.PROPERTY);
    LaunchedProcess.endWith(launcher);
    LaunchedProcess.exit(LaunchedProcess.exitCode(runNamed(arguments), launcher));
  }

  /**
   * Runs {@code portqry} on the process's own streams, and leaves the process running.
   *
   * @param arguments see {@code --help}
   * @return the exit code
   */
  public static int run(String... arguments) {
    return run("portqry", arguments);
  }

  /** Runs the command of the property or the first argument; returns the exit code. */
  static int runNamed(String... arguments) {
    String named = System.getProperty(COMMAND);
    if (named != null) {
      return run(named, arguments);
    }
    if (arguments.length > 0 && COMMANDS.contains(arguments[0])) {
      return run(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length));
    }
    return run("portprobe", arguments);
  }

  private static int run(String command, String[] arguments) {
    int exitCode =
        switch (command.toLowerCase(Locale.ROOT)) { // Windows has it as the user typed it
          case "portprobe" -> PortprobeCommand.ofProcess(arguments);
          case "netsh" -> NetshCommand.ofProcess().run(arguments);
          case "telnet" -> TelnetCommand.ofProcess().run(arguments);
          default -> new Portqry(Environment.ofProcess()).run(arguments);
        };
    int code =
        exitCode(
            command,
            exitCode,
            System.out,
            () ->
                io.portprobe.examples.portprobe.cli.Environment.ofProcess()
                    .outPipe()
                    .getAsBoolean(),
            System.err);
    System.err.flush();
    return code;
  }

  /**
   * Returns the exit code of a command, or why its output is not complete. If the reader of a pipe
   * closed it, the code is 141 without a message, as of a program that SIGPIPE ends.
   */
  static int exitCode(
      String command, int exitCode, PrintStream out, BooleanSupplier pipe, PrintStream err) {
    if (!out.checkError()) { // also flushes
      return exitCode;
    }
    if (pipe.getAsBoolean()) {
      return ExitCode.PIPE_CLOSED;
    }
    err.println(command + ": standard output cannot be written");
    return ExitCode.OUTPUT;
  }
}
