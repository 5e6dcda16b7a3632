package io.portprobe.examples.portqry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Parallel execution of many probes that delivers the results in order. A result is delivered as
 * soon as all earlier ones are complete. At most {@code window} probes are in flight, and at most
 * {@link #AHEAD} times as many results wait for delivery.
 *
 * <p>Used by one thread.
 */
final class ProbePipeline {
  private static final int AHEAD = 8;
  private static final long PROGRESS_MILLIS = 200;

  /** Receives the results. */
  interface Sink {
    /**
     * Receives the next result in order.
     *
     * @return false to stop
     */
    boolean accept(PortResult result);

    /** Called repeatedly while the next result is not complete. */
    void waiting(int delivered);
  }

  private final Iterator<PlannedProbe> probes;
  private final Function<PlannedProbe, CompletableFuture<PortResult>> sender;
  private final int window;
  private final Deque<CompletableFuture<PortResult>> pending = new ArrayDeque<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Semaphore completions = new Semaphore(0);
  private int delivered;

  /**
   * Creates a pipeline.
   *
   * @param probes the probes, in order
   * @param sender starts a probe; its future never fails
   * @param window the maximum number of probes in flight, at least 1
   */
  ProbePipeline(
      Iterable<PlannedProbe> probes,
      Function<PlannedProbe, CompletableFuture<PortResult>> sender,
      int window) {
    this.probes = probes.iterator();
    this.sender = sender;
    this.window = window;
  }

  /** Starts the first probes and returns at once. */
  void start() {
    while (probes.hasNext() && inFlight.get() < window && pending.size() < AHEAD * window) {
      inFlight.incrementAndGet();
      CompletableFuture<PortResult> result = sender.apply(probes.next());
      pending.add(result);
      // The stage of this call completes after the permit is released: do not wait for the stage.
      var unused = result.whenComplete(this::completed);
    }
  }

  private void completed(PortResult result, Throwable failure) {
    inFlight.decrementAndGet();
    completions.release();
  }

  /**
   * Runs the remaining probes and delivers every result.
   *
   * @throws InterruptedException if the thread is interrupted; probes in flight continue
   */
  void finish(Sink sink) throws InterruptedException {
    start();
    while (!pending.isEmpty()) {
      if (pending.element().isDone()) {
        delivered++;
        if (!sink.accept(pending.remove().join())) {
          return;
        }
      } else {
        sink.waiting(delivered);
        if (completions.tryAcquire(PROGRESS_MILLIS, TimeUnit.MILLISECONDS)) {
          completions.drainPermits();
        }
      }
      start();
    }
  }
}
