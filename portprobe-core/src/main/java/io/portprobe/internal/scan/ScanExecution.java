package io.portprobe.internal.scan;

import io.portprobe.PortState;
import io.portprobe.Transport;
import io.portprobe.internal.io.LoopsUnavailableException;
import io.portprobe.internal.scan.checkpoint.CheckpointCollector;
import io.portprobe.internal.scan.checkpoint.CheckpointState.TransportState;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.result.CallbackExecutor;
import io.portprobe.internal.scan.result.CompactScanResult;
import io.portprobe.internal.scan.result.DefaultScanSummary;
import io.portprobe.internal.scan.result.ResultCounts;
import io.portprobe.internal.scan.result.ResultDelivery;
import io.portprobe.internal.scan.setup.ScanServices;
import io.portprobe.internal.scan.setup.ScanSettings;
import io.portprobe.internal.scan.setup.ScanSetup;
import io.portprobe.internal.scan.source.HostStreamReader;
import io.portprobe.internal.sweep.Sweeps;
import io.portprobe.internal.util.Futures;
import io.portprobe.internal.util.Randomness;
import io.portprobe.scan.ScanCheckpoint;
import io.portprobe.scan.ScanFailedException;
import io.portprobe.scan.ScanRun;
import io.portprobe.scan.ScanSummary;
import io.portprobe.scan.ScanSummary.Ending;
import io.portprobe.text.Durations;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a scan. It creates the loop scanners, and completes the summary when they are
 * closed and all results are delivered. Thread-safe.
 */
final class ScanExecution implements ScanRun, ResultDelivery.Consumer, ScanServices.WatchedScan {
  /** A scanner that has not stopped by then never will: its event loop is blocked. */
  private static final long STALLED_SECONDS = 2;

  private static final Duration MAX_DEADLINE = Duration.ofDays(36_500);

  /** Receives the results of a scan. Called by one thread at a time. */
  interface Receiver {
    void onResult(CompactScanResult result) throws Exception;

    void onComplete();

    void onFailure(Throwable failure);
  }

  private enum State {
    IDLE,
    /** The scanners are not created yet. */
    STARTING,
    RUNNING,
    /** The scanners close, or are not created any more. */
    STOPPING,
    /** No scanner runs. Results may still be delivered. */
    FINISHED
  }

  private final ScanSettings settings;
  private final ScanServices services;
  private final ScanSetup setup;
  private final CallbackExecutor callbacks;
  private final ResultDelivery delivery;
  private final CompletableFuture<ScanSummary> summary = new CompletableFuture<>();
  private final CompletableFuture<Void> scannersClosed = new CompletableFuture<>();
  private final CompletableFuture<Void> delivered = new CompletableFuture<>();

  /** Null after the last event, so that a subscriber that cancelled can be collected. */
  private volatile @Nullable Receiver receiver;

  private State state = State.IDLE; // guarded by this
  private Ending ending = Ending.COMPLETE; // guarded by this
  private @Nullable Throwable failure; // guarded by this
  private List<TransportScan> transports = List.of(); // guarded by this
  private List<LoopScanner> scanners = List.of(); // guarded by this
  private @Nullable HostStreamReader reader; // guarded by this
  private Instant started = Instant.now(); // guarded by this
  private long startedNanos = System.nanoTime(); // guarded by this
  private long endedNanos = startedNanos; // guarded by this

  ScanExecution(ScanSettings settings, ScanServices services, ScanSetup setup, Receiver receiver) {
    this.settings = settings;
    this.services = services;
    this.setup = setup;
    this.receiver = receiver;
    this.callbacks = new CallbackExecutor(services.callbackExecutor(), services.callbackThreads());
    this.delivery = new ResultDelivery(this, callbacks, setup.socketLimit(), this::resumeScanners);
    var unusedSummary = summary.whenComplete((done, problem) -> cancelIfCancelled());
    var unusedEnd =
        CompletableFuture.allOf(scannersClosed, delivered).thenRun(this::onEverythingDone);
  }

  /** Changes the state. Guarded by this. */
  private void enter(State next) {
    if (next.compareTo(state) <= 0) {
      throw new IllegalStateException("state: " + next + " after " + state);
    }
    state = next;
  }

  // Starting

  /**
   * Starts to probe. Has no effect after the first call.
   *
   * @throws IllegalStateException if the client is closed
   */
  void start() {
    synchronized (this) {
      if (state != State.IDLE) {
        return;
      }
      enter(State.STARTING);
      started = Instant.now();
      startedNanos = System.nanoTime();
    }
    services.register(this::stop, scannersClosed);
    try {
      var unused = Randomness.shared(); // seeded here: reading a seed may block an event loop
    } catch (UncheckedIOException e) { // no file descriptor
      fail(new ScanFailedException("the scan failed: " + e.getMessage(), e));
      return;
    }
    scheduleDeadline();
    if (settings.sockets().hasSource()) {
      startScanners(null);
    } else {
      var unused =
          services
              .sweeps()
              .whenComplete(
                  (sweeps, problem) -> {
                    if (problem == null) {
                      startScanners(sweeps);
                    } else {
                      fail(problem);
                    }
                  });
    }
  }

  private void scheduleDeadline() {
    Duration deadline = settings.limits().deadline();
    if (deadline != null) {
      long nanos = Durations.min(deadline, MAX_DEADLINE).toNanos();
      CompletableFuture<Void> timer = // not of an event loop, which a plug-in may block
          new CompletableFuture<Void>().completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
      var unused = timer.thenRunAsync(() -> end(Ending.DEADLINE), services.callbackThreads());
      var unusedEnd = summary.whenComplete((done, problem) -> timer.cancel(false));
    }
  }

  private void startScanners(@Nullable Sweeps sweeps) {
    List<LoopScanner> created = List.of();
    try {
      synchronized (this) {
        if (state == State.STARTING) {
          createScanners(sweeps);
          created = scanners;
          enter(State.RUNNING);
        }
      }
    } catch (LoopsUnavailableException e) {
      fail(new ScanFailedException("the scan failed: " + e.getMessage(), e));
      return;
    } catch (RuntimeException | Error e) { // the client was closed in the meantime
      fail(e);
      return;
    }
    if (created.isEmpty()) { // the scan was stopped in the meantime
      onScannersClosed();
      return;
    }
    var unused =
        CompletableFuture.allOf(
                created.stream().map(LoopScanner::closed).toArray(CompletableFuture<?>[]::new))
            .thenRun(this::onScannersClosed);
    services.watch(this, created.stream().map(LoopScanner::loop).filter(Objects::nonNull).toList());
    created.forEach(LoopScanner::start);
  }

  /** Guarded by this. */
  private void createScanners(@Nullable Sweeps sweeps) {
    ScanAssembler assembler = new ScanAssembler(settings, services, setup, delivery, this::fail);
    HostStreamReader stream = assembler.reader(this::fail, () -> end(Ending.LIMIT));
    List<TransportScan> created = new ArrayList<>();
    for (Transport transport : settings.targets().ports().keySet()) {
      created.add(assembler.transportScan(transport, sweeps, stream));
    }
    reader = stream;
    transports = List.copyOf(created);
    scanners = created.stream().flatMap(transport -> transport.scanners().stream()).toList();
  }

  private void onScannersClosed() {
    HostStreamReader stream;
    synchronized (this) {
      if (state == State.FINISHED) {
        return;
      }
      enter(State.FINISHED);
      endedNanos = System.nanoTime();
      stream = reader;
    }
    if (stream != null) {
      stream.close();
    }
    scannersClosed.complete(null);
    delivery.complete();
  }

  private synchronized List<LoopScanner> scanners() {
    return scanners;
  }

  private void resumeScanners() {
    scanners().forEach(LoopScanner::resume);
  }

  // Stopping

  @Override
  public void stop() {
    end(Ending.STOPPED);
  }

  private void end(Ending why) {
    List<LoopScanner> running;
    synchronized (this) {
      if (state.compareTo(State.STOPPING) >= 0) {
        return;
      }
      boolean starting = state == State.STARTING;
      ending = why;
      enter(State.STOPPING);
      if (starting) {
        return; // startScanners() continues
      }
      running = scanners;
    }
    if (running.isEmpty()) {
      onScannersClosed();
    }
    running.forEach(LoopScanner::stop);
    var unused =
        scannersClosed
            .copy()
            .completeOnTimeout(null, STALLED_SECONDS, TimeUnit.SECONDS)
            .thenRun(this::onScannersClosed);
  }

  /** Stops the scan without any further event for the receiver. */
  void cancel() {
    receiver = null;
    end(Ending.STOPPED);
    delivery.cancel();
  }

  /** Ends the scan with a failure that is not a result. */
  @Override
  public void fail(Throwable problem) {
    Throwable cause = Futures.unwrap(problem);
    boolean nothingRuns;
    synchronized (this) {
      if (failure == null) {
        failure = cause;
      }
      nothingRuns = scanners.isEmpty();
    }
    end(Ending.STOPPED);
    if (nothingRuns) {
      onScannersClosed();
    }
    delivery.cancel();
  }

  @Override
  public boolean hasEnded() {
    return summary.isDone();
  }

  @Override
  public void onTick() {
    callbacks.runOverdue();
  }

  private void cancelIfCancelled() {
    if (summary.isCancelled()) {
      cancel();
    }
  }

  // Results

  /** Allows calls of the receiver from now on. */
  void startDelivery() {
    delivery.start();
  }

  /** Requests more results. */
  void request(long more) {
    delivery.request(more);
  }

  @Override
  public void onResult(CompactScanResult result) throws Exception {
    Receiver to = receiver;
    if (to != null) {
      to.onResult(result);
    }
  }

  @Override
  public void onFailure(Throwable problem) {
    receiver = null; // a subscriber that throws has cancelled (Reactive Streams, rule 2.13)
    fail(problem);
    onEnd();
  }

  @Override
  public void onEnd() {
    Receiver to = receiver;
    receiver = null;
    Throwable problem = failure();
    if (problem != null) {
      summary.completeExceptionally(problem);
    }
    delivered.complete(null);
    if (to != null && problem != null) {
      to.onFailure(problem);
    } else if (to != null) {
      to.onComplete();
    }
  }

  private synchronized @Nullable Throwable failure() {
    return failure;
  }

  // Summary and checkpoint

  /** Does not wait for the scanners: this thread may be an event loop that has to answer them. */
  private void onEverythingDone() {
    if (failure() != null) {
      return; // the summary has completed with it
    }
    if (isComplete()) {
      summary.complete(summarize(Optional.empty(), List.of()));
      return;
    }
    var unused =
        checkpoint()
            .copy()
            .completeOnTimeout(null, STALLED_SECONDS, TimeUnit.SECONDS) // none of a blocked loop
            .thenCombine(
                AbandonedCalls.find(this::blockedIn, services.callbackThreads()),
                (rest, abandoned) -> summarize(Optional.ofNullable(rest), abandoned))
            .whenComplete(
                (done, problem) -> {
                  if (problem == null) {
                    summary.complete(done);
                  } else {
                    summary.completeExceptionally(problem);
                  }
                });
  }

  /** Returns the calls of plug-ins that the closed scanners have started. */
  private List<String> blockedIn() {
    return scanners().stream()
        .filter(scanner -> scanner.closed().isDone())
        .flatMap(scanner -> scanner.blockedIn().stream())
        .toList();
  }

  private synchronized boolean isComplete() {
    return ending == Ending.COMPLETE;
  }

  private synchronized ScanSummary summarize(
      Optional<ScanCheckpoint> rest, List<String> abandoned) {
    ResultCounts counts = delivery.counts();
    return new DefaultScanSummary(
        ending,
        counts.of(PortState.LISTENING),
        counts.of(PortState.NOT_LISTENING),
        counts.of(PortState.FILTERED),
        counts.of(PortState.LISTENING_OR_FILTERED),
        counts.failed(),
        scanners.stream().mapToLong(LoopScanner::sent).sum(),
        started,
        Duration.ofNanos(endedNanos - startedNanos),
        rest,
        abandoned);
  }

  @Override
  public CompletableFuture<ScanSummary> summary() {
    return summary;
  }

  @Override
  public CompletableFuture<ScanCheckpoint> checkpoint() {
    List<TransportScan> all;
    synchronized (this) {
      all = transports;
    }
    if (all.isEmpty()) {
      return CompletableFuture.completedFuture(setup.checkpoint());
    }
    if (delivery.isConsumerThread()) {
      delivery.markConsumed();
    }
    Map<Transport, TransportState> sources = new EnumMap<>(Transport.class);
    all.forEach(transport -> sources.put(transport.transport(), transport.source().state()));
    return CheckpointCollector.collect(sources, scanners(), this::forEachUnconsumed)
        .thenApply(setup::checkpoint);
  }

  @Override
  public synchronized String toString() {
    return "ScanRun[" + state.name().toLowerCase(Locale.ROOT) + "]";
  }

  private void forEachUnconsumed(ObjIntConsumer<ScanTarget> action) {
    delivery.forEachUnconsumed(result -> action.accept(result.target(), result.position()));
  }
}
