package io.portprobe.examples.portprobe.page;

import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.output.NameRecord;
import io.portprobe.examples.portprobe.output.ResultCounter;
import io.portprobe.examples.portprobe.output.ResultWriter;
import io.portprobe.testing.drift.ResultLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of earlier runs, in the order of their files. Confined to one thread. */
final class StoredResults {
  /** Enough for a contract of 10,000 lines from 100 vantage points. */
  private static final int MAX_ROWS = 1_000_000;

  private final List<StoredRecord> ports = new ArrayList<>();
  private final List<NameRecord> names = new ArrayList<>();
  private Instant started = Instant.MAX;
  private Instant finished = Instant.MIN;

  /**
   * Adds the rows of a file. Lines of other types, such as summaries, are skipped.
   *
   * @param vantagePoint the vantage point of the lines that name none
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if a line is invalid, or there are too many rows; the message
   *     names the file and the line
   */
  void add(Path file, String vantagePoint) throws IOException {
    ResultLines.read(
        file,
        line -> {
          StoredValues values = new StoredValues(line);
          String type = values.text("type").orElse("result");
          if (type.equals("result")) {
            addPort(new StoredRecord(values, vantagePoint));
          } else if (type.equals("name")) {
            addName(name(values, vantagePoint));
          }
        });
  }

  private void addPort(StoredRecord row) {
    requireSpace();
    ports.add(row);
    include(row.started(), row.started().plus(row.elapsed()));
  }

  private void addName(NameRecord row) {
    requireSpace();
    names.add(row);
    include(row.started(), row.started());
  }

  private void requireSpace() {
    if (size() == MAX_ROWS) {
      throw new IllegalArgumentException(
          "too many results (expected: at most " + MAX_ROWS + " in all files)");
    }
  }

  private void include(Instant start, Instant end) {
    started = start.isBefore(started) ? start : started;
    finished = end.isAfter(finished) ? end : finished;
  }

  private static NameRecord name(StoredValues line, String vantagePoint) {
    return new NameRecord(
        line.required("name"),
        line.required("host"),
        line.addresses("addresses"),
        line.expectation()
            .orElseThrow(
                () -> new IllegalArgumentException("expectation: missing (expected: an object)")),
        Optional.of(line.text("vantagePoint").orElse(vantagePoint)),
        line.instant("started")
            .orElseThrow(() -> new IllegalArgumentException("started: missing (expected: a time)")),
        "",
        Map.of(),
        ExitCodes.AS_WANTED);
  }

  int size() {
    return ports.size() + names.size();
  }

  /** Returns when the first row was started. */
  Instant started() {
    return started;
  }

  /** Returns when the last row was complete. */
  Instant finished() {
    return finished;
  }

  /** Writes and counts all rows. */
  void write(ResultWriter writer, ResultCounter counter) throws IOException {
    for (StoredRecord row : ports) {
      counter.add(row);
      writer.write(row);
    }
    for (NameRecord row : names) {
      counter.add(row);
      writer.write(row);
    }
  }
}
