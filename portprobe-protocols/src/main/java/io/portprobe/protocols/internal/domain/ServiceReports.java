package io.portprobe.protocols.internal.domain;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.protocols.domain.report.DomainService;
import io.portprobe.protocols.domain.report.ServiceOutcome;
import io.portprobe.protocols.domain.report.ServiceReport;
import io.portprobe.spi.Finding;
import io.portprobe.spi.TlsInfo;
import io.portprobe.text.SafeText;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Turns what became known of a probe into the report of a service. */
final class ServiceReports {
  private static final int MAX_TEXT = 300;

  private ServiceReports() {}

  static ServiceReport of(DomainService service, Endpoint endpoint, ProbeOutcome outcome) {
    return outcome
        .report()
        .map(report -> of(service, endpoint, report))
        .orElseGet(
            () ->
                DefaultServiceReport.without(
                    service,
                    ServiceOutcome.NOT_PROBED,
                    Optional.of(endpoint),
                    outcome
                        .failure()
                        .map(ProbeException::detail)
                        .map(text -> SafeText.line(text, MAX_TEXT))
                        .orElse("no time left before the end of the check")));
  }

  private static ServiceReport of(DomainService service, Endpoint endpoint, ProbeReport report) {
    Attempt attempt = report.attempts().get(0); // the endpoint is one address
    Optional<Finding> finding = attempt.dialogue().flatMap(DialogueReport::finding);
    List<TlsInfo> tls = report.tls();
    return new DefaultServiceReport(
        service,
        outcome(attempt),
        Optional.of(endpoint),
        attempt.local().map(InetSocketAddress::getAddress),
        Optional.of(attempt.state()),
        Optional.of(attempt.reason()),
        explanation(service, attempt),
        finding.map(ServiceSummary::of).map(text -> SafeText.line(text, MAX_TEXT)).orElse(""),
        finding.flatMap(ServiceSummary::clockOffset),
        tls.stream().flatMap(each -> end(each).stream()).findFirst(),
        tls.stream()
            .flatMap(each -> each.untrustedReason().stream())
            .map(text -> SafeText.line(text, MAX_TEXT))
            .findFirst(),
        report.elapsed());
  }

  private static Optional<Instant> end(TlsInfo tls) {
    List<X509Certificate> chain = tls.certificates();
    return chain.isEmpty() ? Optional.empty() : Optional.of(chain.get(0).getNotAfter().toInstant());
  }

  private static ServiceOutcome outcome(Attempt attempt) {
    if (attempt.state() == PortState.LISTENING_OR_FILTERED) {
      return ServiceOutcome.NO_REPLY;
    }
    boolean reachable =
        attempt.state().isListening()
            && attempt.dialogue().map(ServiceReports::isOfTheProtocol).orElse(true);
    return reachable ? ServiceOutcome.REACHABLE : ServiceOutcome.UNREACHABLE;
  }

  /** Returns whether the peer speaks the protocol: a refusal in the protocol is a response. */
  private static boolean isOfTheProtocol(DialogueReport dialogue) {
    return dialogue.outcome() == Outcome.FINISHED
        || dialogue.outcome() == Outcome.REFUSED
        || dialogue.finding().isPresent();
  }

  private static String explanation(DomainService service, Attempt attempt) {
    String reason = attempt.reason().description();
    boolean silent =
        attempt.state().isListening() && outcome(attempt) == ServiceOutcome.UNREACHABLE;
    if (!silent) {
      return reason;
    }
    String note = attempt.dialogue().map(DialogueReport::note).orElse("");
    return SafeText.line(
        reason
            + ", but no response of the service "
            + service.description()
            + (note.isEmpty() ? "" : ": " + note),
        MAX_TEXT);
  }
}
