package io.portprobe.protocols.internal.domain;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.protocols.domain.report.DomainService;
import io.portprobe.protocols.domain.report.ServiceOutcome;
import io.portprobe.protocols.domain.report.ServiceReport;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The implementation of {@link ServiceReport}. */
record DefaultServiceReport(
    DomainService service,
    ServiceOutcome outcome,
    Optional<Endpoint> endpoint,
    Optional<InetAddress> source,
    Optional<PortState> state,
    Optional<Reason> reason,
    String explanation,
    String summary,
    Optional<Duration> clockOffset,
    Optional<Instant> certificateEnd,
    Optional<String> untrustedReason,
    Duration elapsed)
    implements ServiceReport {

  /** Returns the report of a service that was not probed, or that has no port. */
  static ServiceReport without(
      DomainService service,
      ServiceOutcome outcome,
      Optional<Endpoint> endpoint,
      String explanation) {
    return new DefaultServiceReport(
        service,
        outcome,
        endpoint,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        explanation,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO);
  }

  @Override
  public String toString() {
    return SafeText.line(service + " " + outcome + ": " + explanation);
  }
}
