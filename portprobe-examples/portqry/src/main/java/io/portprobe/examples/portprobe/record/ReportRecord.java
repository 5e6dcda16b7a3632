package io.portprobe.examples.portprobe.record;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.spi.ServiceFacts;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The row of a probe: the best state of all addresses. */
public final class ReportRecord extends ProbeRecord {
  private final Attempt decisive;

  /**
   * Creates a row.
   *
   * @param text the endpoint in the form of the user
   */
  public ReportRecord(String text, ProbeReport report) {
    super(text, report);
    this.decisive =
        report.attempts().stream()
            .filter(attempt -> attempt.state() == report.state())
            .findFirst()
            .orElseThrow();
  }

  @Override
  public Optional<InetAddress> address() {
    return Optional.of(decisive.remote().getAddress());
  }

  @Override
  public Optional<PortState> state() {
    return Optional.of(report().state());
  }

  @Override
  public Optional<Reason> reason() {
    return Optional.of(report().reason());
  }

  @Override
  public String evidence() {
    return decisive.evidence();
  }

  @Override
  public Instant started() {
    return report().started();
  }

  @Override
  public Duration elapsed() {
    return decisive.elapsed();
  }

  @Override
  public Optional<String> protocol() {
    return report().dialogue().map(DialogueReport::protocol);
  }

  @Override
  public List<String> findings() {
    return Facts.lines(report().findings());
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>(report().resolutionNotes());
    notes.addAll(AddressNotes.of(report()));
    report().dialogue().flatMap(Facts::note).ifPresent(notes::add);
    return notes;
  }

  @Override
  public ServiceFacts facts() {
    return Facts.of(report().findings());
  }

  @Override
  public boolean tlsFirst() {
    return Facts.tlsFirst(report().dialogue());
  }

  @Override
  public Map<String, ?> tree() {
    return report().toMap();
  }

  @Override
  public int exitCode() {
    return ExitCodes.of(report().state());
  }
}
