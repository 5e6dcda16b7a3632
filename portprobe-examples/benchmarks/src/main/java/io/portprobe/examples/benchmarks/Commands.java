package io.portprobe.examples.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Functions to build and run commands. */
final class Commands {
  private Commands() {}

  /**
   * Runs a command.
   *
   * @param command the command with its options
   * @return the exit code: 0, 2 for bad arguments, 70 for an internal error
   */
  static int run(CommandSpec command, String... arguments) {
    return new CommandLine(command)
        .setExecutionExceptionHandler(
            (e, commandLine, parsed) -> {
              e.printStackTrace(commandLine.getErr());
              return 70;
            })
        .execute(arguments);
  }

  /** Creates a command with the options of a scan, without annotations. */
  static CommandSpec command(
      String name, String what, ScanOptions options, Callable<Integer> action) {
    CommandSpec command =
        CommandSpec.wrapWithoutInspection(action).name(name).mixinStandardHelpOptions(true);
    command.usageMessage().description(what);
    options.addTo(command);
    return command;
  }

  /**
   * Parses the options of a scan.
   *
   * @throws picocli.CommandLine.ParameterException if they are invalid
   */
  static ScanOptions parsed(String... arguments) {
    ScanOptions options = new ScanOptions();
    CommandSpec command = CommandSpec.create();
    options.addTo(command);
    new CommandLine(command).parseArgs(arguments);
    return options;
  }
}
