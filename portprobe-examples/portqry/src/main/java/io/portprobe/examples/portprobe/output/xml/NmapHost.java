package io.portprobe.examples.portprobe.output.xml;

import io.portprobe.PortState;
import io.portprobe.Transport;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.output.ResultRecord.Expectation;
import io.portprobe.examples.portprobe.output.Spool;
import io.portprobe.text.AddressSyntax;
import io.portprobe.text.AddressText;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An address and its ports: the element {@code host}. The elements of the ports are in a {@link
 * Spool}; the host has their order.
 */
final class NmapHost {
  /** The service of a port of which only TLS is known. */
  private static final String TLS = "tls";

  private final InetAddress address;
  private final String vantagePoint;
  private final Spool spool;
  private final Set<String> names = new LinkedHashSet<>();
  private final List<Port> ports = new ArrayList<>();
  private final NmapFailures notProbed;
  private final Times probed = new Times();
  private final Times failed = new Times();
  private String replyReason = "";

  /** Where the element of a port is. */
  private record Port(Transport transport, int number, Spool.Part element) {}

  /** When the first probe of a host started, and when the last one ended. */
  private static final class Times {
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    private void add(ResultRecord result) {
      Instant end = result.started().plus(result.elapsed());
      first = result.started().isBefore(first) ? result.started() : first;
      last = end.isAfter(last) ? end : last;
    }
  }

  NmapHost(InetAddress address, String vantagePoint, Spool spool) {
    this.address = address;
    this.vantagePoint = vantagePoint;
    this.spool = spool;
    this.notProbed = new NmapFailures(spool, 4);
  }

  void add(ResultRecord result) throws IOException {
    if (!isLiteral(result.host())) {
      names.add(result.host());
    }
    if (result.state().isEmpty()) {
      failed.add(result);
      notProbed.add(result);
      return;
    }
    probed.add(result);
    if (replyReason.isEmpty() && isReply(result.state().get())) {
      replyReason = NmapWords.reason(result);
    }
    Spool.Part element = XmlOutput.spooled(spool, 3, xml -> writePort(xml, result));
    ports.add(new Port(result.transport(), result.port(), element));
  }

  private static boolean isLiteral(String host) {
    int zone = host.indexOf('%');
    return AddressSyntax.bytes(zone < 0 ? host : host.substring(0, zone)) != null;
  }

  /** Returns whether the host itself sent something. */
  private static boolean isReply(PortState state) {
    return state == PortState.LISTENING || state == PortState.NOT_LISTENING;
  }

  boolean isUp() {
    return !replyReason.isEmpty();
  }

  void write(XmlOutput xml) throws IOException {
    xml.begin("host", times());
    xml.empty(
        "status",
        "state",
        isUp() ? "up" : "unknown",
        "reason",
        isUp() ? replyReason : "no-response",
        "reason_ttl",
        "0");
    xml.empty(
        "address",
        "addr",
        withoutZone(address),
        "addrtype",
        address instanceof Inet6Address ? "ipv6" : "ipv4");
    xml.begin("hostnames");
    for (String name : names) {
      xml.empty("hostname", "name", name, "type", "user");
    }
    xml.end();
    xml.begin("ports");
    for (Port port : sorted()) {
      xml.part(spool, port.element());
    }
    xml.end();
    writeNotProbed(xml);
    xml.end();
  }

  private List<Port> sorted() {
    return ports.stream()
        .sorted(Comparator.comparing(Port::transport).thenComparing(Port::number))
        .toList();
  }

  private String[] times() {
    Times times = ports.isEmpty() ? failed : probed;
    return new String[] {
      "starttime", Long.toString(times.first.getEpochSecond()),
      "endtime", Long.toString(times.last.getEpochSecond()),
      "comment", vantagePoint.isEmpty() ? "" : "from " + vantagePoint
    };
  }

  private static void writePort(XmlOutput xml, ResultRecord result) throws IOException {
    xml.begin(
        "port",
        "protocol",
        result.transport() == Transport.TCP ? "tcp" : "udp",
        "portid",
        Integer.toString(result.port()));
    xml.empty(
        "state",
        "state",
        NmapWords.state(result.state().orElseThrow()),
        "reason",
        NmapWords.reason(result),
        "reason_ttl",
        "0");
    writeService(xml, result);
    writeScript(xml, result);
    xml.end();
  }

  private static void writeService(XmlOutput xml, ResultRecord result) throws IOException {
    Optional<String> name = result.service();
    if (name.isPresent()) {
      xml.empty(
          "service",
          "name",
          name.get(),
          "product",
          result.facts().product().orElse(""),
          "version",
          result.facts().version().orElse(""),
          "ostype",
          result.facts().operatingSystem().orElse(""),
          "tunnel",
          result.tlsFirst() && !name.get().equals(TLS) ? "ssl" : "",
          "method",
          "probed",
          "conf",
          "10");
    }
  }

  /**
   * Writes what nmap has no attribute for as the result of one script. ndiff 7.93 fails on a port
   * with two, and compares the attribute {@code output}, so measured times are in elements only.
   */
  private static void writeScript(XmlOutput xml, ResultRecord result) throws IOException {
    xml.begin("script", "id", "portprobe");
    xml.attribute("output", String.join("\n", story(result)));
    elem(xml, "endpoint", result.endpoint());
    elem(xml, "name", result.name().orElse(""));
    elem(xml, "reason", result.reason().map(Enum::name).orElse(""));
    elem(xml, "evidence", result.evidence());
    elem(xml, "started", result.started().toString());
    elem(xml, "elapsed", seconds(result.elapsed()));
    table(xml, "findings", result.findings());
    table(xml, "notes", result.notes());
    if (result.expectation().isPresent()) {
      Expectation expectation = result.expectation().get();
      elem(xml, "expected", expectation.text());
      elem(xml, "met", Boolean.toString(expectation.met()));
      table(xml, "differences", expectation.differences());
    }
    xml.end();
  }

  private static List<String> story(ResultRecord result) {
    List<String> lines = new ArrayList<>();
    result
        .expectation()
        .ifPresent(
            expectation -> {
              lines.add(
                  (expectation.met() ? "as expected: " : "not as expected: ") + expectation.text());
              lines.addAll(expectation.differences());
            });
    lines.add(result.evidence());
    lines.addAll(result.notes());
    lines.addAll(result.findings());
    return lines;
  }

  private void writeNotProbed(XmlOutput xml) throws IOException {
    if (!notProbed.isEmpty()) {
      xml.begin("hostscript");
      notProbed.write(xml);
      xml.end();
    }
  }

  private static void table(XmlOutput xml, String key, List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    xml.begin("table", "key", key);
    for (String line : lines) {
      xml.element("elem", line);
    }
    xml.end();
  }

  private static void elem(XmlOutput xml, String key, String text) throws IOException {
    if (!text.isEmpty()) {
      xml.element("elem", text, "key", key);
    }
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.6f", duration.toNanos() / 1e9);
  }

  private static String withoutZone(InetAddress address) {
    String text = AddressText.of(address);
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
