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

/** The two kinds of receivers of results: a consumer, and a Reactive Streams subscriber. */
final class ResultSubscribers {
  private ResultSubscribers() {}

  /** Returns the receiver that calls a consumer. The end of the scan is seen in its summary. */
  static ScanExecution.Receiver receiver(Consumer<? super ScanResult> consumer) {
    return new ScanExecution.Receiver() {
      @Override
      public void onResult(CompactScanResult result) {
        consumer.accept(result);
      }

      @Override
      public void onComplete() {}

      @Override
      public void onFailure(Throwable failure) {}
    };
  }

  /** Subscribes to a scan that starts with the first request. */
  static void subscribe(
      Flow.Subscriber<? super ScanResult> subscriber,
      Function<ScanExecution.Receiver, ScanExecution> executions) {
    ScanExecution execution;
    try {
      execution = executions.apply(receiver(subscriber));
    } catch (RuntimeException e) {
      subscriber.onSubscribe(new NoSubscription());
      subscriber.onError(e);
      return;
    }
    subscriber.onSubscribe(new Subscription(execution));
    execution.startDelivery();
  }

  private static ScanExecution.Receiver receiver(Flow.Subscriber<? super ScanResult> subscriber) {
    return new ScanExecution.Receiver() {
      @Override
      public void onResult(CompactScanResult result) {
        subscriber.onNext(result);
      }

      @Override
      public void onComplete() {
        subscriber.onComplete();
      }

      @Override
      public void onFailure(Throwable failure) {
        subscriber.onError(failure);
      }
    };
  }

  /** The subscription of a subscriber that receives only an error. */
  private static final class NoSubscription implements Flow.Subscription {
    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
  }

  private static final class Subscription implements Flow.Subscription, ScanRun {
    private final ScanExecution execution;

    Subscription(ScanExecution execution) {
      this.execution = execution;
    }

    @Override
    public void request(long count) {
      if (count <= 0) { // rule 3.9
        execution.fail(
            new IllegalArgumentException("request: " + count + " (expected: at least 1)"));
        return;
      }
      try {
        execution.start();
      } catch (RuntimeException e) { // the client is closed
        execution.fail(e);
        return;
      }
      execution.request(count);
    }

    @Override
    public void cancel() {
      execution.cancel();
    }

    @Override
    public String toString() {
      return execution.toString();
    }

    @Override
    public CompletableFuture<ScanSummary> summary() {
      return execution.summary();
    }

    @Override
    public void stop() {
      execution.stop();
    }

    @Override
    public CompletableFuture<ScanCheckpoint> checkpoint() {
      return execution.checkpoint();
    }
  }
}
