package io.portprobe.testing.drift;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The results of one run, read from a file of JSON lines: what {@code portprobe check --json} and
 * {@code portprobe contract check --json} print, and {@link io.portprobe.JsonResult#toJson} of a
 * {@link io.portprobe.ProbeReport}, a scan result or a contract row. Empty lines and summaries are
 * skipped. Immutable and thread-safe.
 */
public final class ResultFile {
  static final int MAX_RESULTS = 1_000_000;

  private final Map<ResultKey, ResultState> results;

  private ResultFile(Map<ResultKey, ResultState> results) {
    this.results = results;
  }

  /**
   * Reads a file.
   *
   * @param file JSON lines in UTF-8: at most 1,000,000 results of at most 8 MiB each
   * @return the results
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if a line is invalid, or there are too many; the message names
   *     the file and the line
   * @throws IllegalStateException if {@code snakeyaml-engine} is missing
   */
  public static ResultFile read(Path file) throws IOException {
    Map<ResultKey, ResultState> results = new TreeMap<>();
    Map<ResultKey, Integer> counts = new HashMap<>();
    ResultLines.read(file, line -> add(results, counts, new ResultReader(line)));
    return new ResultFile(Collections.unmodifiableMap(results));
  }

  private static void add(
      Map<ResultKey, ResultState> results, Map<ResultKey, Integer> counts, ResultReader reader) {
    if (reader.isSummary()) {
      return;
    }
    if (results.size() == MAX_RESULTS) {
      throw new IllegalArgumentException(
          "too many results (expected: at most " + MAX_RESULTS + ")");
    }
    ResultKey key = reader.key();
    int number = counts.merge(key, 1, Integer::sum); // a port may be probed more than once
    results.put(key.withNumber(number), reader.state());
  }

  /** Returns the results in a stable order. */
  Map<ResultKey, ResultState> results() {
    return results;
  }

  /** Returns the only vantage point, which may be empty; none if there are several. */
  Optional<String> vantagePoint() {
    List<String> all =
        results.keySet().stream().map(ResultKey::vantage).distinct().limit(2).toList();
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }

  /** Returns the results as if each was seen from the given vantage point. */
  Map<ResultKey, ResultState> resultsFrom(String vantage) {
    Map<ResultKey, ResultState> renamed = new TreeMap<>();
    results.forEach((key, state) -> renamed.put(key.from(vantage), state));
    return renamed;
  }

  /**
   * Returns the number of results.
   *
   * @return at least 0
   */
  public int size() {
    return results.size();
  }

  /** Returns the number of results. */
  @Override
  public String toString() {
    return results.size() + (results.size() == 1 ? " result" : " results");
  }
}
