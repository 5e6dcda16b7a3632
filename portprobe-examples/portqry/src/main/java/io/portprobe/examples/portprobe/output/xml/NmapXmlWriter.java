package io.portprobe.examples.portprobe.output.xml;

import io.portprobe.Transport;
import io.portprobe.examples.portprobe.output.Destination;
import io.portprobe.examples.portprobe.output.NameRecord;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.output.ResultWriter;
import io.portprobe.examples.portprobe.output.RunInfo;
import io.portprobe.examples.portprobe.output.RunSummary;
import io.portprobe.examples.portprobe.output.Spool;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * nmap's XML (nmap.dtd of nmap 7.93), for the programs that read it. nmap groups ports by host, so
 * all results are written at the end of the run. Until then their elements are in a {@link Spool},
 * and the writer holds where each is.
 */
public final class NmapXmlWriter implements ResultWriter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private final XmlOutput xml;
  private final Map<Place, NmapHost> hosts = new LinkedHashMap<>();
  private final Map<Transport, TreeSet<Integer>> ports = new EnumMap<>(Transport.class);
  private final Spool spool = new Spool();
  private final List<Spool.Part> targets = new ArrayList<>();
  private final NmapFailures unresolved = new NmapFailures(spool, 3);
  private final List<NameRecord> names = new ArrayList<>();
  private Optional<RunInfo> run = Optional.empty();

  /** What a host element is about: an address, and from where it was probed. */
  private record Place(InetAddress address, String vantagePoint) {}

  /** Creates a writer, which writes nothing yet. */
  public NmapXmlWriter(Destination destination) {
    this.xml = new XmlOutput(destination.bytes());
  }

  @Override
  public void begin(RunInfo info) {
    run = Optional.of(info);
  }

  @Override
  public void write(ResultRecord result) throws IOException {
    if (result.address().isEmpty()) {
      targets.add(XmlOutput.spooled(spool, 1, part -> writeTarget(part, result)));
      unresolved.add(result);
      return;
    }
    Place place = new Place(result.address().get(), result.vantagePoint().orElse(""));
    hosts
        .computeIfAbsent(place, key -> new NmapHost(key.address(), key.vantagePoint(), spool))
        .add(result);
    if (result.state().isPresent()) {
      ports.computeIfAbsent(result.transport(), key -> new TreeSet<>()).add(result.port());
    }
  }

  private static void writeTarget(XmlOutput xml, ResultRecord result) throws IOException {
    xml.empty("target", "specification", result.host(), "status", "skipped", "reason", "invalid");
  }

  @Override
  public void write(NameRecord row) {
    names.add(row);
  }

  @Override
  public void end(RunSummary summary) throws IOException {
    beginRun();
    for (Spool.Part target : targets) {
      xml.part(spool, target);
    }
    for (NmapHost host : hosts.values()) {
      host.write(xml);
    }
    writePostscript();
    endRun(summary);
    xml.flush();
  }

  /** Writes what has no address: ports of names that do not resolve, and rows about names. */
  private void writePostscript() throws IOException {
    if (unresolved.isEmpty() && names.isEmpty()) {
      return;
    }
    xml.begin("postscript");
    if (!unresolved.isEmpty()) {
      unresolved.write(xml);
    }
    if (!names.isEmpty()) {
      NmapNames.write(xml, names);
    }
    xml.end();
  }

  private void beginRun() throws IOException {
    RunInfo info = run.orElseThrow();
    xml.declaration("nmaprun");
    xml.begin(
        "nmaprun",
        "scanner",
        "nmap",
        "args",
        "portprobe " + String.join(" ", info.arguments()),
        "start",
        epoch(info.started()),
        "startstr",
        TIME.format(info.started()),
        "version",
        "portprobe " + info.version(),
        "xmloutputversion",
        "1.05");
    for (Map.Entry<Transport, TreeSet<Integer>> entry : ports.entrySet()) {
      xml.empty(
          "scaninfo",
          "type",
          entry.getKey() == Transport.TCP ? "connect" : "udp",
          "protocol",
          entry.getKey() == Transport.TCP ? "tcp" : "udp",
          "numservices",
          Integer.toString(entry.getValue().size()),
          "services",
          ranges(entry.getValue()));
    }
    xml.empty("verbose", "level", "0");
    xml.empty("debugging", "level", "0");
  }

  private void endRun(RunSummary summary) throws IOException {
    long up = hosts.values().stream().filter(NmapHost::isUp).count();
    boolean complete = summary.ending() == RunSummary.Ending.COMPLETE;
    xml.begin("runstats");
    xml.empty(
        "finished",
        "time",
        epoch(summary.finished()),
        "timestr",
        TIME.format(summary.finished()),
        "elapsed",
        NmapHost.seconds(summary.elapsed()),
        "summary",
        "portprobe: " + summary.sentence(),
        "exit",
        complete ? "success" : "error",
        "errormsg",
        complete ? "" : "the run ended early");
    xml.empty(
        "hosts", "up", Long.toString(up), "down", "0", "total", Integer.toString(hosts.size()));
    xml.end();
    xml.end();
  }

  /** Returns sorted ports in nmap's notation, for example {@code 22,80-82}. */
  private static String ranges(SortedSet<Integer> ports) {
    StringBuilder text = new StringBuilder();
    int first = -1;
    for (int port : ports) {
      if (!ports.contains(port - 1)) {
        text.append(text.length() == 0 ? "" : ",").append(port);
        first = port;
      }
      if (!ports.contains(port + 1) && port != first) {
        text.append('-').append(port);
      }
    }
    return text.toString();
  }

  private static String epoch(Instant time) {
    return Long.toString(time.getEpochSecond());
  }

  @Override
  public void flush() {}

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
