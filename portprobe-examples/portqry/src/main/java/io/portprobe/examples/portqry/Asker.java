package io.portprobe.examples.portqry;

import io.portprobe.Attempt;
import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.NetlogonPing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Turns a question into a probe, and its report into an answer. */
final class Asker {
  /** How long to wait for an answer; at 5 s a TCP SYN was sent three times, as by PortQry. */
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** How long to wait for one over UDP on a slow link. */
  static final Duration SLOW_TIMEOUT = TIMEOUT.multipliedBy(2);

  private final ProbeClient client;
  private final Request request;

  Asker(ProbeClient client, Request request) {
    this.client = client;
    this.request = request;
  }

  /** Asks. The future never fails; what went wrong is an answer as well. */
  CompletableFuture<Answer> ask(Question question) {
    CompletableFuture<ProbeReport> report;
    try {
      report = probe(question).report();
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(new Answer.Unasked(question, e));
    }
    return report.handle(
        (answer, failure) ->
            failure == null
                ? known(question, answer)
                : new Answer.Unasked(question, bare(failure)));
  }

  private PortProbe probe(Question question) {
    PortProbe probe =
        client.probe(new Endpoint(question.transport(), request.host().name(), question.port()));
    probe = probe.timeout(timeout(question));
    if (request.sourcePort().isPresent()) {
      probe = probe.sourcePort(request.sourcePort().getAsInt());
    }
    if (!question.talk()) {
      return probe.stateOnly();
    }
    // PortQry asks a directory for its rootDSE and nothing else.
    return speaking(probe.option(Ldap.NETLOGON, NetlogonPing.NEVER), question.protocol());
  }

  private Duration timeout(Question question) {
    boolean slow = request.slow() && question.transport() == Transport.UDP;
    return slow ? SLOW_TIMEOUT : TIMEOUT;
  }

  /**
   * A name of a service is no promise that a protocol goes by it, or speaks over this transport.
   */
  private PortProbe speaking(PortProbe probe, Optional<String> protocol) {
    if (protocol.isEmpty() || !client.protocols().contains(protocol.get())) {
      return probe;
    }
    try {
      return probe.as(protocol.get());
    } catch (IllegalArgumentException otherTransport) {
      return probe;
    }
  }

  private static Answer known(Question question, ProbeReport report) {
    return new Answer.Known(
        question,
        report.state(),
        report.agrees() ? List.of() : report.attempts().stream().map(Asker::word).toList(),
        report.omissions().stream().map(Text::message).toList(),
        question.talk() ? report.dialogue() : Optional.empty());
  }

  private static String word(Attempt attempt) {
    return attempt.remote().getAddress().getHostAddress() + " " + attempt.state().description();
  }

  private static Throwable bare(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }
}
