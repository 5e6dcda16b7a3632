package io.portprobe.examples.portprobe.output.json;

import io.portprobe.examples.portprobe.output.Destination;
import io.portprobe.examples.portprobe.output.NameRecord;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.output.ResultWriter;
import io.portprobe.examples.portprobe.output.RunInfo;
import io.portprobe.examples.portprobe.output.RunSummary;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/**
 * JSON, one object a line: one for each result, then one for the summary. UTF-8; each line is safe
 * to print on a terminal.
 */
public final class JsonLinesWriter implements ResultWriter {
  private final BufferedWriter out;

  /** Creates a writer, which writes nothing yet. */
  public JsonLinesWriter(Destination destination) {
    this.out =
        new BufferedWriter(new OutputStreamWriter(destination.bytes(), StandardCharsets.UTF_8));
  }

  @Override
  public void begin(RunInfo run) {}

  @Override
  public void write(ResultRecord result) throws IOException {
    line(JsonLine.of(result));
  }

  @Override
  public void write(NameRecord row) throws IOException {
    line(JsonLine.of(row));
  }

  @Override
  public void end(RunSummary summary) throws IOException {
    line(JsonLine.of(summary));
    flush();
  }

  private void line(JsonLine line) throws IOException {
    out.write(line.toJson());
    out.write('\n');
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
