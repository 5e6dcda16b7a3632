package io.portprobe.examples.portprobe.output.text;

import io.portprobe.examples.portprobe.output.Destination;
import io.portprobe.examples.portprobe.output.NameRecord;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.output.ResultWriter;
import io.portprobe.examples.portprobe.output.RunInfo;
import io.portprobe.examples.portprobe.output.RunSummary;
import io.portprobe.examples.portprobe.output.RunSummary.Ending;
import io.portprobe.text.SafeText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.util.List;

/**
 * The text for people: one line a result, which begins with the state, then details on indented
 * lines. Text of the network is always on indented lines or after the endpoint.
 */
public final class TextWriter implements ResultWriter {
  private static final String INDENT = "    ";

  private final BufferedWriter out;
  private final Encodable encodable;
  private final TextRows rows;
  private final boolean explain;
  private int rowsWritten;

  /** Creates a writer of states, which writes nothing yet. */
  public TextWriter(Destination destination) {
    this(destination, new TextRow(destination.colour()));
  }

  /** Returns a writer whose lines begin with the verdict about an expectation. */
  public static TextWriter ofExpectations(Destination destination) {
    return new TextWriter(destination, new VerdictRow(destination.colour()));
  }

  private TextWriter(Destination destination, TextRows rows) {
    this.out =
        new BufferedWriter(new OutputStreamWriter(destination.bytes(), destination.charset()));
    this.encodable = new Encodable(destination.charset());
    this.rows = rows;
    this.explain = destination.explain();
  }

  @Override
  public void begin(RunInfo run) {}

  @Override
  public void write(ResultRecord result) throws IOException {
    rowsWritten++;
    line(rows.line(result));
    details(explain ? rows.explanation(result) : rows.details(result));
  }

  @Override
  public void write(NameRecord row) throws IOException {
    rowsWritten++;
    line(rows.line(row));
    details(explain ? row.explanation().lines().toList() : row.expectation().differences());
  }

  private void details(List<String> lines) throws IOException {
    for (String detail : lines) {
      line(INDENT + SafeText.line(detail));
    }
  }

  @Override
  public void end(RunSummary summary) throws IOException {
    boolean single =
        rowsWritten == 1 && summary.results() == 1 && summary.ending() == Ending.COMPLETE;
    if (!single) {
      if (rowsWritten > 0) {
        line("");
      }
      line(summary.sentence());
    }
    flush();
  }

  private void line(String text) throws IOException {
    out.write(encodable.text(text));
    out.newLine();
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
