package io.portprobe.examples.benchmarks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Iterator;
import java.util.stream.LongStream;

/**
 * A range of consecutive IPv4 addresses.
 *
 * @param first the first address, as a number
 * @param count the number of addresses
 */
record HostRange(long first, long count) implements Iterable<InetAddress> {
  private static final long END = 1L << 32;

  HostRange {
    if (count < 1 || first + count > END) {
      throw new IllegalArgumentException(
          "COUNT: " + count + " (expected: 1-" + (END - first) + ")");
    }
  }

  /**
   * Parses {@code ADDRESS} or {@code ADDRESS+COUNT}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  static HostRange parse(String text) {
    int plus = text.indexOf('+');
    String address = plus < 0 ? text : text.substring(0, plus);
    try {
      return new HostRange(
          number(address), plus < 0 ? 1 : Long.parseLong(text.substring(plus + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "HOSTS: " + text + " (expected: ADDRESS or ADDRESS+COUNT, ADDRESS as in 127.0.0.1)", e);
    }
  }

  /** Parses an address. Accepts digits only, so that no name is resolved. */
  private static long number(String address) {
    String[] parts = address.split("\\.", -1);
    if (parts.length != 4) {
      throw new NumberFormatException(address);
    }
    long number = 0;
    for (String part : parts) {
      int value = Integer.parseInt(part);
      if (value < 0 || value > 255) {
        throw new NumberFormatException(address);
      }
      number = number << 8 | value;
    }
    return number;
  }

  @Override
  public Iterator<InetAddress> iterator() {
    return LongStream.range(first, first + count).mapToObj(HostRange::address).iterator();
  }

  /** Returns the range as {@code 10.0.0.1-10.0.3.9}, or the address if there is only one. */
  String asRange() {
    String from = address(first).getHostAddress();
    return count == 1 ? from : from + "-" + address(first + count - 1).getHostAddress();
  }

  private static InetAddress address(long number) {
    byte[] bytes = {
      (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number
    };
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }
}
