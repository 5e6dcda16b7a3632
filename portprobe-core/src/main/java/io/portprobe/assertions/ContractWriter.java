package io.portprobe.assertions;

import io.portprobe.assertions.NetworkContract.Line;
import java.util.List;
import java.util.TreeMap;

/** Writes a contract as YAML that is also pleasant to edit: plain words, everything else quoted. */
final class ContractWriter {
  private ContractWriter() {}

  static String text(List<Line> lines) {
    StringBuilder text = new StringBuilder("ports:");
    if (lines.isEmpty()) {
      return text.append(" []\n").toString();
    }
    text.append('\n');
    lines.forEach(line -> write(line, text));
    return text.toString();
  }

  private static void write(Line line, StringBuilder text) {
    text.append("  - endpoint: ").append(quoted(line.endpoint().toString())).append('\n');
    text.append("    state: ").append(Vocabulary.word(line.state())).append('\n');
    line.reason()
        .ifPresent(
            reason -> text.append("    reason: ").append(Vocabulary.word(reason)).append('\n'));
    line.protocol().ifPresent(name -> text.append("    protocol: ").append(name).append('\n'));
    if (!line.lines().isEmpty()) {
      text.append("    lines:\n");
      line.lines().forEach(each -> text.append("      - ").append(quoted(each)).append('\n'));
    }
    if (!line.values().isEmpty()) {
      text.append("    values:\n");
      new TreeMap<>(line.values())
          .forEach(
              (name, value) ->
                  text.append("      ")
                      .append(name)
                      .append(": ")
                      .append(quoted(value))
                      .append('\n'));
    }
  }

  /** Double-quoted, as YAML 1.2 section 7.3.1 and JSON have it. */
  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f || (c >= 0x80 && c <= 0xa0) || c == 0xfeff) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
