package io.portprobe.protocols.internal.domain;

import io.portprobe.Endpoint;
import io.portprobe.protocols.domain.report.DomainReport;
import io.portprobe.protocols.domain.report.DomainService;
import io.portprobe.protocols.domain.report.ServiceQuery;
import io.portprobe.protocols.domain.report.ServiceRecord;
import io.portprobe.protocols.internal.domain.RecordQueries.HostAddresses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * One execution of a domain check: name servers, domain, records, addresses, services, and the
 * records of the forest and the site. Each stage starts when the one before it has completed.
 */
public final class DomainRun {
  private final DomainSettings settings;
  private final Instant started = Instant.now();
  private final long startedNanos = System.nanoTime();
  private final ProbeQueue queue;
  private final ProbeQueues queues;

  /** Creates an execution, whose deadline begins now. */
  public DomainRun(DomainSettings settings) {
    this.settings = settings;
    long deadline = startedNanos + settings.limits().timeout().toNanos();
    queues = ProbeQueues.of(settings, deadline);
    queue = queues.first();
  }

  /** The domain, and the name servers that are queried for it. */
  private record Located(
      String domain, Optional<String> controller, List<Endpoint> configured, RecordQueries names) {}

  /**
   * Ends the check now, as its deadline does: the report has what is known. Does not block.
   * Thread-safe.
   */
  public void endEarly() {
    queues.endEarly();
  }

  /** Starts the check. Cancelling the future ends every probe at once. */
  public CompletableFuture<DomainReport> start() {
    CompletableFuture<DomainReport> result = new CompletableFuture<>();
    CompletableFuture<DomainReport> stages =
        nameServers().thenCompose(this::locate).thenCompose(this::check);
    var unused =
        stages.whenComplete(
            (report, failure) -> {
              if (failure == null) {
                result.complete(report);
              } else {
                result.completeExceptionally(
                    failure instanceof CompletionException e && e.getCause() != null
                        ? e.getCause()
                        : failure);
              }
            });
    var unusedToo = result.whenComplete((report, failure) -> queues.cancel());
    return result;
  }

  private CompletableFuture<List<Endpoint>> nameServers() {
    return settings.scope().nameServers().isEmpty()
        ? SystemNameServers.read(queue.remaining())
        : CompletableFuture.completedFuture(settings.scope().nameServers());
  }

  /** Learns the domain from the controller unless the caller named it. */
  private CompletableFuture<Located> locate(List<Endpoint> configured) {
    RecordQueries names = new RecordQueries(settings, queue, configured);
    if (settings.scope().controller().isEmpty()) {
      return CompletableFuture.completedFuture(
          new Located(settings.scope().domain().orElse(""), Optional.empty(), configured, names));
    }
    String controller = settings.scope().controller().get();
    return names
        .addresses(controller)
        .thenCompose(found -> facts(found).thenApply(facts -> located(configured, found, facts)));
  }

  /**
   * Reads what the directory of a controller states, over UDP and TCP; a second time, with more
   * time, if no response states the domain and one did not arrive in time.
   */
  private CompletableFuture<ControllerFacts> facts(HostAddresses found) {
    return directory(found, settings.limits().probeTimeout())
        .thenCompose(
            first -> {
              boolean late = first.stream().anyMatch(ProbeOutcome::isLate);
              boolean again =
                  late && merged(first).domain().isEmpty() && queue.remaining().toMillis() > 0;
              return again
                  ? directory(found, settings.repeatTimeout()).thenApply(DomainRun::merged)
                  : CompletableFuture.completedFuture(merged(first));
            });
  }

  private static ControllerFacts merged(List<ProbeOutcome> outcomes) {
    return outcomes.stream()
        .map(ControllerFacts::of)
        .reduce(ControllerFacts.NONE, ControllerFacts::or);
  }

  private CompletableFuture<List<ProbeOutcome>> directory(HostAddresses found, Duration longest) {
    ServiceProbes probes = new ServiceProbes(settings, settings.scope().domain().orElse(""));
    return ProbeQueues.all(
        found.addresses().stream()
            .flatMap(
                address ->
                    Stream.of(DomainService.LDAP_UDP, DomainService.LDAP)
                        .map(service -> probes.wellKnown(service, found.host(), address)))
            .map(probe -> queue.submit(probe, longest))
            .toList());
  }

  /** The name server of the controller is queried too, and does not decide a verdict. */
  private Located located(List<Endpoint> configured, HostAddresses found, ControllerFacts facts) {
    Set<Endpoint> servers = new LinkedHashSet<>(configured);
    found
        .addresses()
        .forEach(address -> servers.add(settings.endpoint(DomainService.DNS_UDP, address)));
    String domain =
        settings
            .scope()
            .domain()
            .or(facts::domain)
            .or(() -> DomainNames.parent(found.host()))
            .orElse("");
    return new Located(
        domain,
        Optional.of(found.host()),
        configured,
        new RecordQueries(settings, queue, List.copyOf(servers)));
  }

  private CompletableFuture<DomainReport> check(Located located) {
    String domain = located.domain();
    List<String> names =
        new ArrayList<>(domain.isEmpty() ? List.of() : DomainNames.ofDomain(domain));
    settings
        .scope()
        .site()
        .filter(site -> !domain.isEmpty())
        .ifPresent(site -> names.addAll(DomainNames.ofSite(site, domain, domain).subList(0, 2)));
    return located.names().services(names).thenCompose(queries -> probe(located, queries));
  }

  private CompletableFuture<DomainReport> probe(Located located, List<ServiceQuery> queries) {
    List<String> all = hosts(located, queries);
    List<String> hosts = all.stream().limit(settings.limits().maxControllers()).toList();
    ControllerProbes controllers =
        new ControllerProbes(settings, new ServiceProbes(settings, located.domain()), queues);
    return ProbeQueues.all(hosts.stream().map(located.names()::addresses).toList())
        .thenCompose(controllers::start)
        .thenCompose(
            found ->
                forestQueries(located, found)
                    .thenApply(
                        more -> {
                          List<ServiceQuery> every = new ArrayList<>(queries);
                          every.addAll(more);
                          return assembly(located, every, found, all.size() - hosts.size());
                        }));
  }

  /** Returns the controllers to probe, those of the controllers' record first. */
  private List<String> hosts(Located located, List<ServiceQuery> queries) {
    Set<String> hosts = new LinkedHashSet<>();
    queries.forEach(
        query -> query.records().stream().map(ServiceRecord::target).forEach(hosts::add));
    located.controller().ifPresent(hosts::add);
    hosts.addAll(settings.scope().only());
    return hosts.stream()
        .filter(host -> settings.scope().only().isEmpty() || settings.scope().only().contains(host))
        .toList();
  }

  /** Queries the records whose names only a controller knows: those of the forest and the site. */
  private CompletableFuture<List<ServiceQuery>> forestQueries(
      Located located, List<ControllerProbes.Found> found) {
    String domain = located.domain();
    if (domain.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    ControllerFacts facts = facts(found);
    String forest = facts.forest().orElse(domain);
    List<String> names = new ArrayList<>(List.of(DomainNames.globalCatalogs(forest)));
    Optional<String> known = settings.scope().site();
    known.ifPresentOrElse(
        site -> names.add(DomainNames.ofSite(site, domain, forest).get(2)),
        () ->
            facts
                .clientSite()
                .filter(DomainNames::isSite)
                .ifPresent(site -> names.addAll(DomainNames.ofSite(site, domain, forest))));
    return located.names().services(names);
  }

  private static ControllerFacts facts(List<ControllerProbes.Found> found) {
    return found.stream()
        .map(ControllerProbes.Found::facts)
        .reduce(ControllerFacts.NONE, ControllerFacts::or);
  }

  private DomainReport assembly(
      Located located,
      List<ServiceQuery> queries,
      List<ControllerProbes.Found> found,
      int overLimit) {
    return new ReportAssembly(settings, started, startedNanos)
        .report(
            located.domain(),
            located.configured(),
            queries,
            found,
            facts(found),
            queues.skipped(),
            overLimit);
  }
}
