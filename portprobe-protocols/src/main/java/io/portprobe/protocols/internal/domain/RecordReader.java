package io.portprobe.protocols.internal.domain;

import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.dns.DnsRecord;
import io.portprobe.protocols.domain.report.ServiceRecord;
import io.portprobe.text.HostSyntax;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads SRV and address records of a response. Invalid records of a server are left out. */
final class RecordReader {
  /**
   * By ascending priority (RFC 2782), then by descending weight: the target that most clients
   * select comes first.
   */
  static final Comparator<ServiceRecord> ORDER =
      Comparator.comparingInt(ServiceRecord::priority)
          .thenComparing(Comparator.comparingInt(ServiceRecord::weight).reversed())
          .thenComparing(ServiceRecord::target)
          .thenComparingInt(ServiceRecord::port);

  private static final int MAX_RECORDS = 1_000;
  private static final int MAX_VALUE = 0xffff;

  private RecordReader() {}

  /** Returns the SRV records of the answer section in {@link #ORDER}. */
  static List<ServiceRecord> services(DnsAnswer answer) {
    return answer.answers().stream()
        .filter(record -> record.type().equals("SRV"))
        .limit(MAX_RECORDS)
        .flatMap(record -> service(record.data()).stream())
        .distinct()
        .sorted(ORDER)
        .toList();
  }

  /** Merges records of several responses. */
  static List<ServiceRecord> merge(Stream<List<ServiceRecord>> answers) {
    return answers.flatMap(List::stream).distinct().limit(MAX_RECORDS).sorted(ORDER).toList();
  }

  /** Reads priority, weight, port and target; empty without a service (RFC 2782: target "."). */
  private static Optional<ServiceRecord> service(String data) {
    String[] parts = data.split(" ", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    OptionalInt priority = number(parts[0]);
    OptionalInt weight = number(parts[1]);
    OptionalInt port = number(parts[2]);
    if (priority.isEmpty() || weight.isEmpty() || port.isEmpty()) {
      return Optional.empty();
    }
    return DomainNames.host(parts[3])
        .map(
            target ->
                new ServiceRecord(priority.getAsInt(), weight.getAsInt(), port.getAsInt(), target));
  }

  private static OptionalInt number(String text) {
    try {
      int value = Integer.parseInt(text);
      return value < 0 || value > MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(value);
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /** Returns the addresses of the answer section. */
  static List<InetAddress> addresses(DnsAnswer answer) {
    return answer.answers().stream()
        .filter(record -> record.type().equals("A") || record.type().equals("AAAA"))
        .map(DnsRecord::data)
        .flatMap(data -> address(data).stream())
        .distinct()
        .toList();
  }

  private static Optional<InetAddress> address(String literal) {
    try {
      return HostSyntax.isLiteral(literal)
          ? Optional.of(InetAddress.getByName(literal)) // a literal: no resolution
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
