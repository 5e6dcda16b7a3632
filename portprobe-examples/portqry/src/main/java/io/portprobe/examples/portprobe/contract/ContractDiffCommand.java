package io.portprobe.examples.portprobe.contract;

import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.examples.portprobe.format.PlainText;
import io.portprobe.examples.portprobe.output.json.JsonLine;
import io.portprobe.testing.drift.ResultChange;
import io.portprobe.testing.drift.ResultDiff;
import io.portprobe.testing.drift.ResultFile;
import io.portprobe.text.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The subcommand: compares the results of two runs. */
@Command(
    name = "diff",
    description =
        "Compares two files of JSON lines: what opened, closed, or changed its reason, addresses,"
            + " certificate, service or finding.",
    footer = {
      "",
      "The files are the output of portprobe check --json or portprobe contract check --json. If"
          + " they are from two vantage points, one in each file, the results of each endpoint are"
          + " compared. The exit code is 0 if nothing changed, 1 if something did, and 78 if a file"
          + " has an error.",
      "",
      "Examples:",
      "  portprobe contract check connectivity.yaml --json > today.jsonl",
      "  portprobe contract diff monday.jsonl today.jsonl"
    })
final class ContractDiffCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "OLD", description = "The results of the earlier run.")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The results of the later run.")
  private Path after = Path.of("");

  @Option(names = "--json", description = "Print one JSON object for each change.")
  private boolean json;

  private final Environment environment;

  ContractDiffCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws CommandException {
    ResultFile old = read(before);
    ResultFile now = read(after);
    requireResults(before, old);
    requireResults(after, now);
    List<ResultChange> changes = ResultDiff.between(old, now);
    if (json) {
      PlainText.printUtf8(
          environment,
          changes.stream().map(change -> JsonLine.of("change", change.toMap()).toJson()).toList());
    } else {
      PlainText.print(environment, changes.stream().map(ResultChange::toString).toList());
    }
    return changes.isEmpty() ? ExitCodes.AS_WANTED : ExitCodes.NOT_AS_WANTED;
  }

  /** A run without results is more often a run that failed than one of an empty contract. */
  private static void requireResults(Path file, ResultFile results) throws CommandException {
    if (results.size() == 0) {
      throw new CommandException(
          ExitCodes.CONFIGURATION,
          SafeText.quote(file.toString()) + ": empty (expected: at least one result)");
    }
  }

  private static ResultFile read(Path file) throws CommandException {
    try {
      return ResultFile.read(file);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCodes.CONFIGURATION, Failures.message(e));
    } catch (IOException e) {
      throw ContractInput.unreadable(file, e);
    }
  }
}
