package io.portprobe.examples.portprobe.contract;

import io.portprobe.Endpoint;
import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.format.RunOutput;
import io.portprobe.examples.portprobe.output.NameRecord;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.output.ResultRecord.Expectation;
import io.portprobe.examples.portprobe.record.ExpectedRecord;
import io.portprobe.examples.portprobe.record.Records;
import io.portprobe.examples.portprobe.record.ReportRecord;
import io.portprobe.testing.contract.ContractDetails;
import io.portprobe.testing.contract.ContractDetails.Severity;
import io.portprobe.testing.contract.ContractRow;
import io.portprobe.testing.contract.ContractRow.Verdict;
import io.portprobe.testing.contract.Mismatch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Rows of the output from rows of a contract.
 *
 * @param vantagePoint where the check runs, if the user named it
 * @param started when the check was started
 */
record RowRecords(Optional<String> vantagePoint, Instant started) {

  /** Writes a row: a port or a host name. */
  void write(ContractRow row, RunOutput output) throws CommandException {
    if (row.port().isPresent()) {
      output.write(ofPort(row, row.port().get().endpoint()));
    } else {
      output.write(ofName(row));
    }
  }

  private ResultRecord ofPort(ContractRow row, Endpoint endpoint) {
    ResultRecord result =
        row.report()
            .<ResultRecord>map(report -> new ReportRecord(row.subject(), report))
            .orElseGet(
                () ->
                    Records.failed(row.subject(), endpoint, row.failure().orElseThrow(), started));
    return new ExpectedRecord(
        result, Optional.of(name(row)), expectation(row), exitCode(row), vantagePoint, row.toMap());
  }

  private NameRecord ofName(ContractRow row) {
    return new NameRecord(
        name(row),
        row.subject(),
        row.addresses(),
        expectation(row),
        vantagePoint,
        started,
        row.message(),
        row.toMap(),
        exitCode(row));
  }

  /** Returns where the line is, and what it is for. */
  private static String name(ContractRow row) {
    ContractDetails details = row.details();
    return row.origin() + (details.description().isEmpty() ? "" : " " + details.description());
  }

  private static Expectation expectation(ContractRow row) {
    List<String> differences = row.mismatches().stream().map(Mismatch::toString).toList();
    boolean met = row.verdict() == Verdict.MET;
    boolean required = row.details().severity() == Severity.REQUIRED;
    return new Expectation(row.expectation(), met, required, differences);
  }

  private static int exitCode(ContractRow row) {
    return switch (row.verdict()) {
      case MET, OPTIONAL_UNMET -> ExitCodes.AS_WANTED;
      case UNMET -> ExitCodes.NOT_AS_WANTED;
      case FAILED -> row.failure().map(ExitCodes::of).orElse(ExitCodes.DEFECT);
    };
  }
}
