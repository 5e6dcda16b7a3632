package io.portprobe.examples.benchmarks;

/**
 * Ports that follow each other.
 *
 * @param first the first
 * @param last the last
 */
record Ports(int first, int last) {
  Ports {
    if (first < 1 || last > 65_535 || first > last) {
      throw new IllegalArgumentException(
          "PORTS: " + first + "-" + last + " (expected: FIRST-LAST within 1-65535)");
    }
  }

  /**
   * Reads {@code PORT} or {@code FIRST-LAST}.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  static Ports parse(String text) {
    int dash = text.indexOf('-');
    try {
      int first = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
      return new Ports(first, dash < 0 ? first : Integer.parseInt(text.substring(dash + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("PORTS: " + text + " (expected: PORT or FIRST-LAST)", e);
    }
  }

  int count() {
    return last - first + 1;
  }
}
