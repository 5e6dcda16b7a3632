package io.portprobe.text;

import java.net.Inet6Address;
import java.net.InetAddress;

/** The canonical text of addresses, which all reports, messages and files have (RFC 5952). */
public final class AddressText {
  private static final int GROUPS = 8;
  private static final int MAPPED_PREFIX = 12;

  private AddressText() {}

  /**
   * Returns the text of an address: an IPv6 address in lower case without leading zeros, with the
   * longest run of two or more zero groups as {@code ::}, the first of several (RFC 5952 section
   * 4). Its zone is after a {@code %} (RFC 4007 section 11).
   *
   * @return for example {@code "192.0.2.1"}, {@code "2001:db8::1"} or {@code "fe80::1%eth0"}
   */
  public static String of(InetAddress address) {
    String text = address.getHostAddress();
    if (!(address instanceof Inet6Address)) {
      return text;
    }
    int zone = text.indexOf('%');
    return ipv6(address.getAddress()) + (zone < 0 ? "" : text.substring(zone));
  }

  /**
   * Returns the canonical form of a host.
   *
   * @param host a name or an address
   * @return the argument, unless it is an IPv6 address
   */
  public static String canonical(String host) {
    int zone = host.indexOf('%');
    String address = zone < 0 ? host : host.substring(0, zone);
    if (address.indexOf(':') < 0) {
      return host;
    }
    byte[] bytes = AddressSyntax.bytes(address);
    return bytes == null ? host : ipv6(bytes) + (zone < 0 ? "" : host.substring(zone));
  }

  private static String ipv6(byte[] bytes) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
    }
    if (isMapped(groups)) {
      StringBuilder text = new StringBuilder("::ffff");
      for (int i = MAPPED_PREFIX; i < bytes.length; i++) {
        text.append(i == MAPPED_PREFIX ? ':' : '.').append(bytes[i] & 0xff);
      }
      return text.toString();
    }
    return compressed(groups);
  }

  /** Returns whether the last four bytes are an IPv4 address (RFC 5952 section 5). */
  private static boolean isMapped(int[] groups) {
    return zeros(groups, 0) == 5 && groups[5] == 0xffff;
  }

  private static String compressed(int[] groups) {
    int start = GROUPS;
    int length = 1; // a single zero group is not compressed
    for (int i = 0; i < GROUPS; i++) {
      int run = zeros(groups, i);
      if (run > length) {
        start = i;
        length = run;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == start) {
        text.append("::");
        i += length - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  private static int zeros(int[] groups, int from) {
    int end = from;
    while (end < GROUPS && groups[end] == 0) {
      end++;
    }
    return end - from;
  }
}
