package io.portprobe.testing.internal.finding;

import java.util.List;
import java.util.Optional;

/** The line of a finding that an expected text most likely meant: with the same key. */
public final class SimilarLine {
  private static final int MAX_LENGTH = 200;

  private SimilarLine() {}

  /** Returns the first line that begins as the text does, up to its first colon. */
  public static Optional<String> of(String text, List<String> lines) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String key = text.substring(0, colon + 1);
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .map(line -> line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) : line);
  }
}
