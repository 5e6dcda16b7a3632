package io.portprobe.internal.client;

import io.netty.channel.EventLoop;
import io.portprobe.internal.io.ClientEventLoops;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The probes, name resolutions and scans that a client runs. When the client is closed, it ends
 * them, waits until their sockets are closed, and closes the layers below them. Thread-safe.
 */
final class RunningWork {
  private static final long STALLED_SECONDS = 2;
  private static final long SAMPLE_MILLIS = 50;

  private final ClientEventLoops loops;
  private final UnaryOperator<CompletableFuture<Void>> closeLayers;
  private final Set<ProbeFlight<?>> flights = ConcurrentHashMap.newKeySet();
  private final Set<HostResolution> resolutions = ConcurrentHashMap.newKeySet();
  private final Map<Runnable, CompletableFuture<Void>> runs = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private boolean closing; // guarded by this
  private volatile @Nullable Thread closingThread; // while it runs callbacks of the caller

  /**
   * Creates a set of work without any.
   *
   * @param closeLayers closes what the work uses after the given future, and returns the end of it
   */
  RunningWork(ClientEventLoops loops, UnaryOperator<CompletableFuture<Void>> closeLayers) {
    this.loops = loops;
    this.closeLayers = closeLayers;
  }

  /** Adds a probe until {@link #remove}; returns false if the client is closed. */
  synchronized boolean add(ProbeFlight<?> flight) {
    return !closing && flights.add(flight);
  }

  /** Removes a probe whose sockets are closed. */
  void remove(ProbeFlight<?> flight) {
    flights.remove(flight);
  }

  /** Adds a name resolution until its end; returns false if the client is closed. */
  boolean add(HostResolution resolution) {
    synchronized (this) {
      if (closing) {
        return false;
      }
      resolutions.add(resolution);
    }
    var unused =
        resolution.future().whenComplete((addresses, failure) -> resolutions.remove(resolution));
    return true;
  }

  /**
   * Adds a running scan until its end; returns false if the client is closed.
   *
   * @param stop stops the scan
   * @param stopped completes when its sockets are closed
   */
  boolean add(Runnable stop, CompletableFuture<Void> stopped) {
    synchronized (this) {
      if (closing) {
        return false;
      }
      runs.put(stop, stopped);
    }
    var unused = stopped.thenRun(() -> runs.remove(stop));
    return true;
  }

  synchronized boolean isClosing() {
    return closing;
  }

  /** Fails the probes of an event loop that has died. */
  void onLoopDeath(EventLoop loop, Throwable error) {
    flights.forEach(flight -> flight.onLoopDeath(loop, error));
  }

  /** Returns what plug-ins have not returned from, in the probes that have these futures. */
  List<String> blockedIn(Collection<? extends CompletableFuture<?>> probes) {
    IdentityHashMap<CompletableFuture<?>, Boolean> wanted = new IdentityHashMap<>();
    probes.forEach(probe -> wanted.put(probe, true));
    return flights.stream()
        .filter(flight -> wanted.containsKey(flight.future()))
        .flatMap(flight -> flight.blockedIn().stream())
        .toList();
  }

  /** Ends all work. The future completes when the layers are closed. */
  CompletableFuture<Void> closeAsync() {
    synchronized (this) {
      if (closing) {
        return new CloseFuture();
      }
      closing = true;
    }
    closingThread = Thread.currentThread();
    closeInOrder();
    // Both run code of the caller.
    for (ProbeFlight<?> flight : flights) {
      flight.onClientClosed();
    }
    for (HostResolution resolution : resolutions) {
      resolution.close();
    }
    for (Runnable stop : runs.keySet()) {
      stop.run();
    }
    closingThread = null;
    return new CloseFuture();
  }

  private void closeInOrder() {
    CompletableFuture<Void> allEnded = new CompletableFuture<>();
    if (flights.isEmpty() && runs.isEmpty()) {
      allEnded.complete(null);
    } else {
      awaitEnds(allEnded);
    }
    var unused = closeLayers.apply(allEnded).whenComplete((none, failure) -> closed.complete(null));
  }

  /** Completes a future when the flights and runs have ended, or have stalled for too long. */
  private void awaitEnds(CompletableFuture<Void> allEnded) {
    CompletableFuture<?>[] flightsEnded =
        flights.stream()
            .map(
                flight ->
                    flight
                        .socketsClosed()
                        .completeOnTimeout(null, STALLED_SECONDS, TimeUnit.SECONDS))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture<?>[] runsStopped =
        runs.values().stream()
            .map(
                stopped ->
                    stopped.copy().completeOnTimeout(null, 2 * STALLED_SECONDS, TimeUnit.SECONDS))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture<Void> sockets = CompletableFuture.allOf(flightsEnded);
    abandonBlockedLater(sockets, Set.of());
    var unused =
        CompletableFuture.allOf(sockets, CompletableFuture.allOf(runsStopped))
            .whenComplete((none, failure) -> allEnded.complete(null));
  }

  private void abandonBlockedLater(CompletableFuture<Void> ended, Set<EventLoop> suspects) {
    if (!ended.isDone()) {
      CompletableFuture.delayedExecutor(
              SAMPLE_MILLIS, TimeUnit.MILLISECONDS, loops.threads().callbacks())
          .execute(() -> abandonBlocked(ended, suspects));
    }
  }

  /**
   * Does not wait any more for flights whose event loop a plug-in blocks.
   *
   * @param ended completes when none is left to wait for
   * @param suspects the event loops that were in a call of a plug-in shortly before
   */
  private void abandonBlocked(CompletableFuture<Void> ended, Set<EventLoop> suspects) {
    Set<EventLoop> inPlugIn =
        flights.stream()
            .filter(flight -> flight.plugInCall().isPresent())
            .map(ProbeFlight::loop)
            .collect(Collectors.toSet());
    for (ProbeFlight<?> flight : flights) {
      if (inPlugIn.contains(flight.loop()) && suspects.contains(flight.loop())) {
        flight.onSocketsClosed(); // its socket is closed when the plug-in returns
      }
    }
    abandonBlockedLater(ended, inPlugIn);
  }

  /** Ends all work, and waits until the layers are closed unless that would keep them open. */
  void close() {
    closeAsync().join();
    if (!mayNotWait()) {
      loops.threads().awaitCloser();
    }
  }

  /** Returns whether waiting for the client to close would keep it from closing. */
  private boolean mayNotWait() {
    return loops.threads().isCurrent() || Thread.currentThread() == closingThread;
  }

  /**
   * The future of {@link #closeAsync}. A thread of the client does not wait for it: the client
   * closes when that thread has returned.
   */
  private final class CloseFuture extends CompletableFuture<Void> {
    CloseFuture() {
      var unused = closed.whenComplete((none, failure) -> complete(null));
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new CompletableFuture<>();
    }

    @Override
    public Void get() throws InterruptedException, ExecutionException {
      return mayNotWait() ? getNow(null) : super.get();
    }

    @Override
    public Void get(long timeout, TimeUnit unit)
        throws InterruptedException, ExecutionException, TimeoutException {
      return mayNotWait() ? getNow(null) : super.get(timeout, unit);
    }

    @Override
    public Void join() {
      return mayNotWait() ? getNow(null) : super.join();
    }
  }
}
