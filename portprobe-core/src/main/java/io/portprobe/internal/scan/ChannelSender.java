package io.portprobe.internal.scan;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.internal.io.LoopClock;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.sweep.SweepProbe;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Asks by the channel engine, where the bulk engine cannot: from a source of the caller's. */
final class ChannelSender implements ProbeSender {
  private final ScanServices surroundings;
  private final ScanSettings settings;
  private final LoopClock turns;
  private final Sink sink;
  private final int capacity;
  private final IdentityHashMap<ScanProbe, CompletableFuture<ProbeReport>> held =
      new IdentityHashMap<>();

  ChannelSender(ScanServices surroundings, ScanSettings settings, LoopClock turns, Sink sink) {
    this.surroundings = surroundings;
    this.settings = settings;
    this.turns = turns;
    this.sink = sink;
    this.capacity = Math.max(1, surroundings.reserved() / 2);
  }

  @Override
  public boolean ask(ScanProbe probe) {
    if (held.size() >= capacity) {
      return false; // the rest of the client's window is for single probes
    }
    probe.recordStart(turns.nanos());
    ScanTarget target = Objects.requireNonNull(probe.lane).target;
    CompletableFuture<ProbeReport> report =
        surroundings.state(
            target.endpoint(probe.port()),
            target.known(),
            Duration.ofNanos(probe.timeoutNanos()),
            settings.sourceAddress,
            settings.sourcePort,
            settings.closeByReset);
    held.put(probe, report);
    var unused =
        report.whenComplete(
            (answer, failure) -> turns.execute(() -> ended(probe, answer, failure)));
    return true;
  }

  private void ended(ScanProbe probe, @Nullable ProbeReport report, @Nullable Throwable failure) {
    if (held.remove(probe) == null) {
      return;
    }
    long now = turns.nanos();
    if (report != null) {
      boolean silent =
          report.reason() == io.portprobe.Reason.TIMED_OUT
              || report.state() == PortState.LISTENING_OR_FILTERED;
      probe.recordEnd(silent ? SweepProbe.TIMED_OUT : SweepProbe.OPEN, false, now);
      probe.report = silent ? null : report;
    } else {
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      int errno = cause == null ? 0 : surroundings.errno(cause);
      probe.recordEnd(errno != 0 ? errno : SweepProbe.CANCELLED, errno != 0, now);
      probe.failure =
          cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }
    sink.ended(probe);
  }

  @Override
  public CompletableFuture<Void> close() {
    for (ScanProbe probe : List.copyOf(held.keySet())) {
      CompletableFuture<ProbeReport> report = held.remove(probe);
      if (report != null) {
        report.cancel(false);
        probe.recordEnd(SweepProbe.CANCELLED, false, turns.nanos());
        probe.failure = null;
        sink.ended(probe);
      }
    }
    return CompletableFuture.completedFuture(null);
  }
}
