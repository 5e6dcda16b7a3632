package io.portprobe.testing.junit;

import io.portprobe.scan.ScanCheckpoint;
import io.portprobe.scan.ScanRun;
import io.portprobe.scan.ScanSummary;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** A run of a scan that its client hears of. Once it is told to stop, nobody need wait for it. */
class TrackingScanRun implements ScanRun {
  private final ScanRun run;
  private final Runnable letGo;

  TrackingScanRun(ScanRun run, TrackingClient client) {
    this.run = run;
    this.letGo = client.track("a scan", run.summary(), run::stop);
  }

  /** It is being stopped, or has told its subscriber of its end. */
  final void ending() {
    letGo.run();
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

  /** What a subscriber gets. */
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
