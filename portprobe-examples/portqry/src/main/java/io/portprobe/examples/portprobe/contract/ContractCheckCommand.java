package io.portprobe.examples.portprobe.contract;

import io.portprobe.ProbeClient;
import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.examples.portprobe.format.OutputOptions;
import io.portprobe.examples.portprobe.format.RunOutput;
import io.portprobe.examples.portprobe.output.RunInfo;
import io.portprobe.examples.portprobe.output.RunSummary.Ending;
import io.portprobe.testing.contract.ContractCheck;
import io.portprobe.testing.contract.ContractReport;
import io.portprobe.testing.contract.ContractRow;
import io.portprobe.testing.contract.NetworkContract;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The subcommand: checks a contract, and prints the verdict about each line. */
@Command(
    name = "check",
    description = {
      "Checks a contract, and prints each line: what is expected, what was seen, and every"
          + " difference.",
    },
    footer = {
      "",
      "The exit code is 0 if every required line is met, 1 if one is not, 78 if the file has an"
          + " error, 69 or 99 if a name does not resolve, and 71 if a port could not be probed.",
      "",
      "Examples:",
      "  portprobe contract check connectivity.yaml",
      "  portprobe contract check connectivity.yaml --from web-tier --tag db",
      "  portprobe contract check connectivity.yaml --junit > report.xml",
      "  portprobe contract check connectivity.yaml --json > today.jsonl"
    })
final class ContractCheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The contract, in YAML.")
  private Path file = Path.of("");

  @Mixin private WithinOption within = new WithinOption();
  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  private final Environment environment;

  ContractCheckCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Optional<Duration> time = within.time();
    RunInfo run =
        new RunInfo(
            "contract check", environment.arguments(), Environment.version(), Instant.now());
    NetworkContract contract = ContractInput.read(file, environment);
    try (ProbeClient client = environment.clients().get().build()) {
      ContractCheck check = selection.apply(ContractCheck.of(client));
      check = time.map(check::within).orElse(check);
      var unused = SelectionOptions.select(check, contract);
      BlockingQueue<Optional<ContractRow>> rows = new LinkedBlockingQueue<>();
      CompletableFuture<ContractReport> report =
          start(check.onRow(row -> rows.add(Optional.of(row))), contract);
      var end = report.whenComplete((done, failure) -> rows.add(Optional.empty()));
      try (RunOutput results = output.openExpectations(environment, run)) {
        RowRecords records = new RowRecords(selection.from(), run.started());
        return results.endOf(
            () -> rows.add(Optional.empty()),
            () -> {
              write(rows, records, results);
              if (!report.isDone()) {
                return Ending.INTERRUPTED;
              }
              await(report);
              return Ending.COMPLETE;
            });
      } finally {
        end.cancel(true);
        report.cancel(true);
      }
    }
  }

  /** Starts the check; a line with an unknown protocol or option is an error of the file. */
  private static CompletableFuture<ContractReport> start(
      ContractCheck check, NetworkContract contract) throws CommandException {
    try {
      return check.check(contract);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCodes.CONFIGURATION, Failures.message(e));
    }
  }

  /** Writes each row as soon as it and all earlier rows are known. */
  private static void write(
      BlockingQueue<Optional<ContractRow>> rows, RowRecords records, RunOutput results)
      throws CommandException, InterruptedException {
    while (true) {
      Optional<ContractRow> row = rows.poll();
      if (row == null) {
        results.flush();
        row = rows.take();
      }
      if (row.isEmpty()) {
        return;
      }
      records.write(row.get(), results);
    }
  }

  private static void await(CompletableFuture<ContractReport> report) throws InterruptedException {
    try {
      report.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("contract check: " + Failures.message(e), e.getCause());
    }
  }
}
