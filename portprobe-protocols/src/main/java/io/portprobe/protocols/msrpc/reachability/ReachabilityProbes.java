package io.portprobe.protocols.msrpc.reachability;

import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks the ports of a map, a bounded number at once, and completes the report when each has its
 * answer. All of its state is guarded by it.
 */
final class ReachabilityProbes {
  private static final Duration MOST_FOR_ONE = Duration.ofSeconds(5);

  private final Function<Endpoint, PortProbe> probes;
  private final ProbeReport mapper;
  private final Optional<EndpointMap> map;
  private final List<Endpoint> endpoints;
  private final Map<Endpoint, List<MappedEndpoint>> entries;
  private final int omitted;
  private final int concurrency;
  private final long deadline;
  private final CompletableFuture<ReachabilityReport> result;
  private final Map<Endpoint, EndpointResult> reached = new LinkedHashMap<>();
  private final Map<Endpoint, CompletableFuture<ProbeReport>> flights = new LinkedHashMap<>();
  private int next;
  private boolean pumping;

  ReachabilityProbes(
      Function<Endpoint, PortProbe> probes,
      ProbeReport mapper,
      int limit,
      int concurrency,
      long deadline,
      CompletableFuture<ReachabilityReport> result) {
    this.probes = probes;
    this.mapper = mapper;
    this.concurrency = concurrency;
    this.deadline = deadline;
    this.result = result;
    map = mapper.finding(EndpointMap.class);
    entries = byEndpoint(map.map(EndpointMap::endpoints).orElse(List.of()));
    List<Endpoint> all = List.copyOf(entries.keySet());
    endpoints = all.subList(0, Math.min(limit, all.size()));
    omitted = all.size() - endpoints.size();
  }

  /** Each port once, with everything that is registered on it. */
  private static Map<Endpoint, List<MappedEndpoint>> byEndpoint(List<MappedEndpoint> map) {
    Map<Endpoint, List<MappedEndpoint>> entries = new LinkedHashMap<>();
    for (MappedEndpoint entry : map) {
      endpoint(entry).ifPresent(e -> entries.computeIfAbsent(e, k -> new ArrayList<>()).add(entry));
    }
    return entries;
  }

  /** Empty for what has no port, and for a host that the server made up of no host's letters. */
  private static Optional<Endpoint> endpoint(MappedEndpoint entry) {
    if (entry.port().isEmpty()) {
      return Optional.empty();
    }
    boolean datagrams = entry.protocolSequence().filter("ncadg_ip_udp"::equals).isPresent();
    try {
      return Optional.of(
          new Endpoint(
              datagrams ? Transport.UDP : Transport.TCP, entry.host(), entry.port().getAsInt()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  void begin() {
    var unused = result.whenComplete((report, failure) -> stop());
    pump();
  }

  /** Starts probes while there is room. Answers that come at once do not start others from here. */
  private void pump() {
    synchronized (this) {
      if (pumping) {
        return;
      }
      pumping = true;
    }
    for (Endpoint endpoint = take(); endpoint != null; endpoint = take()) {
      ask(endpoint);
    }
    finishIfDone();
  }

  private synchronized @Nullable Endpoint take() {
    boolean room = flights.size() < concurrency && next < endpoints.size() && !result.isDone();
    pumping = room;
    return room ? endpoints.get(next++) : null;
  }

  private void ask(Endpoint endpoint) {
    Duration share = share();
    if (share.toMillis() < 1) {
      keep(endpoint, null, null);
      return;
    }
    CompletableFuture<ProbeReport> flight = probes.apply(endpoint).timeout(share).report();
    synchronized (this) {
      flights.put(endpoint, flight);
    }
    var unused =
        flight.whenComplete(
            (report, failure) -> {
              note(endpoint, report, failure);
              pump();
            });
    if (result.isDone()) {
      flight.cancel(false);
    }
  }

  /** Ports that are dropped take their whole time: as many rounds of them as there may be. */
  private Duration share() {
    Duration left = Duration.ofNanos(deadline - System.nanoTime());
    int rounds;
    synchronized (this) {
      rounds = (endpoints.size() - next) / concurrency + 1;
    }
    Duration share = left.dividedBy(rounds);
    return share.compareTo(MOST_FOR_ONE) > 0 ? MOST_FOR_ONE : share;
  }

  private void note(Endpoint endpoint, @Nullable ProbeReport report, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
    if (cause == null || cause instanceof ProbeException) {
      keep(endpoint, report, (ProbeException) cause);
    } else {
      result.completeExceptionally(cause); // the client was closed, or a defect
    }
  }

  private synchronized void keep(
      Endpoint endpoint, @Nullable ProbeReport report, @Nullable ProbeException failure) {
    flights.remove(endpoint);
    reached.put(
        endpoint,
        new EndpointResult(
            endpoint,
            entries.getOrDefault(endpoint, List.of()),
            Optional.ofNullable(report),
            Optional.ofNullable(failure)));
  }

  private void finishIfDone() {
    List<EndpointResult> all;
    synchronized (this) {
      if (reached.size() < endpoints.size()) {
        return;
      }
      all = endpoints.stream().map(reached::get).toList();
    }
    result.complete(new ReachabilityReport(mapper, map, all, omitted));
  }

  private void stop() {
    List<CompletableFuture<ProbeReport>> open;
    synchronized (this) {
      open = List.copyOf(flights.values());
    }
    open.forEach(flight -> flight.cancel(false));
  }
}
