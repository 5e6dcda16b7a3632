package io.portprobe.protocols.internal.netbios;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The meaning of name suffixes, from the bundled table {@code suffixes.tsv}. */
final class SuffixTable {
  private static final String FILE = "suffixes.tsv";

  private final List<Row> rows;

  private SuffixTable(List<Row> rows) {
    this.rows = rows;
  }

  /** The owner of a name. */
  enum Kind {
    COMPUTER,
    GROUP,
    DOMAIN,
    OTHER
  }

  /** A row of the table. */
  record Row(int suffix, boolean group, String pattern, Kind kind, String meaning) {
    private static Row parse(String line) {
      String[] parts = line.split("\t", -1);
      if (parts.length != 5) {
        throw new IllegalStateException(FILE + ": " + line + " (expected: five columns)");
      }
      Kind kind =
          switch (parts[3]) {
            case "computer" -> Kind.COMPUTER;
            case "group" -> Kind.GROUP;
            case "domain" -> Kind.DOMAIN;
            default -> Kind.OTHER;
          };
      boolean group = parts[1].equals("group");
      return new Row(Integer.parseInt(parts[0], 16), group, parts[2], kind, parts[4]);
    }

    private boolean matches(String name, Set<String> computers) {
      if (pattern.equals("@")) {
        return computers.contains(name);
      }
      return pattern.endsWith("*")
          ? name.startsWith(pattern.substring(0, pattern.length() - 1))
          : name.equals(pattern);
    }
  }

  /** Reads the bundled table. */
  static SuffixTable bundled() {
    try (InputStream in = SuffixTable.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + FILE + ": missing");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + FILE + ": unreadable", e);
    }
  }

  static SuffixTable parse(String text) {
    List<Row> rows = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(Row.parse(line));
      }
    }
    return new SuffixTable(List.copyOf(rows));
  }

  /**
   * Finds the row of a name.
   *
   * @param computers names that are known to be computer names
   */
  Optional<Row> find(String name, int suffix, boolean group, Set<String> computers) {
    return rows.stream()
        .filter(row -> row.suffix() == suffix && row.group() == group)
        .filter(row -> row.matches(name, computers))
        .findFirst();
  }
}
