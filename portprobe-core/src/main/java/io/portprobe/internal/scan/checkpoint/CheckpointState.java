package io.portprobe.internal.scan.checkpoint;

import io.portprobe.Transport;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.target.PortListParser;
import io.portprobe.text.Quote;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where a scan stands.
 *
 * @param scan the fingerprint of hosts, ports and order
 * @param transports where each transport stands
 */
public record CheckpointState(long scan, Map<Transport, Part> transports) {
  private static final String HEAD = "portprobe-checkpoint 1";
  private static final String EXPECTED = " (expected: what a checkpoint's toString() gave)";

  /** Stands for all addresses of a host that was not resolved yet. */
  public static final int UNRESOLVED = -1;

  /**
   * Where one transport stands.
   *
   * @param parts into how many parts the ports of a host are cut; see {@link ProbeOrder}
   * @param next the first unit that was not begun
   * @param open what is left of the units before it; what is not here is done
   */
  public record Part(int parts, long next, List<Open> open) {
    /** Copies the list. */
    public Part {
      open = List.copyOf(open);
    }
  }

  /**
   * What is left of one address in one unit.
   *
   * @param unit the unit
   * @param address which of the chosen addresses of the host, from 0; or UNRESOLVED
   * @param next the first position in the order of ports that was not asked
   * @param again positions before it that have no result yet
   */
  public record Open(long unit, int address, int next, BitSet again) {
    public static final Comparator<Open> ORDER =
        Comparator.comparingLong(Open::unit).thenComparingInt(Open::address);
  }

  /** Copies the map. */
  public CheckpointState {
    transports = Map.copyOf(transports);
  }

  /**
   * Reads what {@link #toString()} wrote.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static CheckpointState parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 2 || !lines.get(0).equals(HEAD)) {
      throw new IllegalArgumentException("checkpoint: " + Quote.of(text) + EXPECTED);
    }
    Map<Transport, Part> transports = new EnumMap<>(Transport.class);
    int at = 1;
    try {
      long scan = Long.parseUnsignedLong(values(lines.get(at++), "scan", 1)[1], 16);
      while (at < lines.size()) {
        Transport transport = transport(lines.get(at));
        String[] head = values(lines.get(at++), transport.label(), 2);
        List<Open> open = new ArrayList<>();
        while (at < lines.size() && lines.get(at).startsWith("open ")) {
          open.add(open(values(lines.get(at), "open", 4), Long.parseLong(head[2])));
          at++;
        }
        check(Integer.parseInt(head[1]) >= 1 && Long.parseLong(head[2]) >= 0);
        Part part = new Part(Integer.parseInt(head[1]), Long.parseLong(head[2]), open);
        check(transports.put(transport, part) == null);
      }
      return new CheckpointState(scan, transports);
    } catch (IllegalArgumentException e) { // NumberFormatException is one
      int line = Math.min(at, lines.size() - 1);
      throw new IllegalArgumentException(
          "checkpoint: line " + (line + 1) + ": " + Quote.of(lines.get(line)) + EXPECTED, e);
    }
  }

  private static Transport transport(String line) {
    check(line.startsWith("tcp ") || line.startsWith("udp "));
    return line.startsWith("tcp ") ? Transport.TCP : Transport.UDP;
  }

  private static Open open(String[] values, long next) {
    Open one =
        new Open(
            Long.parseLong(values[1]),
            Integer.parseInt(values[2]),
            Integer.parseInt(values[3]),
            positions(values[4]));
    check(one.unit() >= 0 && one.unit() < next && one.address() >= UNRESOLVED);
    check(one.next() >= 0 && one.next() <= 65_535 && one.again().length() <= one.next());
    return one;
  }

  /** Positions in the form of {@link PortListParser#format}, "-" for none. */
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

  private static String[] values(String line, String key, int count) {
    String[] values = line.split(" ", -1);
    check(values.length == count + 1 && values[0].equals(key));
    return values;
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
    for (Transport transport : Transport.values()) {
      Part part = transports.get(transport);
      if (part != null) {
        text.append(transport.label()).append(' ').append(part.parts()).append(' ');
        text.append(part.next()).append('\n');
        part.open().stream().sorted(Open.ORDER).forEach(one -> append(text, one));
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Open one) {
    text.append("open ").append(one.unit()).append(' ').append(one.address()).append(' ');
    text.append(one.next()).append(' ');
    text.append(
        one.again().isEmpty() ? "-" : PortListParser.format(one.again().stream().toArray()));
    text.append('\n');
  }
}
