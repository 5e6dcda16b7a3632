package io.portprobe.examples.portprobe.contract;

import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Environment;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The subcommands about contracts: files that list which connections of a network must work. */
@Command(
    name = "contract",
    description =
        "Checks, records and explains contracts: files that list which connections of a network"
            + " must work, and which must not.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  portprobe contract check connectivity.yaml --from web-tier",
      "  portprobe contract explain connectivity.yaml",
      "  portprobe contract record db:5432 www:80,443 --output connectivity.yaml",
      "  portprobe contract diff monday.jsonl today.jsonl"
    })
public final class ContractCommand implements Callable<Integer> {
  private ContractCommand() {}

  /** Returns the command with its subcommands. */
  public static CommandLine commandLine(Environment environment) {
    CommandLine commandLine = new CommandLine(new ContractCommand());
    commandLine.addSubcommand(new ContractCheckCommand(environment));
    commandLine.addSubcommand(new ContractExplainCommand(environment));
    commandLine.addSubcommand(new ContractRecordCommand(environment));
    commandLine.addSubcommand(new ContractDiffCommand(environment));
    return commandLine;
  }

  @Override
  public Integer call() throws CommandException {
    throw CommandException.usage(
        "COMMAND: missing (expected: check, explain, record or diff; portprobe contract --help has"
            + " more)");
  }
}
