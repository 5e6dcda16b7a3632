package io.portprobe.internal.names;

import io.netty.handler.codec.dns.DnsRecordType;
import io.portprobe.AddressSelection;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;

/**
 * The order of addresses, which is that of the JVM: IPv4 first, unless the system property {@code
 * java.net.preferIPv6Addresses} is {@code true}. With {@code java.net.preferIPv4Stack} there are no
 * IPv6 addresses.
 */
final class AddressOrder {
  private static final boolean IPV6_FIRST =
      System.getProperty("java.net.preferIPv6Addresses", "").equalsIgnoreCase("true");
  private static final boolean IPV4_ONLY = Boolean.getBoolean("java.net.preferIPv4Stack");

  private AddressOrder() {}

  /** Returns the types of records to query, in order of preference. */
  static List<DnsRecordType> types(AddressSelection needed, boolean noIpv6) {
    if (needed == AddressSelection.IPV6) {
      return List.of(DnsRecordType.AAAA);
    }
    if (needed == AddressSelection.IPV4 || noIpv6 || IPV4_ONLY) {
      return List.of(DnsRecordType.A);
    }
    return IPV6_FIRST
        ? List.of(DnsRecordType.AAAA, DnsRecordType.A)
        : List.of(DnsRecordType.A, DnsRecordType.AAAA);
  }

  /** Returns the addresses in order of preference; those of one family keep their order. */
  static List<InetAddress> sorted(List<InetAddress> addresses) {
    return addresses.stream()
        .filter(address -> !IPV4_ONLY || address instanceof Inet4Address)
        .sorted(Comparator.comparing(address -> address instanceof Inet4Address == IPV6_FIRST))
        .toList();
  }

  static String unrooted(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
