package io.portprobe.examples.portqry.manual;

import java.util.List;
import java.util.Locale;

/** A man page in the macros of man(7). Confined to one thread. */
final class Roff {
  private final StringBuilder page = new StringBuilder();

  /** Whether the last line is a heading, which begins a paragraph by itself. */
  private boolean afterHeading;

  /**
   * Begins a page of section 1.
   *
   * @param command the name of the command
   * @param version the version of the command
   * @param purpose what the command does, in one line
   */
  Roff(String command, String version, String purpose) {
    String title = command.toUpperCase(Locale.ROOT);
    macro(".TH " + escaped(title) + " 1 \"\" \"" + escaped("portprobe " + version) + "\"");
    section("Name");
    text(command + " - " + purpose);
  }

  /** Begins a section. */
  void section(String title) {
    macro(".SH " + quoted(title.toUpperCase(Locale.ROOT)));
  }

  /** Begins a part of a section. */
  void subsection(String title) {
    macro(".SS " + quoted(title));
  }

  /** Adds a paragraph, which is filled. */
  void paragraph(String text) {
    beginParagraph();
    text(text);
  }

  /** Adds lines that keep their breaks and indentation. */
  void lines(List<String> lines) {
    beginParagraph();
    macro(".nf");
    lines.forEach(this::text);
    macro(".fi");
  }

  /** Adds an entry of a list, for example an option and its meaning. */
  void entry(String term, String text) {
    macro(".TP");
    macro(".B " + quoted(term));
    text(text);
  }

  private void beginParagraph() {
    if (!afterHeading) {
      macro(".PP");
    }
  }

  private void macro(String line) {
    afterHeading = line.startsWith(".S");
    page.append(line).append('\n');
  }

  private void text(String text) {
    for (String line : text.lines().toList()) {
      String words = escaped(line.stripTrailing());
      if (words.isEmpty()) {
        continue;
      }
      boolean looksLikeMacro = words.startsWith(".") || words.startsWith("'");
      afterHeading = false;
      page.append(looksLikeMacro ? "\\&" : "").append(words).append('\n');
    }
  }

  private static String quoted(String text) {
    return '"' + escaped(text).replace("\"", "\\(dq") + '"';
  }

  /** A plain hyphen would be printed as a typographic one, which a shell does not know. */
  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
