package io.portprobe.internal.targets;

import io.portprobe.Transport;
import io.portprobe.text.SafeText;
import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses and formats lists of ports. */
public final class PortListParser {
  private static final int MAX_PORT = 65_535;
  private static final Pattern RANGE = Pattern.compile("(\\d{0,5})-(\\d{0,5})");
  private static final Pattern TOP = Pattern.compile("top:(\\d{1,5})");

  private PortListParser() {}

  /**
   * Parses a list; {@link io.portprobe.scan.PortSet#tcp(String)} describes the forms.
   *
   * @return each port once, in the order of the list
   * @throws IllegalArgumentException if a part has another form; the message quotes it
   */
  public static int[] parse(Transport transport, String text) {
    Collected ports = new Collected();
    for (String part : text.split(",", -1)) {
      parsePart(transport, part.strip().toLowerCase(Locale.ROOT), ports);
    }
    return ports.toArray();
  }

  /**
   * Removes duplicates.
   *
   * @return each port once, in the order given
   * @throws IllegalArgumentException if there is no port, or one is out of range
   */
  public static int[] distinct(int... ports) {
    if (ports.length == 0) {
      throw new IllegalArgumentException("ports: none (expected: at least one)");
    }
    Collected collected = new Collected();
    for (int port : ports) {
      collected.add(check(port, Integer.toString(port)));
    }
    return collected.toArray();
  }

  /** Formats ports as a list that {@link #parse} reads, with consecutive ports as ranges. */
  public static String format(int[] ports) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ports.length; i++) {
      int from = ports[i];
      while (i + 1 < ports.length && ports[i + 1] == ports[i] + 1) {
        i++;
      }
      text.append(text.isEmpty() ? "" : ",").append(from);
      if (ports[i] > from) {
        text.append(ports[i] == from + 1 ? ',' : '-').append(ports[i]);
      }
    }
    return text.toString();
  }

  private static void parsePart(Transport transport, String part, Collected ports) {
    if (part.equals("all")) {
      ports.addRange(1, MAX_PORT);
      return;
    }
    Matcher range = RANGE.matcher(part);
    if (range.matches() && part.length() > 1) {
      int from = range.group(1).isEmpty() ? 1 : number(range.group(1), part);
      int to = range.group(2).isEmpty() ? MAX_PORT : number(range.group(2), part);
      if (from > to) {
        throw notPorts(part, "a range from low to high");
      }
      ports.addRange(from, to);
    } else if (part.matches("\\d{1,5}")) {
      ports.add(number(part, part));
    } else {
      parseNamed(transport, part, ports);
    }
  }

  private static void parseNamed(Transport transport, String part, Collected ports) {
    WellKnownServices services = WellKnownServices.of(transport);
    Matcher top = TOP.matcher(part);
    if (top.matches()) {
      int count = Integer.parseInt(top.group(1));
      if (count < 1 || count > services.size()) {
        throw notPorts(part, "top:1 to top:" + services.size());
      }
      services.first(count).forEach(ports::add);
      return;
    }
    int port = services.named(part);
    if (port == 0) {
      throw notPorts(
          part,
          "1-65535, a range such as 1-1024, 'all', top:N, or a known service over "
              + transport
              + " such as "
              + services.example());
    }
    ports.add(port);
  }

  private static int number(String digits, String part) {
    return check(Integer.parseInt(digits), part);
  }

  private static int check(int port, String part) {
    if (port < 1 || port > MAX_PORT) {
      throw notPorts(part, "1-65535");
    }
    return port;
  }

  private static IllegalArgumentException notPorts(String part, String expected) {
    return new IllegalArgumentException(
        "ports: " + SafeText.quote(part) + " (expected: " + expected + ")");
  }

  /** Distinct ports in the order in which they were added. */
  private static final class Collected {
    private final BitSet known = new BitSet(MAX_PORT + 1);
    private int[] ports = new int[16];
    private int count;

    void add(int port) {
      if (known.get(port)) {
        return;
      }
      known.set(port);
      if (count == ports.length) {
        ports = java.util.Arrays.copyOf(ports, Math.min(2 * count, MAX_PORT));
      }
      ports[count++] = port;
    }

    void addRange(int from, int to) {
      for (int port = from; port <= to; port++) {
        add(port);
      }
    }

    int[] toArray() {
      return java.util.Arrays.copyOf(ports, count);
    }
  }
}
