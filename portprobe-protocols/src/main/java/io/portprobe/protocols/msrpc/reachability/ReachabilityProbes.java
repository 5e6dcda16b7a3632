package io.portprobe.protocols.msrpc.reachability;

import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.TargetDeniedException;
import io.portprobe.Transport;
import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.text.AddressText;
import io.portprobe.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The probes of the ports in a map, a limited number at the same time. Completes the report after
 * the last of them. Mutable state is guarded by this.
 */
final class ReachabilityProbes {
  private static final Duration MAX_PORT_TIMEOUT = Duration.ofSeconds(5);

  private final Function<Endpoint, PortProbe> probes;
  private final ProbeReport mapper;
  private final Optional<EndpointMap> map;
  private final List<Endpoint> endpoints;
  private final Map<Endpoint, List<MappedEndpoint>> entries;
  private final boolean anyHost;
  private final Set<String> mapperHosts = new HashSet<>();
  private final int omitted;
  private final int concurrency;
  private final long deadline;
  private final CompletableFuture<ReachabilityReport> result;
  private final Map<Endpoint, EndpointResult> results = new LinkedHashMap<>();
  private final Map<Endpoint, CompletableFuture<ProbeReport>> running = new LinkedHashMap<>();
  private int next;
  private boolean starting;

  ReachabilityProbes(
      Function<Endpoint, PortProbe> probes,
      ProbeReport mapper,
      boolean anyHost,
      int maxPorts,
      int concurrency,
      long deadline,
      CompletableFuture<ReachabilityReport> result) {
    this.probes = probes;
    this.mapper = mapper;
    this.anyHost = anyHost;
    mapperHosts.add(mapper.endpoint().host());
    mapper.addresses().forEach(address -> mapperHosts.add(AddressText.of(address)));
    mapper
        .attempts()
        .forEach(attempt -> mapperHosts.add(AddressText.of(attempt.remote().getAddress())));
    this.concurrency = concurrency;
    this.deadline = deadline;
    this.result = result;
    map = mapper.finding(EndpointMap.class);
    entries = byEndpoint(map.map(EndpointMap::endpoints).orElse(List.of()));
    List<Endpoint> all = List.copyOf(entries.keySet());
    endpoints = all.subList(0, Math.min(maxPorts, all.size()));
    omitted = all.size() - endpoints.size();
  }

  /** Groups the entries by port. */
  private static Map<Endpoint, List<MappedEndpoint>> byEndpoint(List<MappedEndpoint> map) {
    Map<Endpoint, List<MappedEndpoint>> entries = new LinkedHashMap<>();
    for (MappedEndpoint entry : map) {
      endpoint(entry).ifPresent(e -> entries.computeIfAbsent(e, k -> new ArrayList<>()).add(entry));
    }
    return entries;
  }

  /** Returns the port of an entry; empty if it has none, or its host is malformed. */
  private static Optional<Endpoint> endpoint(MappedEndpoint entry) {
    if (entry.port().isEmpty()) {
      return Optional.empty();
    }
    boolean udp = entry.protocolSequence().filter("ncadg_ip_udp"::equals).isPresent();
    try {
      return Optional.of(
          new Endpoint(udp ? Transport.UDP : Transport.TCP, entry.host(), entry.port().getAsInt()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  void start() {
    var unused = result.whenComplete((report, failure) -> cancelAll());
    startProbes();
  }

  /** Starts probes up to the limit. A probe that completes at once does not recurse into this. */
  private void startProbes() {
    synchronized (this) {
      if (starting) {
        return;
      }
      starting = true;
    }
    try {
      for (Endpoint endpoint = take(); endpoint != null; endpoint = take()) {
        probe(endpoint);
      }
      completeIfDone();
    } catch (RuntimeException e) { // the caller of a callback drops its exceptions
      result.completeExceptionally(e);
    }
  }

  private synchronized @Nullable Endpoint take() {
    boolean room = running.size() < concurrency && next < endpoints.size() && !result.isDone();
    starting = room;
    return room ? endpoints.get(next++) : null;
  }

  private void probe(Endpoint endpoint) {
    if (!anyHost && !mapperHosts.contains(endpoint.host())) {
      add(
          endpoint,
          null,
          new TargetDeniedException(
              endpoint,
              endpoint.host()
                  + " is not the probed host; anyHost() adds other hosts within the allowed"
                  + " networks of the client",
              null));
      return;
    }
    Duration share = share();
    if (share.toMillis() < 1) {
      add(endpoint, null, null);
      return;
    }
    CompletableFuture<ProbeReport> probe = probes.apply(endpoint).timeout(share).report();
    synchronized (this) {
      running.put(endpoint, probe);
    }
    var unused =
        probe.whenComplete(
            (report, failure) -> {
              onCompletion(endpoint, report, failure);
              startProbes();
            });
    if (result.isDone()) {
      probe.cancel(false);
    }
  }

  /** Returns the timeout of the next probe, for the case that all remaining ports time out. */
  private Duration share() {
    Duration left = Duration.ofNanos(deadline - System.nanoTime());
    int rounds;
    synchronized (this) {
      rounds = (endpoints.size() - next) / concurrency + 1;
    }
    return Durations.min(Durations.part(left, rounds), MAX_PORT_TIMEOUT);
  }

  private void onCompletion(
      Endpoint endpoint, @Nullable ProbeReport report, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
    if (cause == null || cause instanceof ProbeException) {
      add(endpoint, report, (ProbeException) cause);
    } else {
      result.completeExceptionally(cause); // the client was closed, or there is a defect
    }
  }

  private synchronized void add(
      Endpoint endpoint, @Nullable ProbeReport report, @Nullable ProbeException failure) {
    running.remove(endpoint);
    results.put(
        endpoint,
        new DefaultEndpointResult(
            endpoint,
            entries.getOrDefault(endpoint, List.of()),
            Optional.ofNullable(report),
            Optional.ofNullable(failure)));
  }

  private void completeIfDone() {
    List<EndpointResult> all;
    synchronized (this) {
      if (results.size() < endpoints.size()) {
        return;
      }
      all = endpoints.stream().map(results::get).toList();
    }
    result.complete(new DefaultReachabilityReport(mapper, map, all, omitted));
  }

  private void cancelAll() {
    List<CompletableFuture<ProbeReport>> open;
    synchronized (this) {
      open = List.copyOf(running.values());
    }
    open.forEach(probe -> probe.cancel(false));
  }
}
