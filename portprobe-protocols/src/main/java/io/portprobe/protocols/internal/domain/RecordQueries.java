package io.portprobe.protocols.internal.domain;

import io.portprobe.Endpoint;
import io.portprobe.NameResolutionException;
import io.portprobe.PortProbe;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.protocols.dns.Dns;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.domain.report.NameServerAnswer;
import io.portprobe.protocols.domain.report.ServiceQuery;
import io.portprobe.text.Durations;
import io.portprobe.text.HostSyntax;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** Queries the name servers for SRV and address records. Immutable. */
final class RecordQueries {
  private static final int MAX_ADDRESSES = 16;
  private static final int MAX_TEXT = 300;
  private static final String NO_TIME = "no time left before the end of the check";

  private final DomainSettings settings;
  private final ProbeQueue queue;
  private final List<Endpoint> servers;

  RecordQueries(DomainSettings settings, ProbeQueue queue, List<Endpoint> servers) {
    this.settings = settings;
    this.queue = queue;
    this.servers = List.copyOf(servers);
  }

  /** Queries every name server for the SRV records of each name. */
  CompletableFuture<List<ServiceQuery>> services(List<String> names) {
    return ProbeQueues.all(names.stream().map(this::service).toList());
  }

  private CompletableFuture<ServiceQuery> service(String name) {
    return query(name, "SRV")
        .thenApply(
            outcomes -> {
              List<NameServerAnswer> answers = new ArrayList<>();
              for (int i = 0; i < outcomes.size(); i++) {
                answers.add(answer(servers.get(i), outcomes.get(i)));
              }
              return DefaultServiceQuery.of(name, answers);
            });
  }

  /**
   * Queries every name server. If none responds, those that timed out are queried a second time,
   * with more time. Returns the outcomes in the order of the name servers.
   */
  private CompletableFuture<List<ProbeOutcome>> query(String name, String type) {
    return ProbeQueues.all(
            servers.stream().map(server -> queue.submit(probe(server, name, type))).toList())
        .thenCompose(
            outcomes ->
                outcomes.stream().anyMatch(outcome -> response(outcome).isPresent())
                    ? CompletableFuture.completedFuture(outcomes)
                    : repeat(name, type, outcomes));
  }

  private CompletableFuture<List<ProbeOutcome>> repeat(
      String name, String type, List<ProbeOutcome> first) {
    List<CompletableFuture<ProbeOutcome>> second = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      ProbeOutcome outcome = first.get(i);
      boolean again = outcome.isLate() && queue.remaining().toMillis() > 0;
      second.add(
          again
              ? queue
                  .submit(probe(servers.get(i), name, type), settings.repeatTimeout())
                  .thenApply(later -> later.report().isPresent() ? later : outcome)
              : CompletableFuture.completedFuture(outcome));
    }
    return ProbeQueues.all(second);
  }

  private PortProbe probe(Endpoint server, String name, String type) {
    return settings.probe(server).as("dns").option(Dns.NAME, name + ".").option(Dns.TYPE, type);
  }

  private static NameServerAnswer answer(Endpoint server, ProbeOutcome outcome) {
    Optional<DnsAnswer> found = response(outcome);
    return new DefaultNameServerAnswer(
        server,
        found.map(DnsAnswer::rcode),
        found.map(RecordReader::services).orElse(List.of()),
        found.isPresent() ? Optional.empty() : Optional.of(failure(outcome)));
  }

  private static Optional<DnsAnswer> response(ProbeOutcome outcome) {
    return outcome.report().flatMap(report -> report.finding(DnsAnswer.class));
  }

  private static String failure(ProbeOutcome outcome) {
    return SafeText.line(
        outcome
            .report()
            .map(RecordQueries::failure)
            .or(() -> outcome.failure().map(ProbeException::detail))
            .orElse(NO_TIME),
        MAX_TEXT);
  }

  private static String failure(ProbeReport report) {
    String note = report.dialogue().map(dialogue -> dialogue.note()).orElse("");
    return report.reason().description() + (note.isEmpty() ? "" : ", " + note);
  }

  /**
   * The addresses of a host.
   *
   * @param addresses all addresses, in the order of the name servers
   * @param agrees whether all name servers that have the host have the same addresses
   * @param failure why there is no address
   */
  record HostAddresses(
      String host, List<InetAddress> addresses, boolean agrees, Optional<String> failure) {}

  /**
   * Queries A and AAAA records of a host at every name server. Without a record, or for an address,
   * the resolver of the client decides.
   */
  CompletableFuture<HostAddresses> addresses(String host) {
    if (HostSyntax.isLiteral(host)) {
      return resolve(host);
    }
    return query(host, "A")
        .thenCombine(query(host, "AAAA"), RecordQueries::addresses)
        .thenCompose(
            answers -> {
              List<InetAddress> all =
                  answers.stream().flatMap(List::stream).distinct().limit(MAX_ADDRESSES).toList();
              long different =
                  answers.stream()
                      .filter(answer -> !answer.isEmpty())
                      .map(HashSet::new)
                      .distinct()
                      .count();
              return all.isEmpty()
                  ? resolve(host)
                  : CompletableFuture.completedFuture(
                      new HostAddresses(host, all, different <= 1, Optional.empty()));
            });
  }

  /** Returns the addresses that each name server has. */
  private static List<List<InetAddress>> addresses(
      List<ProbeOutcome> ipv4, List<ProbeOutcome> ipv6) {
    List<List<InetAddress>> found = new ArrayList<>();
    for (int i = 0; i < ipv4.size(); i++) {
      found.add(
          Stream.of(ipv4.get(i), ipv6.get(i))
              .flatMap(outcome -> response(outcome).stream())
              .flatMap(answer -> RecordReader.addresses(answer).stream())
              .toList());
    }
    return found;
  }

  private CompletableFuture<HostAddresses> resolve(String host) {
    Duration timeout = Durations.min(queue.remaining(), settings.repeatTimeout());
    if (timeout.toMillis() < 1) {
      return CompletableFuture.completedFuture(without(host, NO_TIME));
    }
    CompletableFuture<List<InetAddress>> resolution = settings.client().resolve(host, timeout);
    queue.onCancel(resolution);
    return resolution.handle(
        (addresses, failure) -> {
          Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
          if (cause == null) {
            return new HostAddresses(
                host, addresses.stream().limit(MAX_ADDRESSES).toList(), true, Optional.empty());
          }
          if (cause instanceof CancellationException && queue.endedEarly()) {
            return without(host, NO_TIME);
          }
          if (cause instanceof NameResolutionException e) {
            return without(host, e.problem().description());
          }
          throw cause instanceof RuntimeException e ? e : new CompletionException(cause);
        });
  }

  private static HostAddresses without(String host, String failure) {
    return new HostAddresses(host, List.of(), true, Optional.of(failure));
  }
}
