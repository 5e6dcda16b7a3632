package io.portprobe.internal.wait;

import io.portprobe.Endpoint;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.WaitOutcome;
import io.portprobe.text.TimeText;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** The outcome of a {@link PortAwait}. */
record DefaultWaitOutcome(
    Endpoint endpoint,
    boolean isMet,
    Optional<ProbeReport> report,
    Optional<ProbeException> failure,
    int probes,
    Duration elapsed)
    implements WaitOutcome {

  @Override
  public ProbeReport orElseThrow() throws TimeoutException {
    if (isMet) {
      return report.orElseThrow();
    }
    TimeoutException e = new TimeoutException(toString());
    failure.ifPresent(e::initCause);
    throw e;
  }

  @Override
  public String toString() {
    String last =
        failure
            .map(ProbeException::detail)
            .or(
                () ->
                    report.map(
                        r -> r.state().description() + " (" + r.reason().description() + ")"))
            .orElse("no report");
    return String.format(
        Locale.ROOT,
        "%s %s after %s and %d probes: %s",
        endpoint,
        isMet ? "met the condition" : "did not meet the condition",
        TimeText.of(elapsed),
        probes,
        last);
  }
}
