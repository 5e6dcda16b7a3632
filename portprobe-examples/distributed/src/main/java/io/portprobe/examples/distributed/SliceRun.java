package io.portprobe.examples.distributed;

import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanCheckpoint;
import io.portprobe.scan.ScanResult;
import io.portprobe.scan.ScanRun;
import io.portprobe.scan.ScanSummary;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A running slice: a scan that fills a bounded queue. The task thread of Flink takes the rows. The
 * scan has the requests of one queue, so a full queue, which is back-pressure of Flink, stops the
 * probes within a window.
 *
 * <p>The scan delivers its results on an executor with one thread. A task on that executor sees no
 * result between the scan and the queue: each result is either in the queue, passed on by Flink, or
 * not probed according to the checkpoint of the scan.
 */
final class SliceRun implements Flow.Subscriber<ScanResult> {
  /** The number of rows in the queue, including those that were requested. */
  static final int CAPACITY = 1_024;

  private static final int REQUEST = CAPACITY / 4;

  /** Less than the time after which a scan no longer waits for its callback executor. */
  private static final long CHECKPOINT_SECONDS = 4;

  private final ScanSlice slice;
  private final Executor delivery;
  private final Runnable onChange;
  private final Deque<ProbeRecord> queue; // guarded by this
  private @Nullable ScanSummary summary; // guarded by this
  private @Nullable Throwable failure; // guarded by this
  private Flow.@Nullable Subscription subscription; // by the task thread
  private int taken; // by the task thread

  /**
   * Creates a run that is not started.
   *
   * @param delivery has one thread, and is the callback executor of the client
   * @param onChange runs on any thread when the queue has a row, or the run has ended
   */
  SliceRun(ScanSlice slice, Executor delivery, Runnable onChange) {
    this.slice = slice;
    this.delivery = delivery;
    this.onChange = onChange;
    this.queue = new ArrayDeque<>(slice.pending());
  }

  /** Starts the scan. Called once, on the task thread. */
  void start(Scan scan) throws IOException {
    scan.results().subscribe(this);
    Flow.Subscription started = subscription;
    if (!(started instanceof ScanRun run)) {
      throw ended();
    }
    var unused = run.summary().whenCompleteAsync((done, problem) -> onEnd(done, problem), delivery);
    int free = CAPACITY - slice.pending().size();
    if (free > 0) {
      started.request(free);
    }
  }

  // On the task thread

  /** Takes the next row; null if there is none now. */
  @Nullable ProbeRecord poll() {
    ProbeRecord row;
    synchronized (this) {
      row = queue.pollFirst();
    }
    if (row != null && ++taken == REQUEST) {
      Objects.requireNonNull(subscription).request(taken);
      taken = 0;
    }
    return row;
  }

  /** Returns whether {@link #poll} returns a row, or the run has ended. */
  synchronized boolean isReady() {
    return !queue.isEmpty() || summary != null || failure != null;
  }

  /**
   * Returns whether all rows of the slice were taken.
   *
   * @throws IOException if the scan failed, or ended before all its ports were probed
   */
  synchronized boolean isDone() throws IOException {
    if (failure != null || (summary != null && !summary.isComplete())) {
      throw ended();
    }
    return summary != null && queue.isEmpty();
  }

  private synchronized IOException ended() {
    String why = summary == null ? "failed" : "ended early: " + summary.ending();
    return new IOException("scan of " + slice + " " + why, failure);
  }

  /**
   * Returns the slice with its progress. The rows that were taken count as passed on.
   *
   * @throws IOException if the scan does not return a checkpoint in time
   */
  ScanSlice progress() throws IOException, InterruptedException {
    CompletableFuture<ScanSlice> progress = new CompletableFuture<>();
    delivery.execute(
        () -> {
          try {
            progress.complete(progressBetweenResults());
          } catch (Exception e) {
            progress.completeExceptionally(e);
          }
        });
    try {
      return progress.get(2 * CHECKPOINT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("checkpoint of " + slice + " failed: " + e.getMessage(), e);
    }
  }

  /** Runs on the delivering thread, so that no result is being delivered. */
  private ScanSlice progressBetweenResults() throws Exception {
    ScanRun run = (ScanRun) Objects.requireNonNull(subscription);
    ScanCheckpoint checkpoint = run.checkpoint().get(CHECKPOINT_SECONDS, TimeUnit.SECONDS);
    synchronized (this) {
      return slice.at(checkpoint.toString(), List.copyOf(queue));
    }
  }

  /** Stops the scan without further rows. */
  void cancel() {
    if (subscription != null) {
      subscription.cancel();
    }
  }

  // On the delivering thread

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
  }

  @Override
  public void onNext(ScanResult result) {
    ProbeRecord row = ProbeRecord.of(result, slice);
    boolean first;
    synchronized (this) {
      first = queue.isEmpty();
      queue.addLast(row);
    }
    if (first) {
      onChange.run();
    }
  }

  @Override
  public void onError(Throwable problem) {
    onEnd(null, problem);
  }

  @Override
  public void onComplete() {} // the summary completes, too

  private void onEnd(@Nullable ScanSummary done, @Nullable Throwable problem) {
    synchronized (this) {
      summary = done;
      if (failure == null) {
        failure = problem;
      }
    }
    onChange.run();
  }
}
