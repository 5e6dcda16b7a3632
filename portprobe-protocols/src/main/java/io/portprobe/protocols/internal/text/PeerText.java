package io.portprobe.protocols.internal.text;

/** Text from the peer that people are shown. */
public final class PeerText {
  private PeerText() {}

  /** Whatever would break a line, or write it backwards, becomes a space. */
  public static String of(String words) {
    return words.replaceAll("[\\p{Cntrl}\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
  }
}
