package io.portprobe.examples.portprobe.wait;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import java.util.Locale;

/** What a wait waits for. */
enum Until {
  /** Something listens on the port, on at least one address. */
  LISTENING,
  /** The service completes the exchange of the protocol. */
  SPEAKING,
  /** Every address refuses. A packet filter or an unknown name proves nothing. */
  NOT_LISTENING;

  /** Returns the probe of the wait. */
  PortProbe probe(PortProbe probe) {
    return switch (this) {
      case LISTENING -> probe.stateOnly().stopWhenListening();
      case SPEAKING -> probe;
      case NOT_LISTENING -> probe.stateOnly();
    };
  }

  /** Returns whether a report ends the wait. */
  boolean isMet(ProbeReport report) {
    return switch (this) {
      case LISTENING -> report.state().isListening();
      case SPEAKING ->
          report
              .dialogue()
              .map(DialogueReport::outcome)
              .filter(outcome -> outcome == Outcome.FINISHED)
              .isPresent();
      case NOT_LISTENING ->
          report.attempts().stream()
              .allMatch(attempt -> attempt.state() == PortState.NOT_LISTENING);
    };
  }

  /** Returns the value of the option. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
