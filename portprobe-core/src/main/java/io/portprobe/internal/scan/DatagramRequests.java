package io.portprobe.internal.scan;

import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.Transport;
import io.portprobe.internal.io.LoopClock;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.setup.ScanServices;
import io.portprobe.internal.scan.setup.ScanServices.DatagramRequest;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The UDP probes of a loop scanner that wait for a datagram of a plug-in. A plug-in that does not
 * return in time fails its probe, and after several such calls its port is not probed any more.
 * Confined to the event loop.
 */
final class DatagramRequests {
  private static final int MAX_BLOCKED = 4;

  /** Receives the result of a request, on the event loop and never during {@link #request}. */
  interface Sink {
    void onDatagram(ScanProbe probe, ByteBuffer datagram);

    void onFailure(ScanProbe probe, LocalFaultException failure);
  }

  private record Waiting(DatagramRequest request, int port, long since) {}

  private final ScanServices services;
  private final boolean enabled;
  private final long timeoutNanos;
  private final LoopClock clock;
  private final Sink sink;

  /** The oldest request is first. */
  private final Map<ScanProbe, Waiting> waiting = new LinkedHashMap<>();

  /** The failures of the calls for a port that did not return. */
  private final Map<Integer, List<LocalFaultException>> blocked = new HashMap<>();

  /** The requests that ended without a datagram. */
  private final List<DatagramRequest> unfinished = new ArrayList<>();

  private boolean watching;

  /**
   * Creates the requests of one scanner.
   *
   * @param enabled whether the sender needs datagrams
   * @param timeout how long one call may take
   */
  DatagramRequests(
      ScanServices services, boolean enabled, Duration timeout, LoopClock clock, Sink sink) {
    this.services = services;
    this.enabled = enabled;
    this.timeoutNanos = timeout.toNanos();
    this.clock = clock;
    this.sink = sink;
  }

  /** Returns whether a protocol has to create the datagram for a port. */
  boolean isNeeded(ScanTarget target, int port) {
    return enabled
        && target.transport() == Transport.UDP
        && services.hasProtocol(Transport.UDP, port)
        && !services.hasRepliesFromAnyPort(port); // a channel sends it
  }

  /** Returns why a plug-in is not called any more; null if it is. */
  @Nullable LocalFaultException obstacle(ScanTarget target, int port) {
    List<LocalFaultException> failures = blocked.isEmpty() ? null : blocked.get(port);
    if (failures == null || failures.size() < MAX_BLOCKED || !isNeeded(target, port)) {
      return null;
    }
    return new LocalFaultException(
        new Endpoint(Transport.UDP, target.host(), port),
        "not probed, because the plug-in did not return from several calls",
        failures.get(0));
  }

  /** Requests the datagram of a probe. */
  void request(ScanProbe probe, ScanTarget target, int port) {
    DatagramRequest request =
        services.requestDatagram(
            target.host(),
            new InetSocketAddress(target.requireAddress(), port),
            probe.earlierSends,
            (datagram, failure) -> clock.execute(() -> onResult(probe, datagram, failure)));
    waiting.put(probe, new Waiting(request, port, clock.nanos()));
    watchLater(timeoutNanos);
  }

  private void onResult(
      ScanProbe probe, @Nullable ByteBuffer datagram, @Nullable LocalFaultException failure) {
    if (waiting.remove(probe) == null) {
      return; // cancelled
    }
    if (datagram != null) {
      sink.onDatagram(probe, datagram);
    } else {
      sink.onFailure(probe, Objects.requireNonNull(failure));
    }
  }

  private void watchLater(long nanos) {
    if (!watching) {
      watching = true;
      clock.later(nanos, this::watch);
    }
  }

  private void watch() {
    watching = false;
    long now = clock.nanos();
    for (Map.Entry<ScanProbe, Waiting> entry : List.copyOf(waiting.entrySet())) {
      Waiting old = entry.getValue();
      if (now - old.since() < timeoutNanos) {
        break; // those after it are younger
      }
      ScanProbe probe = entry.getKey();
      waiting.remove(probe);
      Optional<LocalFaultException> failure = old.request().expire();
      if (failure.isPresent()) {
        blocked.computeIfAbsent(old.port(), port -> new ArrayList<>()).add(failure.get());
        unfinished.add(old.request());
        sink.onFailure(probe, failure.get());
      } else {
        waiting.put(probe, new Waiting(old.request(), old.port(), now));
      }
    }
    if (!waiting.isEmpty()) {
      long oldest = waiting.values().iterator().next().since();
      watchLater(Math.max(0, oldest + timeoutNanos - now));
    }
  }

  /** Ends all requests. Returns their probes, which were not sent. */
  List<ScanProbe> cancelAll() {
    List<ScanProbe> probes = List.copyOf(waiting.keySet());
    waiting.values().forEach(each -> unfinished.add(each.request()));
    waiting.clear();
    unfinished.forEach(DatagramRequest::cancel);
    return probes;
  }

  /** Returns what plug-ins have not returned from, after {@link #cancelAll}. */
  List<String> blockedIn() {
    return unfinished.stream().flatMap(request -> request.blockedIn().stream()).toList();
  }
}
