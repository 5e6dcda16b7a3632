package io.portprobe.protocols.internal.domain;

import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import java.util.Optional;

/**
 * What became known of one probe. Immutable. Without a report and a failure there was no time left
 * for it.
 */
record ProbeOutcome(Optional<ProbeReport> report, Optional<ProbeException> failure) {
  static final ProbeOutcome NO_TIME = new ProbeOutcome(Optional.empty(), Optional.empty());

  static ProbeOutcome of(ProbeReport report) {
    return new ProbeOutcome(Optional.of(report), Optional.empty());
  }

  static ProbeOutcome of(ProbeException failure) {
    return new ProbeOutcome(Optional.empty(), Optional.of(failure));
  }
}
