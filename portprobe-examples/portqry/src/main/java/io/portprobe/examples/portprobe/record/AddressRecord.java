package io.portprobe.examples.portprobe.record;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.spi.Finding;
import io.portprobe.spi.ServiceFacts;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The row of one address of a probe. */
final class AddressRecord extends ProbeRecord {
  private final Attempt attempt;

  AddressRecord(String text, ProbeReport report, Attempt attempt) {
    super(text, report);
    this.attempt = attempt;
  }

  @Override
  public Optional<InetAddress> address() {
    return Optional.of(attempt.remote().getAddress());
  }

  @Override
  public Optional<PortState> state() {
    return Optional.of(attempt.state());
  }

  @Override
  public Optional<Reason> reason() {
    return Optional.of(attempt.reason());
  }

  @Override
  public String evidence() {
    return attempt.evidence();
  }

  @Override
  public Instant started() {
    return attempt.started();
  }

  @Override
  public Duration elapsed() {
    return attempt.elapsed();
  }

  @Override
  public Optional<String> protocol() {
    return attempt.dialogue().map(DialogueReport::protocol);
  }

  private List<Finding> found() {
    return attempt.dialogue().flatMap(DialogueReport::finding).stream().toList();
  }

  @Override
  public List<String> findings() {
    return Facts.lines(found());
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>(AddressNotes.of(report(), attempt));
    attempt.dialogue().flatMap(Facts::note).ifPresent(notes::add);
    return notes;
  }

  @Override
  public ServiceFacts facts() {
    return Facts.of(found());
  }

  @Override
  public boolean tlsFirst() {
    return Facts.tlsFirst(attempt.dialogue());
  }

  @Override
  public Map<String, ?> tree() {
    return attempt.toMap();
  }

  @Override
  public int exitCode() {
    return ExitCodes.of(attempt.state());
  }
}
