package io.portprobe.protocols.internal.dns;

import java.util.List;

/** IPv6 addresses as people write them (RFC 5952). */
final class Ipv6Text {
  private static final int GROUPS = 8;

  private Ipv6Text() {}

  /**
   * Leaves out the longest run of zeros, the first of several.
   *
   * @param full eight groups without leading zeros, as the decoder writes them
   * @return the short form; the text as it was if it is something else
   */
  static String shorten(String full) {
    List<String> groups = List.of(full.split(":", -1));
    if (groups.size() != GROUPS) {
      return full;
    }
    int start = 0;
    int length = 1; // a single zero stays
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
