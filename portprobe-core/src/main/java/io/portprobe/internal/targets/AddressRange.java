package io.portprobe.internal.targets;

import io.portprobe.text.AddressSyntax;
import io.portprobe.text.AddressText;
import io.portprobe.text.SafeText;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A range of consecutive addresses of one family. Immutable.
 *
 * <p>An address has a number: its 128 bits, with an IPv4 address in its mapped form (::ffff:0:0/96,
 * RFC 4291, section 2.5.5.2). So both families share one order, and an IPv4-mapped IPv6 address is
 * the IPv4 address.
 */
public final class AddressRange {
  private static final int MIN_IPV6_PREFIX = 96;
  private static final BigInteger MAX_SIZE = BigInteger.ONE.shiftLeft(32);
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private final byte[] first;
  private final byte[] last; // the same array for a single address
  private final long size;

  private AddressRange(byte[] first, byte[] last) {
    this.first = first;
    this.last = last;
    this.size = first == last ? 1 : size(first, last);
  }

  /** Returns the range from one number to another, both included. */
  static AddressRange of(BigInteger first, BigInteger last) {
    byte[] from = bytes(first);
    return new AddressRange(from, first.equals(last) ? from : bytes(last));
  }

  /**
   * Parses an address, a network in CIDR form, or a range.
   *
   * @return null if the text has none of these forms, and may be a name
   * @throws IllegalArgumentException if the text has one of these forms, but an invalid value
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
    return single == null ? null : new AddressRange(single, single);
  }

  /**
   * Parses an address or a network in CIDR form, of any size. Bits after the prefix are ignored.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  static AddressRange parseNetwork(String text) {
    int slash = text.indexOf('/');
    byte[] plain = AddressSyntax.bytes(slash < 0 ? text : text.substring(0, slash));
    String digits = slash < 0 ? "" : text.substring(slash + 1);
    if (plain == null || (slash >= 0 && !digits.matches("\\d{1,3}"))) {
      throw notANetwork(text);
    }
    int bits = plain.length * 8;
    int prefix = slash < 0 ? bits : Integer.parseInt(digits);
    if (prefix > bits) {
      throw notANetwork(text);
    }
    return withPrefix(plain, prefix);
  }

  private static AddressRange withPrefix(byte[] plain, int prefix) {
    int hostBits = plain.length * 8 - prefix;
    BigInteger base = new BigInteger(1, mapped(plain)).shiftRight(hostBits).shiftLeft(hostBits);
    return of(base, base.add(BigInteger.ONE.shiftLeft(hostBits)).subtract(BigInteger.ONE));
  }

  /** Returns whether an address is in the range. An IPv4 address is never in a range of IPv6. */
  public boolean contains(InetAddress address) {
    return contains(bytes(address));
  }

  /** Returns whether the address with these {@linkplain #bytes bytes} is in the range. */
  boolean contains(byte[] number) {
    return Arrays.compareUnsigned(first, number) <= 0
        && Arrays.compareUnsigned(number, last) <= 0
        && isMapped(number) == isMapped(first);
  }

  /** Returns how many leading bits all addresses of a network have in common, of 128. */
  int prefix() {
    for (int i = 0; i < first.length; i++) {
      int differing = (first[i] ^ last[i]) & 0xff;
      if (differing != 0) {
        return i * 8 + Integer.numberOfLeadingZeros(differing) - 24;
      }
    }
    return first.length * 8;
  }

  /** Returns the number of an address as 16 bytes. */
  static byte[] bytes(InetAddress address) {
    return mapped(address.getAddress());
  }

  /** Returns the number of an address. */
  static BigInteger number(InetAddress address) {
    return new BigInteger(1, mapped(address.getAddress()));
  }

  /** Returns the number of addresses; {@link Long#MAX_VALUE} if it is higher. */
  long size() {
    return size;
  }

  /** Returns the number of the first address. */
  BigInteger first() {
    return new BigInteger(1, first);
  }

  /** Returns the number of the last address. */
  BigInteger last() {
    return new BigInteger(1, last);
  }

  /** Returns the address at an offset from the first, from 0. */
  InetAddress address(long offset) {
    byte[] number = first.clone();
    long carry = offset;
    for (int i = number.length - 1; i >= 0 && carry != 0; i--) {
      carry += number[i] & 0xff;
      number[i] = (byte) carry;
      carry >>>= 8;
    }
    return toAddress(number);
  }

  private static InetAddress toAddress(byte[] number) {
    byte[] bytes = isMapped(number) ? Arrays.copyOfRange(number, 12, 16) : number;
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
    int minPrefix = plain.length == 4 ? 0 : MIN_IPV6_PREFIX;
    int prefix = Integer.parseInt(digits);
    if (prefix < minPrefix || prefix > plain.length * 8) {
      throw notARange(text, "a prefix of " + minPrefix + "-" + plain.length * 8 + " bits");
    }
    return withPrefix(plain, prefix);
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
    if (first.compareTo(last) > 0 || last.subtract(first).compareTo(MAX_SIZE) >= 0) {
      throw notARange(text, "a range from low to high, of at most 2^32 addresses");
    }
    return of(first, last);
  }

  private static byte @Nullable [] plain(String address) {
    String bare =
        address.startsWith("[") && address.endsWith("]")
            ? address.substring(1, address.length() - 1)
            : address;
    return bare.indexOf('%') >= 0 ? null : AddressSyntax.bytes(bare);
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

  private static long size(byte[] first, byte[] last) {
    BigInteger distance = new BigInteger(1, last).subtract(new BigInteger(1, first));
    return distance.bitLength() < Long.SIZE - 1 ? distance.longValue() + 1 : Long.MAX_VALUE;
  }

  private static byte[] bytes(BigInteger number) {
    byte[] least = number.toByteArray();
    byte[] bytes = new byte[16];
    int length = Math.min(16, least.length); // there may be a sign byte before the 16 others
    System.arraycopy(least, least.length - length, bytes, 16 - length, length);
    return bytes;
  }

  private static IllegalArgumentException notARange(String text, String expected) {
    return new IllegalArgumentException(
        "host: " + SafeText.quote(text) + " (expected: " + expected + ")");
  }

  private static IllegalArgumentException notANetwork(String text) {
    return new IllegalArgumentException(
        "network: " + SafeText.quote(text) + " (expected: ADDRESS or ADDRESS/PREFIX)");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AddressRange that
        && Arrays.equals(first, that.first)
        && Arrays.equals(last, that.last);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(first) + Arrays.hashCode(last);
  }

  @Override
  public String toString() {
    String from = AddressText.of(toAddress(first));
    return size == 1 ? from : from + "-" + AddressText.of(toAddress(last));
  }
}
