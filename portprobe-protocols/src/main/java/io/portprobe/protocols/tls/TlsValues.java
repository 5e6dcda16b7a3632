package io.portprobe.protocols.tls;

import io.portprobe.text.SafeText;

/** The ranges of the options of this package. */
final class TlsValues {
  static final String VERSIONS =
      "one or more of TLSv1, TLSv1.1, TLSv1.2 and TLSv1.3 separated by commas, or empty";
  static final String NAME = "a host name of at most 255 visible ASCII characters, -, or empty";
  static final String ALPN = "at most 10 names of 1-50 visible ASCII characters, or empty";

  private static final int MAX_NAME = 255;

  private TlsValues() {}

  static boolean isVersions(String value) {
    return value.isEmpty() || value.matches("TLSv1(\\.[123])?(,TLSv1(\\.[123])?){0,3}");
  }

  static boolean isName(String value) {
    return value.length() <= MAX_NAME
        && value.chars().allMatch(c -> c != ' ' && SafeText.isPrintableAscii(c));
  }

  static boolean isAlpn(String value) {
    return value.isEmpty() || value.matches("[!-+\\--~]{1,50}(,[!-+\\--~]{1,50}){0,9}");
  }
}
