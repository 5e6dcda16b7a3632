package io.portprobe.examples.distributed;

import io.portprobe.ProbeClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * A reader that scans one slice after the other. Never blocks the task thread, except to take a
 * checkpoint. Confined to the task thread, except where stated.
 */
final class SliceReader implements SourceReader<ProbeRecord, ScanSlice> {
  private final SourceReaderContext context;
  private final ScanSpec spec;
  private final ExecutorService delivery;
  private final ProbeClient client;
  private final Deque<ScanSlice> waiting = new ArrayDeque<>();
  private @Nullable SliceRun run;
  private boolean noMoreSplits;
  private int share; // probes a second
  private final Object lock = new Object();
  private CompletableFuture<Void> available = new CompletableFuture<>(); // guarded by lock

  SliceReader(SourceReaderContext context, ScanSpec spec) {
    this.context = context;
    this.spec = spec;
    this.share = spec.share(context.currentParallelism()); // until the first slice
    this.delivery =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "portprobe-slice-" + context.getIndexOfSubtask());
              thread.setDaemon(true);
              return thread;
            });
    this.client =
        ProbeClient.builder()
            .protocolsFrom(context.getUserCodeClassLoader().asClassLoader())
            .callbackExecutor(delivery)
            .build();
  }

  @Override
  public void start() {
    if (waiting.isEmpty()) {
      requestSlice();
    }
  }

  private void requestSlice() {
    String label = context.getConfiguration().getString(VantagePoint.LABEL, "");
    context.sendSourceEventToCoordinator(new SliceRequest(label));
  }

  @Override
  public InputStatus pollNext(ReaderOutput<ProbeRecord> output) throws Exception {
    if (run == null && !startNext()) {
      return noMoreSplits ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }
    SliceRun current = run;
    if (current == null) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    ProbeRecord row = current.poll();
    if (row != null) {
      output.collect(row, row.seenAtMillis());
      return InputStatus.MORE_AVAILABLE;
    }
    if (!current.isDone()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    run = null;
    if (waiting.isEmpty() && !noMoreSplits) {
      requestSlice();
    }
    return InputStatus.MORE_AVAILABLE;
  }

  private boolean startNext() throws Exception {
    ScanSlice next = waiting.pollFirst();
    if (next == null) {
      return false;
    }
    SliceRun started = new SliceRun(next, delivery, this::notifyAvailable);
    run = started;
    started.start(spec.scan(client, next, share));
    return true;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    synchronized (lock) {
      if (available.isDone()) {
        available = new CompletableFuture<>();
      }
      if (isReady()) {
        available.complete(null);
      }
      return available;
    }
  }

  private boolean isReady() {
    return run == null ? noMoreSplits || !waiting.isEmpty() : run.isReady();
  }

  /** May be called on any thread. */
  private void notifyAvailable() {
    CompletableFuture<Void> notified;
    synchronized (lock) {
      notified = available;
    }
    notified.complete(null);
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (!(event instanceof RateShare newShare)) {
      throw new IllegalArgumentException("event: " + event + " (expected: a RateShare)");
    }
    share = newShare.perSecond();
  }

  /** Returns the limit of probes a second of the next slice; 0 for no limit. */
  int share() {
    return share;
  }

  @Override
  public void addSplits(List<ScanSlice> slices) {
    waiting.addAll(slices);
    notifyAvailable();
  }

  @Override
  public void notifyNoMoreSplits() {
    noMoreSplits = true;
    notifyAvailable();
  }

  @Override
  public List<ScanSlice> snapshotState(long checkpointId) {
    List<ScanSlice> slices = new ArrayList<>();
    if (run != null) {
      slices.add(progress(run));
    }
    slices.addAll(waiting);
    return slices;
  }

  private static ScanSlice progress(SliceRun running) {
    try {
      return running.progress();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("checkpoint interrupted", e);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (run != null) {
      run.cancel();
    }
    client.close();
    delivery.shutdownNow();
  }
}
