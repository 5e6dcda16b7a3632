package io.portprobe.examples.connectivity;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * The mapping from reports to health: UP and DOWN for proven states, UNKNOWN for silent or filtered
 * ports, unfinished dialogues and probes that could not be sent.
 */
final class PortHealth {
  private PortHealth() {}

  /** Returns the health of a probed port. */
  static Health of(ProbeReport report) {
    Health.Builder health =
        Health.status(status(report))
            .withDetail("endpoint", report.endpoint().toString())
            .withDetail("state", report.state().description())
            .withDetail("reason", report.reason().description())
            .withDetail("ms", report.elapsed().toMillis());
    report.dialogue().ifPresent(dialogue -> addDialogue(dialogue, health));
    return health.build();
  }

  /** Returns the health of a port that could not be probed. */
  static Health of(Endpoint endpoint, Throwable failure) {
    return Health.unknown()
        .withDetail("endpoint", endpoint.toString())
        .withException(failure)
        .build();
  }

  private static Status status(ProbeReport report) {
    if (report.state() == PortState.NOT_LISTENING) {
      return Status.DOWN;
    }
    if (report.state() != PortState.LISTENING) {
      return Status.UNKNOWN;
    }
    Optional<Outcome> spoken = report.dialogue().map(DialogueReport::outcome);
    return switch (spoken.orElse(Outcome.FINISHED)) {
      case FINISHED, REFUSED -> Status.UP;
      case MISMATCH -> Status.DOWN;
      case INCOMPLETE, FAILED -> Status.UNKNOWN;
    };
  }

  private static void addDialogue(DialogueReport dialogue, Health.Builder health) {
    health.withDetail("protocol", dialogue.protocol());
    if (dialogue.outcome() != Outcome.FINISHED) {
      health.withDetail("dialogue", dialogue.note());
    }
  }
}
