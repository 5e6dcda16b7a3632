package io.portprobe.internal.target;

import io.netty.util.NetUtil;
import io.portprobe.text.Quote;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that follow one another. All of them are counted as IPv6, IPv4 in its mapped form
 * (::ffff:0:0/96), so that both kinds are one line of numbers.
 */
final class AddressRange {
  private static final int SHORTEST_IPV6_PREFIX = 96;
  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(32);
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private final byte[] first;
  private final long size;

  private AddressRange(byte[] first, long size) {
    this.first = first;
    this.size = size;
  }

  static AddressRange of(BigInteger first, BigInteger last) {
    return new AddressRange(bytes(first), last.subtract(first).longValueExact() + 1);
  }

  /**
   * Reads an address, a network or a range.
   *
   * @return null if the text is none of them, but perhaps a name
   * @throws IllegalArgumentException if it looks like one of them, and is not
   */
  static @Nullable AddressRange parse(String text) {
    int slash = text.indexOf('/');
    if (slash >= 0) {
      return network(text, slash);
    }
    int dash = text.indexOf('-');
    if (dash >= 0) {
      byte[] from = mapped(text.substring(0, dash));
      return from == null ? null : range(text, from, text.substring(dash + 1));
    }
    byte[] single = mapped(text);
    return single == null ? null : new AddressRange(single, 1);
  }

  /** The number of an address. */
  static BigInteger number(InetAddress address) {
    return new BigInteger(1, mapped(address.getAddress()));
  }

  long size() {
    return size;
  }

  BigInteger first() {
    return new BigInteger(1, first);
  }

  BigInteger last() {
    return first().add(BigInteger.valueOf(size - 1));
  }

  InetAddress address(long offset) {
    byte[] bytes = isMapped(first) ? Arrays.copyOfRange(first, 12, 16) : first.clone();
    long carry = offset;
    for (int i = bytes.length - 1; i >= 0 && carry != 0; i--) {
      carry += bytes[i] & 0xff;
      bytes[i] = (byte) carry;
      carry >>>= 8;
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
    }
  }

  private static AddressRange network(String text, int slash) {
    byte[] plain = plain(text.substring(0, slash));
    String digits = text.substring(slash + 1);
    if (plain == null || !digits.matches("\\d{1,3}")) {
      throw notARange(text, "ADDRESS/PREFIX");
    }
    int shortest = plain.length == 4 ? 0 : SHORTEST_IPV6_PREFIX;
    int prefix = Integer.parseInt(digits);
    if (prefix < shortest || prefix > plain.length * 8) {
      throw notARange(text, "a prefix of " + shortest + "-" + plain.length * 8 + " bits");
    }
    int hostBits = plain.length * 8 - prefix;
    BigInteger base = new BigInteger(1, mapped(plain)).shiftRight(hostBits).shiftLeft(hostBits);
    return of(base, base.add(BigInteger.ONE.shiftLeft(hostBits)).subtract(BigInteger.ONE));
  }

  private static AddressRange range(String text, byte[] from, String end) {
    byte[] to;
    if (isMapped(from) && end.matches("\\d{1,3}") && Integer.parseInt(end) <= 255) {
      to = from.clone();
      to[15] = (byte) Integer.parseInt(end);
    } else {
      to = mapped(end);
    }
    if (to == null || isMapped(to) != isMapped(from)) {
      throw notARange(text, "FIRST-LAST, the last an address of the same family or 0-255");
    }
    BigInteger first = new BigInteger(1, from);
    BigInteger last = new BigInteger(1, to);
    if (first.compareTo(last) > 0 || last.subtract(first).compareTo(MOST) >= 0) {
      throw notARange(text, "a range from low to high, of at most 2^32 addresses");
    }
    return of(first, last);
  }

  private static byte @Nullable [] plain(String address) {
    String bare =
        address.startsWith("[") && address.endsWith("]")
            ? address.substring(1, address.length() - 1)
            : address;
    return bare.indexOf('%') >= 0 ? null : NetUtil.createByteArrayFromIpAddressString(bare);
  }

  private static byte @Nullable [] mapped(String address) {
    byte[] plain = plain(address);
    return plain == null ? null : mapped(plain);
  }

  private static byte[] mapped(byte[] address) {
    if (address.length == 16) {
      return address;
    }
    byte[] mapped = Arrays.copyOf(MAPPED, 16);
    System.arraycopy(address, 0, mapped, 12, 4);
    return mapped;
  }

  private static boolean isMapped(byte[] address) {
    return Arrays.equals(address, 0, 12, MAPPED, 0, 12);
  }

  private static byte[] bytes(BigInteger number) {
    byte[] least = number.toByteArray();
    byte[] bytes = new byte[16];
    int length = Math.min(16, least.length); // a sign byte may stand before 16 others
    System.arraycopy(least, least.length - length, bytes, 16 - length, length);
    return bytes;
  }

  private static IllegalArgumentException notARange(String text, String expected) {
    return new IllegalArgumentException(
        "host: " + Quote.of(text) + " (expected: " + expected + ")");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AddressRange that
        && size == that.size
        && Arrays.equals(first, that.first);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(first) + Long.hashCode(size);
  }

  @Override
  public String toString() {
    String from = address(0).getHostAddress();
    return size == 1 ? from : from + "-" + address(size - 1).getHostAddress();
  }
}
