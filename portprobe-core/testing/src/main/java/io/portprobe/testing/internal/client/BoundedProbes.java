package io.portprobe.testing.internal.client;

import io.portprobe.PortProbe;
import io.portprobe.ProbeReport;
import io.portprobe.text.HostSyntax;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A batch of probes, sent as fast as the client's limit of open sockets allows. The time that a
 * probe waits for a socket counts towards its deadline, so starting all probes at once would fail
 * those at the end of the queue. The thread that completes a probe starts the next one; no thread
 * blocks. Thread-safe.
 */
public final class BoundedProbes implements AutoCloseable {
  /** The number of sockets reserved for a name whose number of addresses is not known yet. */
  static final int SOCKETS_OF_A_NAME = 4;

  private final int limit;
  private final List<Call> calls;
  private final List<CompletableFuture<ProbeReport>> results;
  private final AtomicInteger pendingCalls = new AtomicInteger();

  // Guarded by this.
  private final Map<Integer, CompletableFuture<ProbeReport>> inFlight = new HashMap<>();
  private final Map<String, Integer> addressCounts = new HashMap<>();
  private final int[] reserved;
  private int reservedTotal;
  private int next;
  private boolean closed;

  /**
   * A call that sends a probe, once or again and again.
   *
   * @param host the host of the probe
   * @param send sends the probe and completes with its report
   */
  public record Call(String host, Supplier<CompletableFuture<ProbeReport>> send) {
    /** Returns the call that sends a probe once. */
    public static Call of(PortProbe probe) {
      return new Call(probe.endpoint().host(), probe::report);
    }
  }

  private BoundedProbes(int limit, List<Call> calls) {
    this.limit = limit;
    this.calls = List.copyOf(calls);
    this.reserved = new int[calls.size()];
    this.results = new ArrayList<>(calls.size());
    for (int i = 0; i < calls.size(); i++) {
      results.add(new CompletableFuture<>());
    }
  }

  /**
   * Starts to send.
   *
   * @param limit how many sockets the client of the probes may open
   * @param calls called in this order
   */
  public static BoundedProbes call(int limit, List<Call> calls) {
    BoundedProbes batch = new BoundedProbes(limit, calls);
    batch.sendMore();
    return batch;
  }

  /** Starts to send each probe once; see {@link #call}. */
  public static BoundedProbes send(int limit, List<? extends PortProbe> probes) {
    return call(limit, probes.stream().map(Call::of).toList());
  }

  /** Returns one future for each probe, in their order, with the result of the probe. */
  public List<CompletableFuture<ProbeReport>> results() {
    return List.copyOf(results);
  }

  /** Cancels the probes that have not completed. */
  @Override
  public void close() {
    List<CompletableFuture<ProbeReport>> pending;
    synchronized (this) {
      closed = true;
      pending = List.copyOf(inFlight.values());
    }
    pending.forEach(each -> each.cancel(true));
    results.forEach(each -> each.cancel(true));
  }

  /**
   * Sends as many probes as sockets are available. A call during another call, by another thread or
   * by a probe that completes at once, leaves the work to that call, so that the stack does not
   * grow.
   */
  private void sendMore() {
    if (pendingCalls.getAndIncrement() > 0) {
      return;
    }
    int handled = 1;
    while (handled > 0) {
      for (int i = takeNext(); i >= 0; i = takeNext()) {
        send(i);
      }
      handled = pendingCalls.addAndGet(-handled);
    }
  }

  /** Reserves sockets for the next probe and returns its index; -1 if none can be sent. */
  private synchronized int takeNext() {
    if (closed || next == calls.size()) {
      return -1;
    }
    String host = calls.get(next).host();
    int needed =
        addressCounts.getOrDefault(host, HostSyntax.isLiteral(host) ? 1 : SOCKETS_OF_A_NAME);
    if (reservedTotal > 0 && reservedTotal + needed > limit) {
      return -1;
    }
    reservedTotal += needed;
    reserved[next] = needed;
    return next++;
  }

  private void send(int i) {
    CompletableFuture<ProbeReport> sent;
    try {
      sent = calls.get(i).send().get();
    } catch (RuntimeException | Error e) { // the other probes have to be sent all the same
      sent = CompletableFuture.failedFuture(e);
    }
    boolean late;
    synchronized (this) {
      inFlight.put(i, sent);
      late = closed;
    }
    var unused = sent.whenComplete((report, failure) -> completed(i, report, failure));
    if (late) {
      sent.cancel(true);
    }
  }

  private void completed(int i, @Nullable ProbeReport report, @Nullable Throwable failure) {
    synchronized (this) {
      inFlight.remove(i);
      reservedTotal -= reserved[i];
      if (report != null) {
        addressCounts.put(
            report.endpoint().host(), report.attempts().size() + report.omissions().size());
      }
    }
    if (failure != null) {
      results.get(i).completeExceptionally(failure);
    } else {
      results.get(i).complete(report);
    }
    sendMore();
  }
}
