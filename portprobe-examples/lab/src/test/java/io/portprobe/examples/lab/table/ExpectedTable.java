package io.portprobe.examples.lab.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the test bed's expected.tsv. */
public final class ExpectedTable {
  private ExpectedTable() {}

  /** Every row, in the order of the file. */
  public static List<ExpectedRow> rows() {
    Path file = Path.of("testbed", "expected.tsv");
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .skip(1) // the names of the columns
          .map(ExpectedRow::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("expected.tsv is read from the module's folder: " + file, e);
    }
  }
}
