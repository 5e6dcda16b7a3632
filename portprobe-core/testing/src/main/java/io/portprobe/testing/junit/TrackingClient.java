package io.portprobe.testing.junit;

import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.scan.Scan;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A view of a shared client that knows which of its own probes and scans are in flight. */
final class TrackingClient implements ProbeClient {
  private final ProbeClient shared;
  private final Set<Begun> inFlight = new LinkedHashSet<>();

  /** A probe or a scan; each is itself only. */
  private static final class Begun {
    private final String what;
    private final CompletableFuture<?> ended;
    private final Runnable end;
    private final String thread = Thread.currentThread().getName();
    private final long nanoTime = System.nanoTime();

    Begun(String what, CompletableFuture<?> ended, Runnable end) {
      this.what = what;
      this.ended = ended;
      this.end = end;
    }

    @Override
    public String toString() {
      long millis = Duration.ofNanos(System.nanoTime() - nanoTime).toMillis();
      return what + ", begun " + millis + " ms ago by the thread '" + thread + "'";
    }
  }

  TrackingClient(ProbeClient shared) {
    this.shared = shared;
  }

  @Override
  public PortProbe probe(Endpoint endpoint) {
    return new TrackingProbe(shared.probe(endpoint), this);
  }

  @Override
  public Scan scan() {
    return TrackingScan.of(shared.scan(), this);
  }

  /**
   * Keeps in mind what was begun.
   *
   * @param ended the very future that a test waits for: one derived from it may be done later
   * @param end ends it early
   * @return lets go of it: it need not be waited for
   */
  Runnable track(String what, CompletableFuture<?> ended, Runnable end) {
    Begun begun = new Begun(what, ended, end);
    synchronized (inFlight) {
      inFlight.add(begun);
    }
    var unused = ended.whenComplete((answer, failure) -> forget(begun));
    return () -> forget(begun);
  }

  <T> CompletableFuture<T> track(String what, CompletableFuture<T> future) {
    var unused = track(what, future, () -> future.cancel(true));
    return future;
  }

  private void forget(Begun begun) {
    synchronized (inFlight) {
      inFlight.remove(begun);
    }
  }

  /** Cancels what is in flight, and tells what that was. */
  List<String> cancelAll() {
    List<Begun> left;
    synchronized (inFlight) {
      left = List.copyOf(inFlight);
    }
    List<Begun> unended = left.stream().filter(begun -> !begun.ended.isDone()).toList();
    unended.forEach(begun -> begun.end.run());
    return unended.stream().map(Begun::toString).toList();
  }

  @Override
  public Set<String> protocols() {
    return shared.protocols();
  }

  @Override
  public int window() {
    return shared.window();
  }

  @Override
  public CompletableFuture<Void> closeAsync() {
    cancelAll();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    cancelAll();
  }
}
