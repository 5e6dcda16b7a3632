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
 * A scan whose runs are registered at its client. The return type of a method distinguishes
 * configuration methods ({@code Scan}) from terminal methods.
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
    return subscriber ->
        results.subscribe(new TrackingSubscriber(Objects.requireNonNull(subscriber), client));
  }

  /** A subscriber whose subscription unregisters the run when it is cancelled. */
  private static final class TrackingSubscriber implements Flow.Subscriber<ScanResult> {
    private final Flow.Subscriber<? super ScanResult> subscriber;
    private final TrackingClient client;
    private volatile Optional<TrackingScanRun> run = Optional.empty();

    TrackingSubscriber(Flow.Subscriber<? super ScanResult> subscriber, TrackingClient client) {
      this.subscriber = subscriber;
      this.client = client;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      if (subscription instanceof ScanRun started) {
        TrackingScanRun.Subscription tracked =
            new TrackingScanRun.Subscription(subscription, started, client);
        run = Optional.of(tracked);
        subscriber.onSubscribe(tracked);
      } else {
        subscriber.onSubscribe(subscription); // of a scan that does not start
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
      run.ifPresent(TrackingScanRun::ending); // the summary may complete later
      subscriber.onComplete();
    }
  }
}
