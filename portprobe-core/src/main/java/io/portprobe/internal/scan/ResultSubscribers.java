package io.portprobe.internal.scan;

import io.portprobe.internal.scan.result.CompactScanResult;
import io.portprobe.scan.ScanCheckpoint;
import io.portprobe.scan.ScanResult;
import io.portprobe.scan.ScanRun;
import io.portprobe.scan.ScanSummary;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;

/** The two ways in which results reach a caller. */
final class ResultSubscribers {
  private ResultSubscribers() {}

  /** To a consumer, who sees the end by the summary. */
  static ScanExecution.Outlet to(Consumer<? super ScanResult> consumer) {
    return new ScanExecution.Outlet() {
      @Override
      public void result(CompactScanResult row) {
        consumer.accept(row);
      }

      @Override
      public void complete() {}

      @Override
      public void fail(Throwable failure) {}
    };
  }

  /** To a subscriber, by the rules of Reactive Streams. */
  static void subscribe(
      Flow.Subscriber<? super ScanResult> subscriber,
      Function<ScanExecution.Outlet, ScanExecution> maker) {
    ScanExecution run;
    try {
      run = maker.apply(to(subscriber));
    } catch (RuntimeException e) {
      subscriber.onSubscribe(new Nothing());
      subscriber.onError(e);
      return;
    }
    subscriber.onSubscribe(new Subscription(run));
    run.open();
  }

  private static ScanExecution.Outlet to(Flow.Subscriber<? super ScanResult> subscriber) {
    return new ScanExecution.Outlet() {
      @Override
      public void result(CompactScanResult row) {
        subscriber.onNext(row);
      }

      @Override
      public void complete() {
        subscriber.onComplete();
      }

      @Override
      public void fail(Throwable failure) {
        subscriber.onError(failure);
      }
    };
  }

  /** Of a subscriber that gets an error and nothing else. */
  private static final class Nothing implements Flow.Subscription {
    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
  }

  private static final class Subscription implements Flow.Subscription, ScanRun {
    private final ScanExecution run;

    Subscription(ScanExecution run) {
      this.run = run;
    }

    @Override
    public void request(long count) {
      if (count <= 0) { // rule 3.9
        run.fail(new IllegalArgumentException("request: " + count + " (expected: at least 1)"));
        return;
      }
      try {
        run.begin();
      } catch (RuntimeException e) { // the client is closed
        run.fail(e);
        return;
      }
      run.want(count);
    }

    @Override
    public void cancel() {
      run.cancel();
    }

    @Override
    public CompletableFuture<ScanSummary> summary() {
      return run.summary();
    }

    @Override
    public void stop() {
      run.stop();
    }

    @Override
    public CompletableFuture<ScanCheckpoint> checkpoint() {
      return run.checkpoint();
    }
  }
}
