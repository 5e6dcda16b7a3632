package io.portprobe.examples.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Runs commands that have the options of a scan. */
final class Commands {
  private Commands() {}

  /**
   * Runs one.
   *
   * @param command what picocli is to run, with what it adds to the options
   * @return the exit code: 0, 2 for bad arguments, 70 for a fault
   */
  static int run(CommandSpec command, ScanOptions options, String... arguments) {
    options.addTo(command);
    return new CommandLine(command)
        .setExecutionExceptionHandler(
            (e, commandLine, parsed) -> {
              e.printStackTrace(commandLine.getErr());
              return 70;
            })
        .execute(arguments);
  }

  /** A command without annotations. */
  static CommandSpec command(String name, String what, Callable<Integer> action) {
    CommandSpec command =
        CommandSpec.wrapWithoutInspection(action).name(name).mixinStandardHelpOptions(true);
    command.usageMessage().description(what);
    return command;
  }

  /**
   * Reads options.
   *
   * @throws picocli.CommandLine.ParameterException if they do not fit
   */
  static ScanOptions parsed(String... arguments) {
    ScanOptions options = new ScanOptions();
    CommandSpec command = CommandSpec.create();
    options.addTo(command);
    new CommandLine(command).parseArgs(arguments);
    return options;
  }
}
