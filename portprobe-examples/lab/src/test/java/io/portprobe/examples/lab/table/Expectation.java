package io.portprobe.examples.lab.table;

import io.portprobe.Attempt;
import io.portprobe.IcmpError;
import io.portprobe.LocalFaultException;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import java.util.Locale;
import java.util.Optional;

/**
 * What a report has to say of a row.
 *
 * @param state the state
 * @param reason the reason
 * @param icmp type and code of the ICMP error that the attempt has to hold, as {@code "3/13"};
 *     empty if it must not hold one; {@link #ANY_ICMP} if that does not matter
 * @param localFault that there is no report, but a {@link LocalFaultException}
 */
record Expectation(PortState state, Reason reason, String icmp, boolean localFault) {
  private static final String NO_ICMP = "";
  private static final String ANY_ICMP = "any or none";

  /** For a client to which the system hands out the ICMP errors themselves. */
  static Expectation byIcmp(ExpectedRow row) {
    if (hasNoRoute(row)) {
      return noRoute();
    }
    return WireReason.of(row).map(word -> said(word, row)).orElseGet(() -> withoutIcmp(row));
  }

  /**
   * For a client that receives an error number at most: several ICMP errors share one, and over UDP
   * some have none. It says no more than it knows.
   */
  static Expectation byErrorNumber(ExpectedRow row) {
    return switch (row.errno()) {
      case "ECONNREFUSED" ->
          is(PortState.NOT_LISTENING, row.udp() ? Reason.PORT_UNREACHABLE : Reason.REFUSED);
      case "EHOSTUNREACH" -> is(PortState.FILTERED, Reason.UNREACHABLE);
      case "ENETUNREACH" ->
          hasNoRoute(row) ? noRoute() : is(PortState.FILTERED, Reason.UNREACHABLE);
      case "ENOPROTOOPT" -> is(PortState.FILTERED, Reason.PROTOCOL_UNREACHABLE);
      case "EACCES" -> is(PortState.FILTERED, Reason.ADMIN_PROHIBITED);
      case "timeout" -> silence(row);
      case "-" -> answer(row);
      default -> throw new IllegalArgumentException("no such errno in expected.tsv: " + row);
    };
  }

  /** The same, on a machine that may keep the ICMP error to itself. */
  Expectation withIcmpOptional() {
    return new Expectation(state, reason, ANY_ICMP, localFault);
  }

  private static Expectation withoutIcmp(ExpectedRow row) {
    return switch (row.reason()) {
      case "syn-ack", "udp-response" -> answer(row);
      case "reset" -> is(PortState.NOT_LISTENING, Reason.REFUSED);
      case "no-response" -> silence(row);
      default -> throw new IllegalArgumentException("no such reason in expected.tsv: " + row);
    };
  }

  private static Expectation said(WireReason word, ExpectedRow row) {
    PortState state =
        word == WireReason.PORT_UNREACH && row.udp() ? PortState.NOT_LISTENING : PortState.FILTERED;
    return new Expectation(state, word.reason(), word.icmp(row.ipv6()), false);
  }

  /** A UDP service that never answers cannot be distinguished from a dropped datagram. */
  private static Expectation silence(ExpectedRow row) {
    return row.udp()
        ? is(PortState.LISTENING_OR_FILTERED, Reason.SILENT)
        : is(PortState.FILTERED, Reason.TIMED_OUT);
  }

  private static Expectation answer(ExpectedRow row) {
    return is(PortState.LISTENING, row.udp() ? Reason.REPLIED : Reason.ACCEPTED);
  }

  private static boolean hasNoRoute(ExpectedRow row) {
    return row.reason().equals("no-route-here");
  }

  private static Expectation noRoute() {
    return new Expectation(PortState.FILTERED, Reason.NET_UNREACHABLE, NO_ICMP, true);
  }

  private static Expectation is(PortState state, Reason reason) {
    return new Expectation(state, reason, NO_ICMP, false);
  }

  /** Whether the report says what it has to. */
  boolean fits(ProbeReport report) {
    return !localFault
        && report.state() == state
        && report.reason() == reason
        && report.attempts().size() == 1
        && (icmp.equals(ANY_ICMP) || icmp.equals(icmpOf(report)));
  }

  /** Whether the failure is what it has to be. */
  boolean fits(Throwable failure) {
    return localFault && failure instanceof LocalFaultException;
  }

  private static String icmpOf(ProbeReport report) {
    return report.attempts().stream()
        .map(Attempt::icmp)
        .flatMap(Optional::stream)
        .map(Expectation::typeAndCode)
        .findFirst()
        .orElse(NO_ICMP);
  }

  private static String typeAndCode(IcmpError error) {
    return error.type() + "/" + error.code();
  }

  /** The report in the words of this record. */
  static String words(ProbeReport report) {
    return words(report.state(), report.reason(), icmpOf(report));
  }

  private static String words(PortState state, Reason reason, String icmp) {
    String icmpShown = icmp.isEmpty() ? "" : ", ICMP " + icmp;
    return String.format(Locale.ROOT, "%s (%s%s)", state, reason, icmpShown);
  }

  @Override
  public String toString() {
    return localFault ? "a fault of this machine" : words(state, reason, icmp);
  }
}
