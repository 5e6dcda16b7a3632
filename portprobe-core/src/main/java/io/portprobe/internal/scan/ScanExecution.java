package io.portprobe.internal.scan;

import io.portprobe.PortState;
import io.portprobe.Transport;
import io.portprobe.internal.io.CallbackThreads;
import io.portprobe.internal.scan.result.CompactScanResult;
import io.portprobe.internal.scan.result.ResultCounts;
import io.portprobe.internal.scan.result.ResultDelivery;
import io.portprobe.internal.scan.source.HostStreamReader;
import io.portprobe.internal.sweep.Sweeps;
import io.portprobe.scan.ScanCheckpoint;
import io.portprobe.scan.ScanRun;
import io.portprobe.scan.ScanSummary;
import io.portprobe.scan.ScanSummary.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of a scan: makes the shards, and ends once when they have. */
final class ScanExecution implements ScanRun, ResultDelivery.Consumer {
  /** Who gets the results; told one thing at a time. */
  interface Outlet {
    void result(CompactScanResult row) throws Exception;

    void complete();

    void fail(Throwable failure);
  }

  private final ScanSettings settings;
  private final ScanServices surroundings;
  private final ScanSetup blueprint;

  /** Let go of when nothing more is to be said: a subscriber that cancelled is to be free. */
  private volatile @Nullable Outlet outlet;

  private final ResultDelivery delivery;
  private final CompletableFuture<ScanSummary> summary = new CompletableFuture<>();
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private final List<TransportScan> courses = new ArrayList<>(); // guarded by this
  private final List<LoopScanner> shards = new ArrayList<>(); // guarded by this
  private @Nullable HostStreamReader reader; // guarded by this
  private Instant started = Instant.now();
  private long startedNanos = System.nanoTime();
  private long endedNanos = startedNanos;
  private @Nullable Ending ending; // guarded by this; null while nobody ended it
  private @Nullable Throwable failure; // guarded by this
  private boolean begun; // guarded by this
  private boolean silenced; // guarded by this: the subscriber wants to hear nothing more
  private boolean shardsDone; // guarded by this
  private boolean deliveryDone; // guarded by this
  private int working; // guarded by this

  ScanExecution(
      ScanSettings settings, ScanServices surroundings, ScanSetup blueprint, Outlet outlet) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.blueprint = blueprint;
    this.outlet = outlet;
    Executor callbacks = surroundings.callbacks();
    this.delivery =
        new ResultDelivery(
            this,
            callbacks == null ? CallbackThreads.pool() : callbacks,
            blueprint.window(),
            this::wakeShards);
    var unused = summary.whenComplete((done, problem) -> cancelIfCancelled());
  }

  /**
   * Begins.
   *
   * @throws IllegalStateException if the client is closed
   */
  void begin() {
    synchronized (this) {
      if (begun || ending != null) {
        return;
      }
      begun = true;
      started = Instant.now();
      startedNanos = System.nanoTime();
    }
    surroundings.began(this, this::stop, gone);
    Duration deadline = settings.deadline;
    if (deadline != null) {
      var timer =
          surroundings
              .channelLoop()
              .schedule(() -> end(Ending.DEADLINE), clamp(deadline), TimeUnit.NANOSECONDS);
      var unused = summary.whenComplete((done, problem) -> timer.cancel(false));
    }
    if (settings.usesChannels()) {
      build(null);
    } else {
      var unused =
          surroundings
              .sweeps()
              .whenComplete(
                  (sweeps, problem) -> {
                    if (problem == null) {
                      build(sweeps);
                    } else {
                      fail(problem);
                    }
                  });
    }
  }

  private static long clamp(Duration duration) {
    return duration.compareTo(Duration.ofDays(36_500)) > 0
        ? Duration.ofDays(36_500).toNanos()
        : duration.toNanos();
  }

  private void build(@Nullable Sweeps sweeps) {
    List<Runnable> starts = new ArrayList<>();
    try {
      synchronized (this) {
        if (ending == null && failure == null) {
          ScanAssembler builder =
              new ScanAssembler(settings, surroundings, blueprint, delivery, this::shardDone);
          reader = builder.reader(this::fail, () -> end(Ending.LIMIT));
          for (Transport transport : settings.ports.keySet()) {
            courses.add(builder.course(transport, sweeps, reader));
          }
          courses.forEach(course -> shards.addAll(course.shards()));
          courses.forEach(course -> starts.addAll(course.starts()));
          working = shards.size();
        }
      }
    } catch (RuntimeException | Error e) { // the client was closed in between
      fail(e);
      return;
    }
    starts.forEach(Runnable::run);
    if (starts.isEmpty()) {
      allDone();
    }
  }

  private void shardDone() {
    boolean last;
    synchronized (this) {
      last = --working == 0;
    }
    if (last) {
      allDone();
    }
  }

  private void allDone() {
    HostStreamReader reading;
    synchronized (this) {
      if (shardsDone) {
        return;
      }
      shardsDone = true;
      endedNanos = System.nanoTime();
      if (ending == null) {
        ending = Ending.COMPLETE;
      }
      reading = reader;
    }
    if (reading != null) {
      reading.close();
    }
    gone.complete(null);
    delivery.end();
    completeIfDone();
  }

  private synchronized List<LoopScanner> shards() {
    return List.copyOf(shards);
  }

  private void wakeShards() {
    shards().forEach(LoopScanner::wake);
  }

  // Ending it

  @Override
  public void stop() {
    end(Ending.STOPPED);
  }

  private void end(Ending why) {
    List<LoopScanner> working;
    synchronized (this) {
      if (ending != null) {
        return;
      }
      ending = why;
      working = List.copyOf(shards);
      if (working.isEmpty() && begun) {
        return; // those who build them will see it
      }
    }
    if (working.isEmpty()) {
      allDone();
    }
    working.forEach(LoopScanner::stop);
  }

  /** Nothing more is to be said to the subscriber. */
  void cancel() {
    synchronized (this) {
      silenced = true;
    }
    outlet = null;
    end(Ending.STOPPED);
    delivery.cancel();
  }

  /** Ends with a failure that is not the network's. */
  void fail(Throwable problem) {
    Throwable cause =
        problem instanceof CompletionException && problem.getCause() != null
            ? problem.getCause()
            : problem;
    boolean nothingRuns;
    synchronized (this) {
      if (failure == null) {
        failure = cause;
      }
      nothingRuns = shards.isEmpty();
    }
    end(Ending.STOPPED);
    if (nothingRuns) {
      allDone();
    }
    delivery.cancel();
  }

  private void cancelIfCancelled() {
    if (summary.isCancelled()) {
      cancel();
    }
  }

  /** The subscriber has its subscription, and may be called. */
  void open() {
    delivery.open();
  }

  void want(long more) {
    delivery.want(more);
  }

  // What the delivery says

  @Override
  public void result(CompactScanResult row) throws Exception {
    Outlet to = outlet;
    if (to != null) {
      to.result(row);
    }
  }

  @Override
  public void threw(Throwable problem) {
    synchronized (this) {
      silenced = true; // a subscriber that throws has cancelled (rule 2.13)
    }
    fail(problem);
    ended();
  }

  @Override
  public void ended() {
    Throwable problem;
    Outlet to;
    synchronized (this) {
      deliveryDone = true;
      problem = failure;
      to = silenced ? null : outlet;
      outlet = null;
    }
    if (problem != null) {
      summary.completeExceptionally(problem);
    }
    completeIfDone();
    if (to != null && problem != null) {
      to.fail(problem);
    } else if (to != null) {
      to.complete();
    }
  }

  /** Not by waiting for where the shards stand: this may be the loop that has to tell. */
  private void completeIfDone() {
    synchronized (this) {
      if (!shardsDone || !deliveryDone || failure != null) {
        return;
      }
    }
    Ending why = Objects.requireNonNull(ending());
    if (why == Ending.COMPLETE) {
      summary.complete(summarise(why, Optional.empty()));
      return;
    }
    var unused =
        checkpoint()
            .thenApplyAsync(rest -> summarise(why, Optional.of(rest)), CallbackThreads.pool())
            .whenComplete(
                (ended, problem) -> {
                  if (problem == null) {
                    summary.complete(ended);
                  } else {
                    summary.completeExceptionally(problem);
                  }
                });
  }

  private ScanSummary summarise(Ending why, Optional<ScanCheckpoint> rest) {
    ResultCounts tally = delivery.tally();
    return new ScanSummary(
        why,
        tally.of(PortState.LISTENING),
        tally.of(PortState.NOT_LISTENING),
        tally.of(PortState.FILTERED),
        tally.of(PortState.LISTENING_OR_FILTERED),
        tally.failed(),
        shards().stream().mapToLong(LoopScanner::asked).sum(),
        started,
        Duration.ofNanos(endedNanos - startedNanos),
        rest);
  }

  private synchronized @Nullable Ending ending() {
    return ending;
  }

  @Override
  public CompletableFuture<ScanSummary> summary() {
    return summary;
  }

  @Override
  public CompletableFuture<ScanCheckpoint> checkpoint() {
    List<TransportScan> all;
    synchronized (this) {
      all = List.copyOf(courses);
    }
    if (all.isEmpty()) {
      return CompletableFuture.completedFuture(blueprint.checkpoint());
    }
    return TransportScan.standing(all, blueprint, delivery);
  }
}
