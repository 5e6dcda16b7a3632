package io.portprobe.examples.lab.table;

import io.portprobe.Reason;
import java.util.Arrays;
import java.util.Optional;

/**
 * The ICMP errors as the column {@code reason} of expected.tsv names them, with what portprobe has
 * to make of each.
 */
enum WireReason {
  PORT_UNREACH(Reason.PORT_UNREACHABLE, "3/3", "1/4"),
  PROTO_UNREACH(Reason.PROTOCOL_UNREACHABLE, "3/2", ""),
  HOST_UNREACH(Reason.HOST_UNREACHABLE, "3/1", ""),
  ADDR_UNREACH(Reason.HOST_UNREACHABLE, "", "1/3"),
  NET_UNREACH(Reason.NET_UNREACHABLE, "3/0", ""),
  NO_ROUTE(Reason.NET_UNREACHABLE, "", "1/0"),
  ADMIN_PROHIBITED(Reason.ADMIN_PROHIBITED, "3/13", "1/1"),
  HOST_PROHIBITED(Reason.ADMIN_PROHIBITED, "3/10", ""),
  NET_PROHIBITED(Reason.ADMIN_PROHIBITED, "3/9", ""),
  POLICY_FAIL(Reason.ADMIN_PROHIBITED, "", "1/5"),
  REJECT_ROUTE(Reason.ADMIN_PROHIBITED, "", "1/6"),
  /** The kernel of the client found out, so that no ICMP message is reported. */
  ARP_FAILED(Reason.HOST_UNREACHABLE, "", "");

  private final Reason reason;
  private final String icmp;
  private final String icmpv6;

  WireReason(Reason reason, String icmp, String icmpv6) {
    this.reason = reason;
    this.icmp = icmp;
    this.icmpv6 = icmpv6;
  }

  static Optional<WireReason> of(ExpectedRow row) {
    return Arrays.stream(values())
        .filter(word -> word.name().replace('_', '-').equalsIgnoreCase(row.reason()))
        .findFirst();
  }

  Reason reason() {
    return reason;
  }

  /** Type and code, as {@code "3/13"}; empty if the error does not exist in that version. */
  String icmp(boolean version6) {
    return version6 ? icmpv6 : icmp;
  }
}
