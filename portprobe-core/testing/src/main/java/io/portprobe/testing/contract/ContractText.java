package io.portprobe.testing.contract;

import io.portprobe.text.Quote;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What may stand as text in a contract: the same for who reads, who writes, and who makes one. */
final class ContractText {
  /** How long a text may be, in code points, as JSON Schema counts. */
  static final int LONGEST = 1_000;

  static final String PROTOCOL_FORM = "1-32 letters, digits and hyphens";
  private static final Pattern PROTOCOL = Pattern.compile("[A-Za-z0-9-]{1,32}");

  private ContractText() {}

  /**
   * The name of a protocol as it is kept.
   *
   * @throws IllegalArgumentException if none can have it
   */
  static String protocol(String name) {
    if (!isProtocol(name)) {
      throw new IllegalArgumentException(
          "protocol: " + Quote.of(name) + " (expected: " + PROTOCOL_FORM + ")");
    }
    return name.toLowerCase(Locale.ROOT);
  }

  static boolean isProtocol(String name) {
    return PROTOCOL.matcher(name).matches();
  }

  /** What is expected instead, if a text cannot stand in a file. */
  static Optional<String> objection(String text, boolean mayBeEmpty) {
    if (text.isEmpty() && !mayBeEmpty) {
      return Optional.of("text");
    }
    if (text.codePointCount(0, text.length()) > LONGEST) {
      return Optional.of("at most " + LONGEST + " characters");
    }
    return text.codePoints().anyMatch(ContractText::isSurrogate)
        ? Optional.of("text without half a surrogate pair")
        : Optional.empty();
  }

  /** A text that a contract is made with. */
  static void check(String what, String text, boolean mayBeEmpty) {
    objection(text, mayBeEmpty)
        .ifPresent(
            expected -> {
              throw new IllegalArgumentException(
                  what + ": " + Quote.of(text) + " (expected: " + expected + ")");
            });
  }

  /** The first part of a text that is within all bounds. */
  static String part(String text) {
    StringBuilder part = new StringBuilder();
    text.codePoints().limit(LONGEST).takeWhile(c -> !isSurrogate(c)).forEach(part::appendCodePoint);
    return part.toString();
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
