package io.portprobe.testing.internal.yaml;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules for text in a file, and the words for constants. */
public final class YamlText {
  /** The maximum length of a text in code points, as JSON Schema counts them. */
  public static final int MAX_LENGTH = 1_000;

  private YamlText() {}

  /** Returns what was expected if a file cannot contain the text. */
  public static Optional<String> objection(String text, boolean mayBeEmpty) {
    if (text.isEmpty() && !mayBeEmpty) {
      return Optional.of("text");
    }
    if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
      return Optional.of("at most " + MAX_LENGTH + " characters");
    }
    return text.codePoints().anyMatch(YamlText::isSurrogate)
        ? Optional.of("text without unpaired surrogates")
        : Optional.empty();
  }

  /** Returns whether a code point is a surrogate without its partner. */
  public static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** Returns the word of a constant: lower case, with hyphens. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns all words of an enum, for messages. */
  public static String words(Enum<?>[] constants) {
    return Arrays.stream(constants).map(YamlText::word).collect(Collectors.joining(", "));
  }
}
