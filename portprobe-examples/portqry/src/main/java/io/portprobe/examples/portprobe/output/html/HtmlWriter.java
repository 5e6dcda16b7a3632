package io.portprobe.examples.portprobe.output.html;

import io.portprobe.examples.portprobe.output.NameRecord;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.output.ResultWriter;
import io.portprobe.examples.portprobe.output.RunInfo;
import io.portprobe.examples.portprobe.output.RunSummary;
import io.portprobe.text.SafeText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTML page. Results are written in blocks, so the memory does not grow with their number, and
 * the file of a run that did not end is a page with the results so far. UTF-8.
 */
public final class HtmlWriter implements ResultWriter {
  private static final int BLOCK_ROWS = 500;
  private static final long BLOCK_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int TITLE_LENGTH = 120;

  private final Writer out;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();
  private final List<List<@Nullable Object>> details = new ArrayList<>();
  private Instant started = Instant.EPOCH;
  private String afterData = "";
  private long blockWritten;

  /**
   * Creates a writer, which writes nothing yet.
   *
   * @param file receives the page; {@link #close} closes it
   */
  public HtmlWriter(OutputStream file) {
    this.out = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8));
  }

  @Override
  public void begin(RunInfo run) throws IOException {
    started = run.started();
    blockWritten = System.nanoTime();
    PageTemplate page = PageTemplate.of(title(run), "portprobe " + SafeText.line(run.version()));
    afterData = page.afterData();
    out.write(page.beforeData());
    data("id=\"info\"", Map.of("started", started.toEpochMilli()));
  }

  private static String title(RunInfo run) {
    return SafeText.line("portprobe " + String.join(" ", run.arguments()), TITLE_LENGTH);
  }

  @Override
  public void write(ResultRecord result) throws IOException {
    add(PageRow.columns(result, started), PageRow.details(result));
  }

  @Override
  public void write(NameRecord row) throws IOException {
    add(PageRow.columns(row, started), PageRow.details(row));
  }

  private void add(List<@Nullable Object> columns, List<@Nullable Object> onDemand)
      throws IOException {
    rows.add(columns);
    details.add(onDemand);
    if (rows.size() == BLOCK_ROWS) {
      writeBlock();
    }
  }

  /** Writes a table of a domain. */
  public void write(DomainTable domain) throws IOException {
    data("class=\"domain\"", domain.toMap());
  }

  private void writeBlock() throws IOException {
    blockWritten = System.nanoTime();
    if (rows.isEmpty()) {
      return;
    }
    out.write(PageData.rows(rows).element("class=\"rows\""));
    out.write(PageData.rows(details).element("class=\"rows-details\""));
    rows.clear();
    details.clear();
  }

  @Override
  public void end(RunSummary summary) throws IOException {
    writeBlock();
    data(
        "id=\"end\"",
        Map.of(
            "elapsed", summary.elapsed().toMillis(),
            "notice", notice(summary.ending()),
            "notes", notes(summary)));
    out.write(afterData);
    out.flush();
  }

  private static String notice(RunSummary.Ending ending) {
    return switch (ending) {
      case COMPLETE -> "";
      case INTERRUPTED -> "A signal ended the run early. This page has the results up to then.";
      case TIME_ENDED -> "The time of the run ended. This page has the results up to then.";
    };
  }

  private static List<String> notes(RunSummary summary) {
    return summary.rejected() == 0
        ? List.of()
        : List.of("Lines of the input that name no endpoint: " + summary.rejected());
  }

  private void data(String attribute, Map<String, @Nullable Object> content) throws IOException {
    out.write(new PageData(content).element(attribute));
  }

  @Override
  public void flush() throws IOException {
    if (System.nanoTime() - blockWritten >= BLOCK_NANOS) {
      writeBlock();
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
