package io.portprobe.testing.drift;

import io.portprobe.testing.internal.yaml.JsonObject;
import io.portprobe.text.SafeText;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
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
  /** The maximum size of a line. A result has at most 2^20 characters, each up to 6 bytes. */
  static final int MAX_LINE = 8 << 20;

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
    String name = String.valueOf(file.getFileName());
    Map<ResultKey, ResultState> results = new TreeMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      int number = 1;
      Optional<byte[]> line = line(in, name, number);
      while (line.isPresent()) {
        add(results, name, number, line.get());
        number++;
        line = line(in, name, number);
      }
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "snakeyaml-engine: missing (expected: org.snakeyaml:snakeyaml-engine on the class path,"
              + " to read "
              + name
              + ")",
          e);
    }
    return new ResultFile(Collections.unmodifiableMap(results));
  }

  /** Reads the bytes up to LF or the end; empty at the end. */
  private static Optional<byte[]> line(InputStream in, String name, int number) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next >= 0 && next != '\n') {
      if (line.size() == MAX_LINE) {
        throw wrong(name, number, "more than " + MAX_LINE + " bytes (expected: a shorter line)");
      }
      line.write(next);
      next = in.read();
    }
    return Optional.of(line.toByteArray());
  }

  private static void add(
      Map<ResultKey, ResultState> results, String name, int number, byte[] bytes) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
      if (text.isEmpty()) {
        return;
      }
      ResultReader reader = new ResultReader(JsonObject.read(text));
      if (reader.isSummary()) {
        return;
      }
      if (results.size() == MAX_RESULTS) {
        throw new IllegalArgumentException(
            "too many results (expected: at most " + MAX_RESULTS + ")");
      }
      ResultKey key = reader.key();
      while (results.containsKey(key)) { // the port was probed more than once
        key = key.next();
      }
      results.put(key, reader.state());
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(name + ":" + number + ": not UTF-8", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + ":" + number + ": " + SafeText.line(String.valueOf(e.getMessage())), e);
    }
  }

  private static IllegalArgumentException wrong(String name, int number, String problem) {
    return new IllegalArgumentException(name + ":" + number + ": " + problem);
  }

  /** Returns the results in a stable order. */
  Map<ResultKey, ResultState> results() {
    return results;
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
