package io.portprobe.examples.portprobe.domain;

import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.output.ResultWriter;
import io.portprobe.examples.portprobe.output.RunInfo;
import io.portprobe.examples.portprobe.output.RunSummary;
import io.portprobe.examples.portprobe.output.json.JsonLine;
import io.portprobe.protocols.domain.report.DomainReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes the whole report at the end of the run: as text, or as one JSON object on one line. */
final class DomainWriter implements ResultWriter {
  private final Environment environment;
  private final boolean json;
  private Optional<DomainReport> report = Optional.empty();

  DomainWriter(Environment environment, boolean json) {
    this.environment = environment;
    this.json = json;
  }

  /** Returns the report that was set. */
  DomainReport report() {
    return report.orElseThrow();
  }

  /** Sets the report to write. */
  void report(DomainReport value) {
    report = Optional.of(value);
  }

  @Override
  public void begin(RunInfo run) {}

  @Override
  public void write(ResultRecord result) {}

  @Override
  public void end(RunSummary summary) throws IOException {
    if (report.isEmpty()) {
      return;
    }
    OutputStream out = environment.out();
    if (json) {
      JsonLine line = JsonLine.of("domain", report.get().toMap());
      out.write((line.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
    } else {
      String text = String.join("\n", report.get().lines()) + "\n";
      out.write(text.getBytes(environment.charset()));
    }
    out.flush();
  }

  @Override
  public void flush() {}
}
