package io.portprobe.protocols.netbios;

import java.util.regex.Pattern;

/** The valid values of the options of {@link NetBios}. */
final class NetBiosValues {
  static final String NAME =
      "1-15 visible characters of ISO 8859-1, optionally # and two hex digits";
  static final String SCOPE = "labels of 1-63 letters, digits, - and _, at most 220 characters";

  /** The part of 255 bytes that RFC 1001 section 14.1 leaves for a scope. */
  private static final int MAX_SCOPE = 220;

  private static final Pattern LABELS =
      Pattern.compile("|[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*");

  private static final Pattern NAME_WITH_SUFFIX =
      Pattern.compile(
          "(?!#[0-9A-Fa-f]{2}$)([\\x21-\\x7e\\xa1-\\xff]{1,15}?)(?:#([0-9A-Fa-f]{2}))?");

  private NetBiosValues() {}

  static boolean isName(String text) {
    return NAME_WITH_SUFFIX.matcher(text).matches();
  }

  static boolean isNameOrEmpty(String text) {
    return text.isEmpty() || isName(text);
  }

  static boolean isScope(String text) {
    return text.length() <= MAX_SCOPE && LABELS.matcher(text).matches();
  }
}
