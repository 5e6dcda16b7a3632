package io.portprobe.examples.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a Java or Kotlin source file that people read: comments and string literals.
 *
 * @param line the number of its first line, from 1
 * @param text without delimiters
 */
public record SourceText(int line, String text) {
  /** Text blocks, strings and characters come first, since they may contain comment marks. */
  private static final Pattern PART =
      Pattern.compile(
          "\"\"\"(?<block>.*?)(?<!\\\\)\"\"\""
              + "|\"(?<string>(?:\\\\.|[^\"\\\\\\n])*)\""
              + "|'(?:\\\\.|[^'\\\\\\n])+'"
              + "|/\\*(?<comment>.*?)\\*/"
              + "|//(?<rest>[^\\n]*)",
          Pattern.DOTALL);

  /**
   * Returns the comments and string literals of a file.
   *
   * @param source the content of the file
   * @return in the order of the file
   */
  public static List<SourceText> of(String source) {
    List<SourceText> parts = new ArrayList<>();
    Matcher part = PART.matcher(source);
    int line = 1;
    int counted = 0;
    while (part.find()) {
      line += (int) source.substring(counted, part.start()).chars().filter(c -> c == '\n').count();
      counted = part.start();
      for (String group : List.of("block", "string", "comment", "rest")) {
        String text = part.group(group);
        if (text != null) {
          parts.add(new SourceText(line, text));
        }
      }
    }
    return parts;
  }
}
