package io.portprobe.examples.distributed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the files that the sink has committed. */
final class Rows {
  private static final JsonMapper JSON = new JsonMapper();

  private Rows() {}

  /** Returns the rows in the committed files; files in progress have names with a dot. */
  static List<JsonNode> committed(Path folder) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (Path file : files(folder)) {
      for (String line : Files.readAllLines(file)) {
        rows.add(JSON.readTree(line));
      }
    }
    return rows;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> !file.getFileName().toString().startsWith(".")).toList();
    }
  }

  /** Returns how many rows are committed. */
  static long count(Path folder) throws IOException {
    long count = 0;
    for (Path file : files(folder)) {
      try (Stream<String> lines = Files.lines(file)) {
        count += lines.count();
      }
    }
    return count;
  }
}
