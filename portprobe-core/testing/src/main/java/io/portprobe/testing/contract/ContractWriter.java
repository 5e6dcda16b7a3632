package io.portprobe.testing.contract;

import io.portprobe.testing.contract.NetworkContract.Line;
import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Writes a contract as YAML that is also pleasant to edit: plain words, everything else quoted. */
final class ContractWriter {
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

  /** What one or the other version of YAML, or of its schemas, takes for something else. */
  private static final Set<String> NO_WORDS =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private final StringBuilder text = new StringBuilder("ports:\n");

  private ContractWriter() {}

  /**
   * The text of a file.
   *
   * @param comments what to say of each line, in the same order; none at all if it is empty
   */
  static String text(List<Line> lines, List<List<String>> comments) {
    ContractWriter writer = new ContractWriter();
    for (int i = 0; i < lines.size(); i++) {
      writer.add(lines.get(i), comments.isEmpty() ? List.of() : comments.get(i));
    }
    return writer.text.toString();
  }

  private void add(Line line, List<String> comments) {
    add("  - endpoint: ", quoted(line.endpoint().toString()));
    add("    state: ", ContractWords.word(line.state()));
    line.reason().ifPresent(reason -> add("    reason: ", ContractWords.word(reason)));
    line.protocol().ifPresent(name -> add("    protocol: ", word(name)));
    comments.stream().flatMap(String::lines).forEach(each -> add("    # ", comment(each)));
    if (!line.lines().isEmpty()) {
      add("    lines:", "");
      line.lines().forEach(each -> add("      - ", quoted(each)));
    }
    if (!line.values().isEmpty()) {
      add("    values:", "");
      new TreeMap<>(line.values())
          .forEach((name, value) -> add("      " + word(name) + ": ", quoted(value)));
    }
  }

  private void add(String key, String value) {
    text.append(key).append(value).append('\n');
  }

  private static String word(String value) {
    boolean plain =
        WORD.matcher(value).matches() && !NO_WORDS.contains(value.toLowerCase(Locale.ROOT));
    return plain ? value : quoted(value);
  }

  /** On one line, of characters that may stand there, and not endless. */
  private static String comment(String value) {
    return SafeText.line(ContractText.part(value)).stripTrailing();
  }

  /** Double-quoted, as YAML 1.2 section 7.3.1 and JSON have it. */
  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    value.codePoints().forEach(c -> append(quoted, c));
    return quoted.append('"').toString();
  }

  /**
   * The escapes of {@link SafeText} are valid in both, and keep the file printable (section 5.1).
   */
  private static void append(StringBuilder quoted, int codePoint) {
    if (codePoint == '"' || codePoint == '\\') {
      quoted.append('\\');
    }
    SafeText.append(quoted, codePoint);
  }
}
