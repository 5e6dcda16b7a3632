package io.portprobe.testing.junit;

import io.portprobe.scan.ScanCheckpoint;
import io.portprobe.scan.ScanRun;
import io.portprobe.scan.ScanSummary;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * A scan run that is registered at its client while it is in flight. It counts as ended as soon as
 * it is stopped.
 */
class TrackingScanRun implements ScanRun {
  private final ScanRun run;
  private final Runnable unregister;

  TrackingScanRun(ScanRun run, TrackingClient client) {
    this.run = run;
    this.unregister = client.track("a scan", run.summary(), run::stop);
  }

  /** Unregisters the run, because it is being stopped or its subscriber has been notified. */
  final void ending() {
    unregister.run();
  }

  @Override
  public CompletableFuture<ScanSummary> summary() {
    return run.summary();
  }

  @Override
  public void stop() {
    ending();
    run.stop();
  }

  @Override
  public CompletableFuture<ScanCheckpoint> checkpoint() {
    return run.checkpoint();
  }

  @Override
  public String toString() {
    return run.toString();
  }

  /** The subscription of a run. */
  static final class Subscription extends TrackingScanRun implements Flow.Subscription {
    private final Flow.Subscription subscription;

    Subscription(Flow.Subscription subscription, ScanRun run, TrackingClient client) {
      super(run, client);
      this.subscription = subscription;
    }

    @Override
    public void request(long count) {
      subscription.request(count);
    }

    @Override
    public void cancel() {
      ending();
      subscription.cancel();
    }
  }
}
