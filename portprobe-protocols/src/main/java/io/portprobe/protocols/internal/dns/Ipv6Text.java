package io.portprobe.protocols.internal.dns;

import java.util.List;

/** The canonical text form of IPv6 addresses (RFC 5952). */
final class Ipv6Text {
  private static final int GROUPS = 8;

  private Ipv6Text() {}

  /**
   * Compresses the longest run of zero groups, the first of several.
   *
   * @param full eight groups without leading zeros, as dnsjava writes them
   * @return the canonical form; the argument if it has another form
   */
  static String shorten(String full) {
    List<String> groups = List.of(full.split(":", -1));
    if (groups.size() != GROUPS) {
      return full;
    }
    int start = 0;
    int length = 1; // a single zero group is not compressed
    for (int i = 0; i < GROUPS; i++) {
      int run = zeros(groups, i);
      if (run > length) {
        start = i;
        length = run;
      }
    }
    if (length == 1) {
      return full;
    }
    return String.join(":", groups.subList(0, start))
        + "::"
        + String.join(":", groups.subList(start + length, GROUPS));
  }

  private static int zeros(List<String> groups, int from) {
    int end = from;
    while (end < groups.size() && groups.get(end).equals("0")) {
      end++;
    }
    return end - from;
  }
}
