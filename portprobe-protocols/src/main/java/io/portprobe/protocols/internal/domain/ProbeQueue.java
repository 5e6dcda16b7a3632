package io.portprobe.protocols.internal.domain;

import io.portprobe.PortProbe;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.text.Durations;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs probes, a limited number at the same time, each within its share of the time that is left.
 * Thread-safe. Mutable state is guarded by this.
 */
final class ProbeQueue {
  private enum State {
    RUNNING,
    /** The deadline was set to an earlier time. */
    ENDED_EARLY,
    CANCELLED
  }

  private final int concurrency;
  private final Duration probeTimeout;
  private volatile long deadline;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Map<Object, CompletableFuture<ProbeReport>> running = new HashMap<>();
  private final Map<Object, CompletableFuture<?>> others = new HashMap<>();
  private boolean starting; // guards against re-entrance of startProbes()
  private volatile State state = State.RUNNING;
  private int skipped;

  private record Waiting(
      PortProbe probe, Duration longest, CompletableFuture<ProbeOutcome> outcome) {}

  /**
   * Creates a queue.
   *
   * @param concurrency how many probes run at the same time
   * @param probeTimeout the longest time for a probe that is submitted without one
   * @param deadline of all probes, by {@link System#nanoTime()}
   */
  ProbeQueue(int concurrency, Duration probeTimeout, long deadline) {
    this.concurrency = concurrency;
    this.probeTimeout = probeTimeout;
    this.deadline = deadline;
  }

  /**
   * Adds a probe. The future completes by the deadline or the early end. It fails only for a reason
   * that concerns all probes: the client was closed, the queue was cancelled, or there is a defect.
   */
  CompletableFuture<ProbeOutcome> submit(PortProbe probe) {
    return submit(probe, probeTimeout);
  }

  /** Adds a probe that takes at most the given time; otherwise like {@link #submit(PortProbe)}. */
  CompletableFuture<ProbeOutcome> submit(PortProbe probe, Duration longest) {
    CompletableFuture<ProbeOutcome> outcome = new CompletableFuture<>();
    synchronized (this) {
      if (state == State.CANCELLED) {
        return CompletableFuture.failedFuture(new CancellationException());
      }
      waiting.add(new Waiting(probe, longest, outcome));
    }
    startProbes();
    return outcome;
  }

  /** Returns the time until the deadline; not negative. */
  Duration remaining() {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  /** Returns how many probes were not completed because no time was left. */
  synchronized int skipped() {
    return skipped;
  }

  /** Makes now the deadline: ends every probe, and no later one is started. Does not block. */
  void endEarly() {
    List<CompletableFuture<?>> open;
    synchronized (this) {
      deadline = System.nanoTime();
      state = state == State.CANCELLED ? State.CANCELLED : State.ENDED_EARLY;
      open = open();
    }
    open.forEach(probe -> probe.cancel(false));
  }

  /** Returns whether {@link #endEarly} was called, and {@link #cancel} was not. */
  boolean endedEarly() {
    return state == State.ENDED_EARLY;
  }

  /** Guarded by this. */
  private List<CompletableFuture<?>> open() {
    List<CompletableFuture<?>> open = new ArrayList<>(running.values());
    open.addAll(others.values());
    return open;
  }

  /** Cancels every probe and closes its sockets. Later probes fail. */
  void cancel() {
    List<CompletableFuture<?>> open;
    List<Waiting> unstarted;
    synchronized (this) {
      state = State.CANCELLED;
      open = open();
      unstarted = new ArrayList<>(waiting);
      waiting.clear();
    }
    open.forEach(probe -> probe.cancel(false));
    unstarted.forEach(each -> each.outcome().completeExceptionally(new CancellationException()));
  }

  /** Cancels a future that is no probe as soon as the queue is cancelled or ended early. */
  void onCancel(CompletableFuture<?> future) {
    Object key = new Object();
    boolean late;
    synchronized (this) {
      others.put(key, future);
      late = state != State.RUNNING;
    }
    var unused =
        future.whenComplete(
            (value, failure) -> {
              synchronized (this) {
                others.remove(key);
              }
            });
    if (late) {
      future.cancel(false);
    }
  }

  /** Starts probes up to the limit. A probe that completes at once does not recurse into this. */
  private void startProbes() {
    synchronized (this) {
      if (starting) {
        return;
      }
      starting = true;
    }
    for (Waiting next = take(); next != null; next = take()) {
      start(next);
    }
  }

  private synchronized @Nullable Waiting take() {
    Waiting next = running.size() < concurrency ? waiting.poll() : null;
    starting = next != null;
    return next;
  }

  private void start(Waiting next) {
    Duration share = Durations.min(share(), next.longest());
    if (share.toMillis() < 1) {
      skip(next.outcome());
      return;
    }
    CompletableFuture<ProbeReport> probe = next.probe().timeout(share).report();
    Object key = new Object();
    boolean late;
    synchronized (this) {
      running.put(key, probe);
      late = state != State.RUNNING;
    }
    var unused =
        probe.whenComplete(
            (report, failure) -> {
              synchronized (this) {
                running.remove(key);
              }
              complete(next.outcome(), report, failure);
              startProbes();
            });
    if (late) {
      probe.cancel(false);
    }
  }

  /** Returns the timeout of the next probe, for the case that all waiting probes time out. */
  private Duration share() {
    int rounds;
    synchronized (this) {
      rounds = waiting.size() / concurrency + 1;
    }
    return Durations.part(remaining(), rounds);
  }

  private void skip(CompletableFuture<ProbeOutcome> outcome) {
    synchronized (this) {
      skipped++;
    }
    outcome.complete(ProbeOutcome.NO_TIME);
  }

  private void complete(
      CompletableFuture<ProbeOutcome> outcome,
      @Nullable ProbeReport report,
      @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
    if (report != null) {
      outcome.complete(ProbeOutcome.of(report));
    } else if (cause instanceof ProbeException e) {
      outcome.complete(ProbeOutcome.of(e));
    } else if (state == State.ENDED_EARLY && cause instanceof CancellationException) {
      skip(outcome);
    } else {
      outcome.completeExceptionally(cause == null ? new CancellationException() : cause);
    }
  }
}
