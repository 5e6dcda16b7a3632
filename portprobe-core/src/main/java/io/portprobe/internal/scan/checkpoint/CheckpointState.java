package io.portprobe.internal.scan.checkpoint;

import io.portprobe.Transport;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.targets.PortListParser;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The contents of a checkpoint, and their form as text.
 *
 * @param fingerprint the fingerprint of hosts, ports and order
 * @param transports the state of each transport
 */
public record CheckpointState(long fingerprint, Map<Transport, TransportState> transports) {
  private static final String HEADER = "portprobe-checkpoint 1";

  /** The last line. Without it, a text that was cut at the end of a line would be valid. */
  private static final String END = "end";

  private static final String EXPECTED = " (expected: what a checkpoint's toString() gave)";

  /** The address index that means all addresses of a host whose name was not resolved yet. */
  public static final int ALL_ADDRESSES = -1;

  /**
   * The state of one transport.
   *
   * @param parts into how many parts the ports of a host are divided; see {@link ProbeOrder}
   * @param nextUnit the first unit that was not started
   * @param unfinished the remaining work in the units before it; the others are done
   */
  public record TransportState(int parts, long nextUnit, List<AddressState> unfinished) {
    /** Copies the list. */
    public TransportState {
      unfinished = List.copyOf(unfinished);
    }
  }

  /**
   * The remaining work of one address in one unit.
   *
   * @param unit the unit
   * @param address which of the selected addresses of the host, from 0, or {@link #ALL_ADDRESSES}
   * @param nextPosition the first position in the order of ports that was not probed
   * @param pending positions before it that have no result yet
   */
  public record AddressState(long unit, int address, int nextPosition, BitSet pending) {
    /** By unit, then by address. */
    public static final Comparator<AddressState> ORDER =
        Comparator.comparingLong(AddressState::unit).thenComparingInt(AddressState::address);

    AddressState copy() {
      return new AddressState(unit, address, nextPosition, (BitSet) pending.clone());
    }
  }

  /** Copies the map. */
  public CheckpointState {
    transports = Map.copyOf(transports);
  }

  /**
   * Parses the text that {@link #toString()} returns.
   *
   * @throws IllegalArgumentException if the text has another form; the message names the line
   */
  public static CheckpointState parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 2 || !lines.get(0).equals(HEADER)) {
      throw new IllegalArgumentException("checkpoint: " + SafeText.quote(text) + EXPECTED);
    }
    int end = lines.size() - 1;
    if (!lines.get(end).equals(END)) {
      throw new IllegalArgumentException(
          "checkpoint: cut off after line "
              + (end + 1)
              + ": "
              + SafeText.quote(lines.get(end))
              + " (expected: '"
              + END
              + "' as the last line)");
    }
    Map<Transport, TransportState> transports = new EnumMap<>(Transport.class);
    int at = 1;
    try {
      long fingerprint = Long.parseUnsignedLong(values(lines.get(at++), "scan", 1)[1], 16);
      while (at < end) {
        Transport transport = transport(lines.get(at));
        String[] head = values(lines.get(at++), transport.label(), 2);
        List<AddressState> unfinished = new ArrayList<>();
        while (at < end && lines.get(at).startsWith("open ")) {
          unfinished.add(addressState(values(lines.get(at), "open", 4), Long.parseLong(head[2])));
          at++;
        }
        check(Integer.parseInt(head[1]) >= 1 && Long.parseLong(head[2]) >= 0);
        TransportState state =
            new TransportState(Integer.parseInt(head[1]), Long.parseLong(head[2]), unfinished);
        check(transports.put(transport, state) == null);
      }
      return new CheckpointState(fingerprint, transports);
    } catch (IllegalArgumentException e) { // NumberFormatException is one
      int line = Math.min(at, lines.size() - 1);
      throw new IllegalArgumentException(
          "checkpoint: line " + (line + 1) + ": " + SafeText.quote(lines.get(line)) + EXPECTED, e);
    }
  }

  private static Transport transport(String line) {
    check(line.startsWith("tcp ") || line.startsWith("udp "));
    return line.startsWith("tcp ") ? Transport.TCP : Transport.UDP;
  }

  private static AddressState addressState(String[] values, long nextUnit) {
    AddressState state =
        new AddressState(
            Long.parseLong(values[1]),
            Integer.parseInt(values[2]),
            Integer.parseInt(values[3]),
            positions(values[4]));
    check(state.unit() >= 0 && state.unit() < nextUnit && state.address() >= ALL_ADDRESSES);
    check(
        state.nextPosition() >= 0
            && state.nextPosition() <= 65_535
            && state.pending().length() <= state.nextPosition());
    return state;
  }

  /** Parses positions in the form of {@link PortListParser#format}, "-" for none. */
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

  /** Returns the text, some lines of ASCII. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    text.append("scan ").append(String.format(Locale.ROOT, "%016x", fingerprint)).append('\n');
    for (Transport transport : Transport.values()) {
      TransportState state = transports.get(transport);
      if (state != null) {
        text.append(transport.label()).append(' ').append(state.parts()).append(' ');
        text.append(state.nextUnit()).append('\n');
        state.unfinished().stream().sorted(AddressState.ORDER).forEach(one -> append(text, one));
      }
    }
    return text.append(END).append('\n').toString();
  }

  private static void append(StringBuilder text, AddressState state) {
    text.append("open ").append(state.unit()).append(' ').append(state.address()).append(' ');
    text.append(state.nextPosition()).append(' ');
    text.append(
        state.pending().isEmpty()
            ? "-"
            : PortListParser.format(state.pending().stream().toArray()));
    text.append('\n');
  }
}
