package io.portprobe.protocols.dns;

/** Text from the peer that people are shown. */
final class OneLine {
  private OneLine() {}

  /** Whatever would break a line, or write it backwards, becomes a space. */
  static String of(String words) {
    return words.replaceAll("[\\p{Cntrl}\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
  }
}
