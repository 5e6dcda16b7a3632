package io.portprobe.text;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The syntax of IPv4 and IPv6 addresses. Strict: the number forms that {@code inet_aton} accepts
 * ({@code 1.2.3}, {@code 0x7f.1}, {@code 010.0.0.1}) mean different addresses to different
 * programs.
 */
public final class AddressSyntax {
  private AddressSyntax() {}

  /**
   * Returns the bytes of an address.
   *
   * @param text four decimal numbers without leading zeros, or an IPv6 address without zone and
   *     brackets (RFC 4291 section 2.2), also one that ends in an IPv4 address
   * @return 4 or 16 bytes, or null if the text is no address
   */
  public static byte @Nullable [] bytes(String text) {
    return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
  }

  private static byte @Nullable [] ipv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      int number = decimal(parts[i]);
      if (number < 0) {
        return null;
      }
      bytes[i] = (byte) number;
    }
    return bytes;
  }

  /** Returns a number of 0 to 255; -1 if the text is none, or has a leading zero. */
  private static int decimal(String text) {
    boolean fits =
        !text.isEmpty()
            && text.length() <= 3
            && isDecimal(text)
            && (text.length() == 1 || text.charAt(0) != '0');
    int number = fits ? Integer.parseInt(text) : -1;
    return number <= 255 ? number : -1;
  }

  private static boolean isDecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static byte @Nullable [] ipv6(String text) {
    String hexadecimal = text;
    if (text.indexOf('.') >= 0) {
      int colon = text.lastIndexOf(':');
      byte[] end = ipv4(text.substring(colon + 1));
      if (end == null) {
        return null;
      }
      hexadecimal = text.substring(0, colon + 1) + group(end, 0) + ":" + group(end, 2);
    }
    return NetUtil.isValidIpV6Address(hexadecimal)
        ? NetUtil.createByteArrayFromIpAddressString(hexadecimal)
        : null;
  }

  private static String group(byte[] bytes, int at) {
    return Integer.toHexString(((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff));
  }

  /**
   * Returns whether a host consists of numbers, but is no address: {@code 1.2.3}, {@code
   * 2130706433}, {@code 0x7f.1}, {@code 010.0.0.1}, {@code 127.0.0.1.}. It cannot be a name,
   * because no top-level domain is a number, and resolvers disagree about the address.
   */
  public static boolean isAmbiguous(String host) {
    return bytes(host) == null && numbers(host).stream().allMatch(AddressSyntax::isNumber);
  }

  private static boolean isNumber(String text) {
    boolean isHexadecimal = text.startsWith("0x") || text.startsWith("0X");
    return isHexadecimal
        ? text.chars().skip(2).allMatch(HexFormat::isHexDigit)
        : !text.isEmpty() && isDecimal(text);
  }

  private static List<String> numbers(String host) {
    String unrooted = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return List.of(unrooted.split("\\.", -1));
  }

  /**
   * Returns the address that {@code inet_aton} and browsers read in an {@linkplain #isAmbiguous
   * ambiguous} host: the last number fills the remaining bytes, a leading zero means octal.
   *
   * @return empty if they do not accept it either
   */
  public static Optional<InetAddress> customaryReading(String host) {
    List<Long> numbers = new ArrayList<>();
    for (String text : numbers(host)) {
      long number = number(text);
      if (number < 0) {
        return Optional.empty();
      }
      numbers.add(number);
    }
    int last = numbers.size() - 1;
    boolean fits =
        last < 4
            && numbers.get(last) < 1L << (8 * (4 - last))
            && numbers.subList(0, last).stream().allMatch(number -> number <= 255);
    if (!fits) {
      return Optional.empty();
    }
    long address = numbers.get(last);
    for (int i = 0; i < last; i++) {
      address |= numbers.get(i) << (8 * (3 - i));
    }
    return Optional.of(address(address));
  }

  /** Returns a number in C's notation; -1 if the text is none. */
  private static long number(String text) {
    boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
    boolean octal = !hexadecimal && text.length() > 1 && text.startsWith("0");
    String digits = hexadecimal ? text.substring(2) : text;
    if (digits.length() > 16) {
      return -1;
    }
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, hexadecimal ? 16 : octal ? 8 : 10);
    } catch (NumberFormatException e) { // a digit that the base does not have
      return -1;
    }
  }

  private static InetAddress address(long number) {
    byte[] bytes = {
      (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number
    };
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("address: " + bytes.length + " bytes (expected: 4)", e);
    }
  }

  /** Returns the exception for an {@linkplain #isAmbiguous ambiguous} host. */
  public static IllegalArgumentException ambiguous(String host) {
    String reading =
        customaryReading(host)
            .map(address -> "; some programs read it as " + address.getHostAddress())
            .orElse("");
    return new IllegalArgumentException(
        "host: "
            + SafeText.quote(host)
            + " (expected: an IPv4 address of four decimal numbers without leading zeros"
            + reading
            + ")");
  }

  /**
   * Returns what a human reader has to know about an address: 0.0.0.0 and :: are this host.
   *
   * @return a sentence without a final full stop; empty for other addresses
   */
  public static Optional<String> remark(InetAddress address) {
    if (!address.isAnyLocalAddress()) {
      return Optional.empty();
    }
    String text = address instanceof Inet4Address ? "0.0.0.0" : "::";
    return Optional.of(
        text
            + " is this host: the result is about this machine. A name that resolves to "
            + text
            + " is often blocked by a DNS sinkhole");
  }
}
