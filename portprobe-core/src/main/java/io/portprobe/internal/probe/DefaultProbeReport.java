package io.portprobe.internal.probe;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.spi.Finding;
import io.portprobe.text.TimeText;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The report of a {@link ProbeExecution}. Its state is the best of its attempts. */
record DefaultProbeReport(
    Endpoint endpoint,
    List<InetAddress> addresses,
    Duration resolutionTime,
    List<String> resolutionNotes,
    List<Attempt> attempts,
    List<ProbeException> omissions,
    List<ProbeReport> earlierTries,
    Instant started,
    Duration elapsed)
    implements ProbeReport {
  /** The states from best to worst: a port that listens on one address listens. */
  private static final List<PortState> RANK =
      List.of(
          PortState.LISTENING,
          PortState.NOT_LISTENING,
          PortState.FILTERED,
          PortState.LISTENING_OR_FILTERED);

  DefaultProbeReport {
    addresses =
        addresses.size() == 1 ? List.copyOf(addresses) : addresses.stream().distinct().toList();
    resolutionNotes = List.copyOf(resolutionNotes);
    attempts = List.copyOf(attempts);
    omissions = List.copyOf(omissions);
    earlierTries = List.copyOf(earlierTries);
    if (attempts.isEmpty()) {
      throw new IllegalArgumentException("attempts: [] (expected: at least one)");
    }
  }

  /** Returns this report with the tries before it, whose time it includes. */
  DefaultProbeReport after(List<ProbeReport> earlier) {
    if (earlier.isEmpty()) {
      return this;
    }
    Instant first = earlier.get(0).started();
    return new DefaultProbeReport(
        endpoint,
        addresses,
        resolutionTime,
        resolutionNotes,
        attempts,
        omissions,
        earlier,
        first,
        Duration.between(first, started).plus(elapsed));
  }

  @Override
  public PortState state() {
    return decisive().state();
  }

  @Override
  public Reason reason() {
    return decisive().reason();
  }

  private Attempt decisive() {
    return decisive(attempt -> true);
  }

  /** Returns the first of the attempts with the best state. */
  private Attempt decisive(Predicate<Attempt> counts) {
    @Nullable Attempt best = null;
    for (Attempt attempt : attempts) {
      if (counts.test(attempt) && (best == null || rank(attempt) < rank(best))) {
        best = attempt;
      }
    }
    return Objects.requireNonNull(best);
  }

  private static int rank(Attempt attempt) {
    return RANK.indexOf(attempt.state());
  }

  @Override
  public boolean agrees() {
    return attempts.stream()
            .map(Attempt::remote)
            .distinct()
            .map(remote -> decisive(each -> each.remote().equals(remote)).state())
            .distinct()
            .count()
        == 1;
  }

  @Override
  public List<Finding> findings() {
    return dialogues().stream().flatMap(dialogue -> dialogue.finding().stream()).toList();
  }

  @Override
  public <F extends Finding> Optional<F> finding(Class<F> type) {
    return findings().stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  @Override
  public Optional<DialogueReport> dialogue() {
    List<DialogueReport> dialogues = dialogues();
    return dialogues.stream()
        .filter(dialogue -> dialogue.outcome() == DialogueReport.Outcome.FINISHED)
        .findFirst()
        .or(() -> dialogues.stream().findFirst());
  }

  private List<DialogueReport> dialogues() {
    return attempts.stream().flatMap(attempt -> attempt.dialogue().stream()).toList();
  }

  @Override
  public String explain() {
    return ReportText.of(this);
  }

  @Override
  public String toString() {
    return endpoint
        + " "
        + state().description()
        + " ("
        + reason().description()
        + ") in "
        + TimeText.of(elapsed);
  }
}
