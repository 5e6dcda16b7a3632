package io.portprobe.testing.internal.wait;

import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.internal.wait.WaitGoal.Received;
import io.portprobe.testing.internal.expectation.EvidenceText;
import io.portprobe.testing.internal.expectation.UnmetExpectation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The results of one port in a wait, for its error. Guarded by the wait. */
final class PortEvidence {
  final AnswerHistory history = new AnswerHistory();

  /** Why the last result does not meet the expectation. */
  @Nullable UnmetExpectation unmet;

  /** The most recent exception, of a probe or of a check of its report. */
  @Nullable Throwable failure;

  /** When the {@link #failure} was received. */
  long failedAt;

  void add(ProbeReport report, Optional<UnmetExpectation> shortfall, Received received) {
    history.add(AnswerSummary.of(report), received.sentAt(), received.completedAt());
    if (!received.counts()) {
      return;
    }
    unmet = shortfall.orElse(null);
    Optional<Throwable> thrown = EvidenceText.lastThrowable(report);
    shortfall
        .flatMap(each -> Optional.ofNullable(each.cause()))
        .or(() -> thrown)
        .ifPresent(each -> setFailure(each, received));
  }

  void add(ProbeException unsent, Received received) {
    history.add(AnswerSummary.of(unsent), received.sentAt(), received.completedAt());
    if (received.counts()) {
      unmet = UnmetExpectation.ofException(unsent);
      setFailure(unsent, received);
    }
  }

  private void setFailure(Throwable thrown, Received received) {
    failure = thrown;
    failedAt = received.completedAt();
  }
}
