package io.portprobe.examples.lab.table;

import io.portprobe.Endpoint;
import io.portprobe.Transport;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the test bed's expected.tsv: the truth about a port, in nmap's words.
 * testbed/README.md describes the columns.
 */
public record ExpectedRow(
    String host,
    String ip,
    Transport transport,
    int port,
    String state,
    String reason,
    String errno,
    String service,
    String note) {
  private static final Pattern SOURCE_PORT = Pattern.compile("with source port (\\d+)");
  private static final Pattern ICMP = Pattern.compile("icmp(?:v6)? (\\d+)/(\\d+)");

  public static ExpectedRow parse(String line) {
    List<String> columns = List.of(line.split("\t", -1));
    if (columns.size() != 9) {
      throw new IllegalArgumentException(
          "expected.tsv: " + columns.size() + " columns (expected: 9): " + line);
    }
    return new ExpectedRow(
        columns.get(0),
        columns.get(1),
        Transport.valueOf(columns.get(2).toUpperCase(Locale.ROOT)),
        Integer.parseInt(columns.get(3)),
        columns.get(4),
        columns.get(5),
        columns.get(6),
        columns.get(7),
        columns.get(8));
  }

  public Endpoint endpoint() {
    return new Endpoint(transport, ip, port);
  }

  public boolean udp() {
    return transport == Transport.UDP;
  }

  public boolean ipv6() {
    return ip.indexOf(':') >= 0;
  }

  /** The row is true for a client that is bound to this port. */
  public OptionalInt sourcePort() {
    Matcher matcher = SOURCE_PORT.matcher(note);
    return matcher.find()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  /** Whether an answer may take more than five seconds. */
  public boolean slow() {
    return note.startsWith("slow");
  }

  /** Type and code of the ICMP error that the note names, as {@code "3/13"}; else empty. */
  public String icmp() {
    Matcher matcher = ICMP.matcher(note);
    return matcher.find() ? matcher.group(1) + "/" + matcher.group(2) : "";
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-8s %-4s %-16s %-5d %-13s %-16s %s %s",
        host,
        transport.label(),
        ip,
        port,
        state,
        reason,
        service,
        note.isEmpty() ? "" : "(" + note + ")");
  }
}
