package io.portprobe.testing.junit;

import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanResult;
import io.portprobe.scan.ScanRun;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A scan whose runs its client hears of. By what a method returns it is told whether that changes
 * the scan or runs it: there are thirty that do the one, and four that do the other.
 */
final class TrackingScan implements InvocationHandler {
  private final Scan scan;
  private final TrackingClient client;

  private TrackingScan(Scan scan, TrackingClient client) {
    this.scan = scan;
    this.client = client;
  }

  static Scan of(Scan scan, TrackingClient client) {
    return (Scan)
        Proxy.newProxyInstance(
            Scan.class.getClassLoader(),
            new Class<?>[] {Scan.class},
            new TrackingScan(scan, client));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("results")) {
      return tracked(scan.results());
    }
    Object result;
    try {
      result = method.invoke(scan, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (result instanceof Scan changed) {
      return of(changed, client);
    }
    if (result instanceof CompletableFuture<?> ended) {
      return client.track("a scan", ended);
    }
    return result instanceof ScanRun run ? new TrackingScanRun(run, client) : result;
  }

  private Flow.Publisher<ScanResult> tracked(Flow.Publisher<ScanResult> results) {
    return subscriber -> results.subscribe(new Tracked(Objects.requireNonNull(subscriber), client));
  }

  /** Hands its subscriber a subscription that tells when it is cancelled. */
  private static final class Tracked implements Flow.Subscriber<ScanResult> {
    private final Flow.Subscriber<? super ScanResult> subscriber;
    private final TrackingClient client;
    private volatile Optional<TrackingScanRun> run = Optional.empty();

    Tracked(Flow.Subscriber<? super ScanResult> subscriber, TrackingClient client) {
      this.subscriber = subscriber;
      this.client = client;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      if (subscription instanceof ScanRun begun) {
        TrackingScanRun.Subscription tracked =
            new TrackingScanRun.Subscription(subscription, begun, client);
        run = Optional.of(tracked);
        subscriber.onSubscribe(tracked);
      } else {
        subscriber.onSubscribe(subscription); // of a scan that does not begin
      }
    }

    @Override
    public void onNext(ScanResult result) {
      subscriber.onNext(result);
    }

    @Override
    public void onError(Throwable failure) {
      run.ifPresent(TrackingScanRun::ending);
      subscriber.onError(failure);
    }

    @Override
    public void onComplete() {
      run.ifPresent(TrackingScanRun::ending); // the summary may be told later
      subscriber.onComplete();
    }
  }
}
