package io.portprobe.examples.benchmarks;

/**
 * A range of consecutive ports.
 *
 * @param first the first port
 * @param last the last port
 */
record PortRange(int first, int last) {
  PortRange {
    if (first < 1 || last > 65_535 || first > last) {
      throw new IllegalArgumentException(
          "PORTS: " + first + "-" + last + " (expected: FIRST-LAST within 1-65535)");
    }
  }

  /**
   * Parses {@code PORT} or {@code FIRST-LAST}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  static PortRange parse(String text) {
    int dash = text.indexOf('-');
    try {
      int first = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
      return new PortRange(first, dash < 0 ? first : Integer.parseInt(text.substring(dash + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("PORTS: " + text + " (expected: PORT or FIRST-LAST)", e);
    }
  }

  int count() {
    return last - first + 1;
  }
}
