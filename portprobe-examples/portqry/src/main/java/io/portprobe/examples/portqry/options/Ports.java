package io.portprobe.examples.portqry.options;

import io.portprobe.examples.portqry.console.PortqryException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The ports to probe.
 *
 * @param numbers each 1 to 65535, in the order of the output
 * @param range whether the user gave a range; portqry then speaks no protocol
 */
public record Ports(List<Integer> numbers, boolean range) {
  /** The default port of PortQry. */
  public static final Ports DEFAULT = new Ports(List.of(80), false);

  private static final int MAX_DIGITS = 9;
  private static final int HIGHEST = 65_535;
  private static final String A_PORT = "a port, 1-65535";

  public Ports {
    numbers = List.copyOf(numbers);
  }

  /** Parses the value of {@code -e}. */
  public static Ports single(String value) throws PortqryException {
    return new Ports(List.of(port("-e", value, A_PORT)), false);
  }

  /** Parses the value of {@code -r}: START:END. */
  public static Ports range(String value) throws PortqryException {
    String[] ends = value.split(":", -1);
    if (ends.length != 2) {
      throw PortqryException.badValue("-r", value, "START:END, two ports with a colon between");
    }
    int start = port("-r", ends[0].strip(), "START:END, each a port, 1-65535");
    int end = port("-r", ends[1].strip(), "START:END, each a port, 1-65535");
    if (start > end) {
      throw PortqryException.badValue("-r", value, "START:END, the lower port first");
    }
    return new Ports(IntStream.rangeClosed(start, end).boxed().toList(), true);
  }

  /** Parses the value of {@code -o}: A,B,C. */
  public static Ports list(String value) throws PortqryException {
    List<Integer> numbers = new ArrayList<>();
    for (String part : value.split(",", -1)) {
      String item = part.strip();
      if (item.isEmpty()) {
        throw PortqryException.badValue("-o", value, "ports with commas between, and no hole");
      }
      numbers.add(port("-o", item, "ports, each 1-65535, with commas between"));
    }
    return new Ports(numbers, false);
  }

  /** Parses the value of an option that takes one port. */
  public static int port(String option, String value) throws PortqryException {
    return port(option, value, A_PORT);
  }

  /**
   * Parses the value of an option that takes one port.
   *
   * @param expected the expected values, for the message
   */
  public static int port(String option, String value, String expected) throws PortqryException {
    int number = number(value);
    if (number < 1 || number > HIGHEST) {
      throw PortqryException.badValue(option, value, expected);
    }
    return number;
  }

  /** Returns the number that decimal digits, at most nine, represent; 0 for any other text. */
  static int number(String digits) {
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if (digit < '0' || digit > '9' || i == MAX_DIGITS) {
        return 0;
      }
      number = number * 10 + digit - '0';
    }
    return number;
  }
}
