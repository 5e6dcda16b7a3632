package io.portprobe.protocols.internal.text;

/**
 * A product and its version, as servers write them into one text: {@code OpenSSH_9.2p1}, {@code
 * Coturn-4.6.1}, {@code kamailio (5.6.3 (x86_64/linux))}.
 *
 * @param product the text before the version, or the whole text if it has no version
 * @param version from the first digit after a separator to the next space or bracket; empty if
 *     there is none
 */
public record ProductVersion(String product, String version) {
  private static final String SEPARATORS = " _-/(";
  private static final String ENDS = " ()[],;'\"";
  private static final int MAX_LENGTH = 200;

  /**
   * Divides a text.
   *
   * @param text text of a peer, of which the first 200 characters count
   */
  public static ProductVersion of(String text) {
    String whole = text.strip();
    whole = whole.substring(0, Math.min(whole.length(), MAX_LENGTH));
    for (int i = 1; i < whole.length(); i++) {
      if (SEPARATORS.indexOf(whole.charAt(i - 1)) >= 0) {
        int digit = "vV".indexOf(whole.charAt(i)) >= 0 ? i + 1 : i;
        if (digit < whole.length() && isDigit(whole.charAt(digit))) {
          return new ProductVersion(withoutSeparators(whole.substring(0, i)), token(whole, digit));
        }
      }
    }
    return new ProductVersion(whole, "");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String withoutSeparators(String text) {
    int end = text.length();
    while (end > 0 && SEPARATORS.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }

  private static String token(String text, int from) {
    int end = from;
    while (end < text.length() && ENDS.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(from, end);
  }
}
