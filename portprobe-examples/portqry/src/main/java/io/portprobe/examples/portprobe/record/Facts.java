package io.portprobe.examples.portprobe.record;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.identify.ServiceIdentity;
import io.portprobe.spi.Finding;
import io.portprobe.spi.ServiceFacts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What protocols found. */
final class Facts {
  private Facts() {}

  static List<String> lines(List<Finding> findings) {
    return findings.stream().flatMap(finding -> finding.lines().stream()).toList();
  }

  /** Returns the facts of the first finding that has any. */
  static ServiceFacts of(List<Finding> findings) {
    return findings.stream()
        .map(Finding::facts)
        .filter(facts -> !facts.equals(ServiceFacts.none()))
        .findFirst()
        .orElse(ServiceFacts.none());
  }

  /**
   * Returns whether the service expects TLS at the beginning of a connection. An identification has
   * several connections, and its finding names the handshake.
   */
  static boolean tlsFirst(Optional<DialogueReport> dialogue) {
    return dialogue
        .map(
            report ->
                report.finding().orElse(null) instanceof ServiceIdentity identity
                    ? identity.tls().isPresent()
                    : report.tlsFirst())
        .orElse(false);
  }

  /** Returns how a dialogue ended that did not finish. */
  static Optional<String> note(DialogueReport dialogue) {
    if (dialogue.outcome() == Outcome.FINISHED) {
      return Optional.empty();
    }
    String outcome = dialogue.outcome().name().toLowerCase(Locale.ROOT);
    return Optional.of(dialogue.protocol() + " " + outcome + ": " + dialogue.note());
  }
}
