package io.portprobe.examples.portprobe.output.tap;

import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.examples.portprobe.output.Destination;
import io.portprobe.examples.portprobe.output.NameRecord;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.output.ResultRecord.Expectation;
import io.portprobe.examples.portprobe.output.ResultWriter;
import io.portprobe.examples.portprobe.output.RunInfo;
import io.portprobe.examples.portprobe.output.RunSummary;
import io.portprobe.examples.portprobe.output.TestVerdict;
import io.portprobe.examples.portprobe.output.TestVerdict.Outcome;
import io.portprobe.text.AddressText;
import io.portprobe.text.JsonText;
import io.portprobe.text.SafeText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * TAP 14 (https://testanything.org): a test point for each result as soon as it is complete, with a
 * YAML block that says what was seen. The plan follows at the end. UTF-8.
 */
public final class TapWriter implements ResultWriter {
  private final BufferedWriter out;
  private int points;

  /** Creates a writer, which writes nothing yet. */
  public TapWriter(Destination destination) {
    this.out =
        new BufferedWriter(new OutputStreamWriter(destination.bytes(), StandardCharsets.UTF_8));
  }

  @Override
  public void begin(RunInfo run) throws IOException {
    line("TAP version 14");
    line("# portprobe " + SafeText.line(String.join(" ", run.arguments())));
  }

  @Override
  public void write(ResultRecord result) throws IOException {
    if (point(TestVerdict.name(result), TestVerdict.of(result))) {
      block(result, TestVerdict.of(result));
    }
  }

  @Override
  public void write(NameRecord row) throws IOException {
    TestVerdict verdict = TestVerdict.of(row);
    if (point(TestVerdict.name(row), verdict)) {
      line("  ---");
      failure(verdict);
      entry("addresses", row.seen());
      entry("expected", row.expectation().text());
      lines("differences", row.expectation().differences());
      line("  ...");
    }
  }

  /** Writes the line of a test point, and returns whether a block follows. */
  private boolean point(String name, TestVerdict verdict) throws IOException {
    points++;
    boolean skipped = verdict.outcome() == Outcome.SKIPPED;
    boolean ok = skipped || verdict.outcome() == Outcome.PASSED;
    line(
        (ok ? "ok " : "not ok ")
            + points
            + " - "
            + escape(name)
            + (skipped ? " # SKIP " + SafeText.line(verdict.message()) : ""));
    return !skipped;
  }

  private void block(ResultRecord result, TestVerdict verdict) throws IOException {
    boolean ok = verdict.outcome() == Outcome.PASSED;
    line("  ---");
    failure(verdict);
    entry("state", result.state().map(PortState::name).orElse(verdict.type()));
    entry("reason", result.reason().map(Reason::name).orElse(""));
    entry("evidence", result.evidence());
    entry("address", result.address().map(AddressText::of).orElse(""));
    entry("expected", result.expectation().map(Expectation::text).orElse(""));
    line(String.format(Locale.ROOT, "  duration_ms: %.3f", result.elapsed().toNanos() / 1e6));
    lines("findings", result.findings());
    if (!ok) {
      lines("differences", TestVerdict.differences(result));
      lines("explanation", result.explain().lines().toList());
    }
    line("  ...");
  }

  private void failure(TestVerdict verdict) throws IOException {
    if (verdict.outcome() != Outcome.PASSED) {
      entry("message", verdict.message());
      entry("severity", verdict.outcome() == Outcome.ERROR ? "error" : "fail");
    }
  }

  private void entry(String key, String value) throws IOException {
    if (!value.isEmpty()) {
      line("  " + key + ": " + JsonText.quoted(value));
    }
  }

  /**
   * Writes lines as one text: TAP::Harness of Perl reads an item of a list such as {@code - "a: b"}
   * as a map.
   */
  private void lines(String key, List<String> lines) throws IOException {
    entry(key, String.join("\n", lines));
  }

  @Override
  public void end(RunSummary summary) throws IOException {
    if (summary.ending() == RunSummary.Ending.COMPLETE) {
      line(points == 0 ? "1..0 # SKIP no results" : "1.." + points);
    }
    line("# " + summary.sentence());
    if (summary.ending() != RunSummary.Ending.COMPLETE) {
      line("Bail out! the run ended early");
    }
    flush();
  }

  /** Returns a description in which no character begins a directive. */
  private static String escape(String text) {
    return SafeText.line(text).replace("\\", "\\\\").replace("#", "\\#");
  }

  private void line(String text) throws IOException {
    out.write(text);
    out.write('\n');
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
