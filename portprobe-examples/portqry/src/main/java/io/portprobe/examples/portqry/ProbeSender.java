package io.portprobe.examples.portqry;

import io.portprobe.Attempt;
import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.examples.portqry.console.Messages;
import io.portprobe.examples.portqry.options.Request;
import io.portprobe.examples.portqry.snmp.SnmpProtocol;
import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.NetlogonPing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Sends the planned probes and turns their reports into results. */
final class ProbeSender {
  /** The timeout of a probe. Within 5 s, the kernel sends three SYNs, as PortQry does. */
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** The timeout of a UDP probe on a slow link. */
  static final Duration SLOW_TIMEOUT = TIMEOUT.multipliedBy(2);

  private final ProbeClient client;
  private final Request request;

  ProbeSender(ProbeClient client, Request request) {
    this.client = client;
    this.request = request;
  }

  /** Sends a probe. The future never fails; a failure is a result. */
  CompletableFuture<PortResult> send(PlannedProbe planned) {
    CompletableFuture<ProbeReport> report;
    try {
      report = probe(planned).report();
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(new PortResult.NotProbed(planned, e));
    }
    return report.handle(
        (received, failure) ->
            failure == null
                ? probed(planned, received)
                : new PortResult.NotProbed(planned, cause(failure)));
  }

  private PortProbe probe(PlannedProbe planned) {
    PortProbe probe =
        client.probe(new Endpoint(planned.transport(), request.host().name(), planned.port()));
    probe = probe.timeout(timeout(planned));
    if (request.sourcePort().isPresent()) {
      probe = probe.sourcePort(request.sourcePort().getAsInt());
    }
    if (planned.protocol().isEmpty() || !client.protocols().contains(planned.protocol().get())) {
      return probe.stateOnly();
    }
    // PortQry queries the rootDSE of a directory and nothing else.
    probe = probe.option(Ldap.NETLOGON, NetlogonPing.NEVER);
    if (!request.community().equals(SnmpProtocol.COMMUNITY.defaultValue())) {
      probe = probe.option(SnmpProtocol.COMMUNITY, request.community());
    }
    return probe.as(planned.protocol().get());
  }

  private Duration timeout(PlannedProbe planned) {
    boolean slow = request.slow() && planned.transport() == Transport.UDP;
    return slow ? SLOW_TIMEOUT : TIMEOUT;
  }

  private static PortResult probed(PlannedProbe planned, ProbeReport report) {
    return new PortResult.Probed(
        planned,
        report.state(),
        report.agrees()
            ? List.of()
            : report.attempts().stream().map(ProbeSender::addressState).toList(),
        report.omissions().stream().map(Messages::message).toList(),
        report.dialogue());
  }

  private static String addressState(Attempt attempt) {
    return attempt.remote().getAddress().getHostAddress() + " " + attempt.state().description();
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }
}
