package io.portprobe.testing.protocol;

import io.portprobe.spi.Finding;
import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Locale;

/** Checks of the findings of one conversation, and of the other texts of its dialogue. */
final class FindingChecks {
  /** The number of lines after which a finding counts as unbounded. */
  private static final int MAX_LINES = 10_000;

  private final DialogueCalls calls;
  private final int maxCharacters;

  /**
   * Creates the checks of a conversation.
   *
   * @param maxCharacters the most characters of all lines of a finding
   */
  FindingChecks(DialogueCalls calls, int maxCharacters) {
    this.calls = calls;
    this.maxCharacters = maxCharacters;
  }

  /** Returns the lines of a finding, unchecked. */
  List<String> lines(Finding finding) {
    return calls.call("lines()", finding, Finding::lines);
  }

  void check(Finding finding) {
    check(finding, lines(finding));
  }

  /**
   * Checks a finding.
   *
   * @param lines what its {@code lines()} returned
   */
  void check(Finding finding, List<String> lines) {
    var unused = calls.call("facts()", finding, Finding::facts);
    if (lines.isEmpty()) {
      throw calls.violation("lines() of " + finding + " is empty (expected: at least one line)");
    }
    if (lines.size() > MAX_LINES) {
      throw calls.violation(
          String.format(
              Locale.ROOT,
              "the finding has %d lines (expected: at most %d)",
              lines.size(),
              MAX_LINES));
    }
    long length = 0;
    for (String line : lines) {
      checkLine("a line of the finding", line);
      length += line.length();
    }
    if (length > maxCharacters) {
      throw calls.violation(
          String.format(
              Locale.ROOT,
              "the finding has %d characters (expected: at most %d)",
              length,
              maxCharacters));
    }
  }

  /**
   * Checks that a finding does not depend on the buffer of the received bytes.
   *
   * @param lines its lines before the buffer was overwritten
   * @param after its lines afterwards
   */
  void checkUnchanged(List<String> lines, List<String> after) {
    if (!lines.equals(after)) {
      throw calls.violation(
          "lines() of the finding changed from "
              + lines
              + " to "
              + after
              + " when the received buffer was used again (expected: a finding that copies what it"
              + " keeps)");
    }
  }

  /**
   * Checks that a text has no control or format characters.
   *
   * @param what the text, for messages
   */
  void checkLine(String what, String line) {
    if (SafeText.isPrintableAscii(line)) {
      return;
    }
    int c;
    for (int i = 0; i < line.length(); i += Character.charCount(c)) {
      c = line.codePointAt(i);
      if (!SafeText.isSafe(c)) {
        throw calls.violation(
            String.format(
                Locale.ROOT,
                "%s has the character U+%04X (expected: no control or format characters)",
                what,
                c));
      }
    }
  }
}
