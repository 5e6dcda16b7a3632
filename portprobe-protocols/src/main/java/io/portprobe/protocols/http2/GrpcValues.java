package io.portprobe.protocols.http2;

import io.portprobe.text.SafeText;

/** The ranges of the options of this package. */
final class GrpcValues {
  static final String TEXT = "at most 200 visible ASCII characters";

  private static final int MAX_TEXT = 200;

  private GrpcValues() {}

  static boolean isText(String value) {
    return value.length() <= MAX_TEXT
        && value.chars().allMatch(c -> c != ' ' && SafeText.isPrintableAscii(c));
  }
}
