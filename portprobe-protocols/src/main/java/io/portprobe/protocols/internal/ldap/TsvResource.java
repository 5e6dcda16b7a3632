package io.portprobe.protocols.internal.ldap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads the tables bundled with this package: columns are separated by tabs, comments start with
 * {@code #}.
 */
final class TsvResource {
  private TsvResource() {}

  /** Returns the rows of a table by their first column. */
  static Map<String, List<String>> read(String table) {
    try (InputStream in = TsvResource.class.getResourceAsStream(table)) {
      if (in == null) {
        throw new IllegalStateException(table + ": missing from the jar");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> List.of(line.split("\t", -1)))
          .collect(Collectors.toUnmodifiableMap(row -> row.get(0), row -> row));
    } catch (IOException e) {
      throw new UncheckedIOException(table, e);
    }
  }
}
