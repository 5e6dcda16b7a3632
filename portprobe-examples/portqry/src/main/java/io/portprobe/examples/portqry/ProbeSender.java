package io.portprobe.examples.portqry;

import io.portprobe.Attempt;
import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.examples.portqry.console.Messages;
import io.portprobe.examples.portqry.console.Reasons;
import io.portprobe.examples.portqry.options.Request;
import io.portprobe.examples.portqry.queries.Query;
import io.portprobe.protocols.greeting.Ftp;
import io.portprobe.protocols.greeting.Imap;
import io.portprobe.protocols.greeting.Pop3;
import io.portprobe.protocols.greeting.Smtp;
import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.NetlogonPing;
import io.portprobe.protocols.snmp.Snmp;
import io.portprobe.text.AddressText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Sends the planned probes and turns their reports into results. */
final class ProbeSender {
  /** The timeout of a probe. Within 5 s, the kernel sends three SYNs, as PortQry does. */
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** The timeout of a UDP probe on a slow link. */
  static final Duration SLOW_TIMEOUT = Duration.ofSeconds(10);

  /** Some ISAKMP services respond to this source port only. */
  private static final int ISAKMP_PORT = 500;

  private static final String EPHEMERAL = "Using ephemeral source port";

  private final ProbeClient client;
  private final Request request;

  ProbeSender(ProbeClient client, Request request) {
    this.client = client;
    this.request = request;
  }

  /**
   * The report of a query.
   *
   * @param sourcePort sentences about the source port
   */
  private record Queried(ProbeReport report, List<String> sourcePort) {}

  /** Sends a probe. The future never fails; a failure is a result. */
  CompletableFuture<PortResult> send(PlannedProbe planned) {
    CompletableFuture<PortResult> result;
    try {
      result = result(planned);
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(new PortResult.NotProbed(planned, e));
    }
    return result.exceptionally(failure -> new PortResult.NotProbed(planned, cause(failure)));
  }

  private CompletableFuture<PortResult> result(PlannedProbe planned) {
    if (!speaks(planned)) {
      return state(planned).thenApply(report -> probed(planned, report));
    }
    if (request.sourcePort().isPresent() && hasEphemeralPort(planned)) {
      return state(planned).thenCompose(report -> queryAfter(planned, report));
    }
    return query(planned)
        .thenApply(queried -> probed(planned, queried.report(), queried.report().state(), queried));
  }

  private boolean speaks(PlannedProbe planned) {
    return planned.protocol().filter(client.protocols()::contains).isPresent();
  }

  private static boolean hasEphemeralPort(PlannedProbe planned) {
    return planned.query().filter(query -> query.hasEphemeralPort(planned.transport())).isPresent();
  }

  private CompletableFuture<ProbeReport> state(PlannedProbe planned) {
    return fromSourcePort(probe(planned)).stateOnly().report();
  }

  /** As in PortQry, -sp is the source port of the state, and the query has an ephemeral port. */
  private CompletableFuture<PortResult> queryAfter(PlannedProbe planned, ProbeReport state) {
    if (!mayReceive(state)) {
      return CompletableFuture.completedFuture(probed(planned, state));
    }
    return query(planned)
        .thenApply(
            queried -> {
              boolean listening = queried.report().state() == PortState.LISTENING;
              PortState best = listening ? PortState.LISTENING : state.state();
              return probed(planned, state, best, queried);
            });
  }

  /** Returns whether a query can reach a server on the port. */
  private static boolean mayReceive(ProbeReport report) {
    return report.state() == PortState.LISTENING
        || report.state() == PortState.LISTENING_OR_FILTERED;
  }

  private CompletableFuture<Queried> query(PlannedProbe planned) {
    PortProbe probe = speaking(probe(planned), planned.protocol().orElseThrow());
    if (planned.query().equals(Optional.of(Query.ISAKMP))) {
      return isakmp(probe);
    }
    if (hasEphemeralPort(planned)) {
      boolean announced =
          planned.query().filter(Query::announcesEphemeralPort).isPresent()
              || request.sourcePort().isPresent();
      return probe
          .report()
          .thenApply(
              report ->
                  new Queried(
                      report, announced && mayReceive(report) ? List.of(EPHEMERAL) : List.of()));
    }
    return fromSourcePort(probe).report().thenApply(report -> new Queried(report, List.of()));
  }

  private static CompletableFuture<Queried> isakmp(PortProbe probe) {
    return probe
        .sourcePort(ISAKMP_PORT)
        .report()
        .thenApply(report -> new Queried(report, List.of()))
        .exceptionallyCompose(
            failure -> {
              if (!(cause(failure) instanceof LocalFaultException fault)) {
                return CompletableFuture.failedFuture(failure);
              }
              List<String> sentences =
                  List.of(
                      "Source port 500 is not available: " + Messages.message(fault), EPHEMERAL);
              return probe.report().thenApply(report -> new Queried(report, sentences));
            });
  }

  private PortProbe probe(PlannedProbe planned) {
    boolean slow = request.slow() && planned.transport() == Transport.UDP;
    return client
        .probe(new Endpoint(planned.transport(), request.host().name(), planned.port()))
        .timeout(slow ? SLOW_TIMEOUT : TIMEOUT);
  }

  private PortProbe fromSourcePort(PortProbe probe) {
    return request.sourcePort().isPresent()
        ? probe.sourcePort(request.sourcePort().getAsInt())
        : probe;
  }

  private PortProbe speaking(PortProbe probe, String protocol) {
    // PortQry queries the rootDSE of a directory, reads greetings, and logs on to FTP servers.
    PortProbe changed =
        probe
            .option(Ldap.NETLOGON, NetlogonPing.NEVER)
            .option(Ftp.START_TLS, false)
            .option(Ftp.ANONYMOUS, true)
            .option(Smtp.START_TLS, false)
            .option(Pop3.START_TLS, false)
            .option(Imap.START_TLS, false);
    if (!request.community().equals(Snmp.COMMUNITY.defaultValue())) {
      changed = changed.option(Snmp.COMMUNITY, request.community());
    }
    return changed.as(protocol);
  }

  private PortResult probed(PlannedProbe planned, ProbeReport report) {
    return new PortResult.Probed(
        planned,
        report.state(),
        differing(report),
        report.omissions().stream().map(Messages::message).toList(),
        reasons(report),
        List.of(),
        Optional.empty());
  }

  private PortResult probed(
      PlannedProbe planned, ProbeReport report, PortState state, Queried queried) {
    return new PortResult.Probed(
        planned,
        state,
        differing(report),
        report.omissions().stream().map(Messages::message).toList(),
        reasons(report),
        queried.sourcePort(),
        queried.report().dialogue());
  }

  private static List<String> differing(ProbeReport report) {
    return report.agrees()
        ? List.of()
        : report.attempts().stream().map(ProbeSender::addressState).toList();
  }

  private static String addressState(Attempt attempt) {
    return AddressText.of(attempt.remote().getAddress()) + " " + attempt.state().description();
  }

  private List<String> reasons(ProbeReport report) {
    return request.verbose() ? report.attempts().stream().map(Reasons::of).toList() : List.of();
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }
}
