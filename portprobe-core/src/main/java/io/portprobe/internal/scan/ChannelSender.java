package io.portprobe.internal.scan;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.internal.io.LoopClock;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.setup.ScanServices;
import io.portprobe.internal.sweep.SweepProbe;
import io.portprobe.internal.util.Futures;
import java.net.InetAddress;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A sender that uses the channels of single probes. It serves what a sweep does not support: a
 * source address or port supplied by the caller, and replies from another port.
 */
final class ChannelSender implements ProbeSender {
  /** Probes the state of a port with a channel. */
  @FunctionalInterface
  interface Prober {
    CompletableFuture<ProbeReport> probe(Endpoint endpoint, InetAddress address, Duration timeout);
  }

  private final ScanServices services;
  private final Prober prober;
  private final LoopClock clock;
  private final Sink sink;
  private final int capacity;
  private final IdentityHashMap<ScanProbe, CompletableFuture<ProbeReport>> inFlight =
      new IdentityHashMap<>();

  ChannelSender(ScanServices services, Prober prober, LoopClock clock, Sink sink) {
    this.services = services;
    this.prober = prober;
    this.clock = clock;
    this.sink = sink;
    this.capacity = Math.max(1, services.reservedSockets() / 2);
  }

  @Override
  public LoopClock clock() {
    return clock;
  }

  @Override
  public boolean receivesIcmpErrors() {
    return services.receivesIcmpErrors();
  }

  @Override
  public boolean send(ScanProbe probe) {
    if (inFlight.size() >= capacity) {
      return false; // the other sockets are for single probes
    }
    probe.recordStart(clock.nanos());
    ScanTarget target = Objects.requireNonNull(probe.address).target;
    CompletableFuture<ProbeReport> report =
        prober.probe(
            target.endpoint(probe.port()),
            target.requireAddress(),
            Duration.ofNanos(probe.timeoutNanos()));
    inFlight.put(probe, report);
    var unused =
        report.whenComplete(
            (result, failure) -> clock.execute(() -> onEnd(probe, result, failure)));
    return true;
  }

  private void onEnd(ScanProbe probe, @Nullable ProbeReport report, @Nullable Throwable failure) {
    if (inFlight.remove(probe) == null) {
      return;
    }
    long now = clock.nanos();
    if (report != null) {
      boolean silent =
          report.reason() == Reason.TIMED_OUT || report.state() == PortState.LISTENING_OR_FILTERED;
      probe.recordEnd(silent ? SweepProbe.TIMED_OUT : SweepProbe.OPEN, false, now);
      probe.report = silent ? null : report;
    } else {
      @Nullable Throwable cause = failure == null ? null : Futures.unwrap(failure);
      int errno = cause == null ? 0 : services.errno(cause);
      probe.recordEnd(errno != 0 ? errno : SweepProbe.CANCELLED, errno != 0, now);
      probe.failure =
          cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }
    sink.onEnd(probe);
  }

  @Override
  public CompletableFuture<Void> close() {
    for (ScanProbe probe : List.copyOf(inFlight.keySet())) {
      CompletableFuture<ProbeReport> report = inFlight.remove(probe);
      if (report != null) {
        report.cancel(false);
        probe.recordEnd(SweepProbe.CANCELLED, false, clock.nanos());
        probe.failure = null;
        sink.onEnd(probe);
      }
    }
    return CompletableFuture.completedFuture(null);
  }
}
