package io.portprobe.internal.targets;

import java.util.ArrayList;
import java.util.List;

/**
 * A reader of comma-separated values (RFC 4180), as IANA publishes its registries. A line that
 * starts with a number sign is a comment.
 */
final class Csv {
  private final String text;
  private int at;

  private Csv(String text) {
    this.text = text;
  }

  /** Returns the records, each with the values of its columns. */
  static List<List<String>> parse(String text) {
    Csv csv = new Csv(text);
    List<List<String>> records = new ArrayList<>();
    while (csv.at < text.length()) {
      if (text.charAt(csv.at) == '#') {
        csv.skipLine();
      } else {
        records.add(csv.nextRecord());
      }
    }
    return records;
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end + 1;
  }

  private List<String> nextRecord() {
    List<String> columns = new ArrayList<>();
    char end = ',';
    while (end == ',') {
      columns.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
      end = at < text.length() ? text.charAt(at) : '\n';
      at++;
    }
    return columns;
  }

  private String plain() {
    int start = at;
    while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
      at++;
    }
    return text.substring(start, at).strip();
  }

  /** Two quotation marks inside a quoted value are one. */
  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        value.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        value.append(text.charAt(at++));
      } else {
        break;
      }
    }
    return value.toString();
  }
}
