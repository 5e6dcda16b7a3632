package io.portprobe.internal.scan;

import io.portprobe.internal.HostSyntax;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Where a scan stands.
 *
 * @param scan the fingerprint of hosts, ports and order
 * @param parts into how many parts the ports of a host are cut; see {@link Layout}
 * @param next the first unit that was not begun
 * @param open what is left of the units before it; a unit that is not here is done
 */
public record Standing(long scan, int parts, long next, List<Open> open) {
  private static final String HEAD = "portprobe-checkpoint 1";
  private static final String EXPECTED = " (expected: what a checkpoint's toString() gave)";

  /**
   * What is left of one address in one unit.
   *
   * @param unit the unit
   * @param address which of the chosen addresses of the host, from 0
   * @param next the first position in the order of ports that was not asked
   * @param again positions before it that have no result yet, ascending
   */
  public record Open(long unit, int address, int next, BitSet again) {}

  /** Copies the list. */
  public Standing {
    open = List.copyOf(open);
  }

  /** The start of a scan. */
  static Standing atTheStart(long scan, int parts) {
    return new Standing(scan, parts, 0, List.of());
  }

  /**
   * Reads what {@link #toString()} wrote.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static Standing parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 4 || !lines.get(0).equals(HEAD)) {
      throw new IllegalArgumentException("checkpoint: " + HostSyntax.quote(text) + EXPECTED);
    }
    List<Open> open = new ArrayList<>();
    int at = 1;
    try {
      long scan = Long.parseUnsignedLong(value(lines.get(at), "scan"), 16);
      int parts = Integer.parseInt(value(lines.get(++at), "parts"));
      long next = Long.parseLong(value(lines.get(++at), "next"));
      check(parts >= 1 && next >= 0);
      for (++at; at < lines.size(); at++) {
        Open one = open(value(lines.get(at), "open"));
        check(one.unit() < next);
        open.add(one);
      }
      return new Standing(scan, parts, next, open);
    } catch (IllegalArgumentException e) { // NumberFormatException is one
      throw new IllegalArgumentException(
          "checkpoint: line " + (at + 1) + ": " + HostSyntax.quote(lines.get(at)) + EXPECTED, e);
    }
  }

  private static Open open(String text) {
    String[] parts = text.split(" ", -1);
    check(parts.length == 4);
    Open one =
        new Open(
            Long.parseLong(parts[0]),
            Integer.parseInt(parts[1]),
            Integer.parseInt(parts[2]),
            positions(parts[3]));
    check(one.unit() >= 0 && one.address() >= 0 && one.next() >= 0 && one.next() <= 65_535);
    check(one.again().length() <= one.next());
    return one;
  }

  /** Positions in the form of {@link PortSyntax#format}, "-" for none. */
  private static BitSet positions(String text) {
    BitSet positions = new BitSet();
    if (text.equals("-")) {
      return positions;
    }
    for (String part : text.split(",", -1)) {
      int dash = part.indexOf('-');
      int from = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
      int to = dash < 0 ? from : Integer.parseInt(part.substring(dash + 1));
      check(from >= 0 && from <= to && to <= 65_535);
      positions.set(from, to + 1);
    }
    return positions;
  }

  private static String value(String line, String key) {
    check(line.startsWith(key + " "));
    return line.substring(key.length() + 1);
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("malformed");
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    text.append("scan ").append(String.format(Locale.ROOT, "%016x", scan)).append('\n');
    text.append("parts ").append(parts).append('\n');
    text.append("next ").append(next).append('\n');
    for (Open one : open) {
      text.append("open ").append(one.unit()).append(' ').append(one.address()).append(' ');
      text.append(one.next()).append(' ');
      text.append(
          one.again().isEmpty() ? "-" : PortSyntax.format(one.again().stream().toArray()));
      text.append('\n');
    }
    return text.toString();
  }
}
