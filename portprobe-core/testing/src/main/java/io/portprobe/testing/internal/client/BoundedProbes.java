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
import org.jspecify.annotations.Nullable;

/**
 * Many probes, asked as fast as the window of their client has places: the wait for one counts in
 * the deadline of a probe, so that to start all at once would fail those at the end of the queue.
 * The next is begun by whoever brings the answer to one before it; nothing blocks. Safe for use by
 * several threads at once.
 */
public final class BoundedProbes implements AutoCloseable {
  /** How many places a name is given until it has shown how many addresses it has. */
  static final int PLACES_OF_A_NAME = 4;

  private final int window;
  private final List<PortProbe> probes;
  private final List<CompletableFuture<ProbeReport>> answers;
  private final AtomicInteger calls = new AtomicInteger();

  // Guarded by this, all of them.
  private final Map<Integer, CompletableFuture<ProbeReport>> inFlight = new HashMap<>();
  private final Map<String, Integer> addresses = new HashMap<>();
  private final int[] places;
  private int held;
  private int next;
  private boolean closed;

  private BoundedProbes(int window, List<PortProbe> probes) {
    this.window = window;
    this.probes = List.copyOf(probes);
    this.places = new int[probes.size()];
    this.answers = new ArrayList<>(probes.size());
    for (int i = 0; i < probes.size(); i++) {
      answers.add(new CompletableFuture<>());
    }
  }

  /**
   * Begins to ask.
   *
   * @param window how many sockets the client of the probes may have
   * @param probes asked in this order
   */
  public static BoundedProbes ask(int window, List<PortProbe> probes) {
    BoundedProbes questions = new BoundedProbes(window, probes);
    questions.goOn();
    return questions;
  }

  /** One for each probe, in their order; each completes or fails as that of its probe does. */
  public List<CompletableFuture<ProbeReport>> answers() {
    return List.copyOf(answers);
  }

  /** Calls off what has no answer yet. */
  @Override
  public void close() {
    List<CompletableFuture<ProbeReport>> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(inFlight.values());
    }
    left.forEach(each -> each.cancel(true));
    answers.forEach(each -> each.cancel(true));
  }

  /**
   * Begins as many as there are places for. Called by several threads at once, and by itself where
   * an answer is there at once, it leaves the work to the first, so that the stack does not grow.
   */
  private void goOn() {
    if (calls.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    while (seen > 0) {
      for (int i = take(); i >= 0; i = take()) {
        begin(i);
      }
      seen = calls.addAndGet(-seen);
    }
  }

  /** The number of the next probe that there is a place for, or -1. */
  private synchronized int take() {
    if (closed || next == probes.size()) {
      return -1;
    }
    String host = probes.get(next).endpoint().host();
    int wanted = addresses.getOrDefault(host, HostSyntax.isLiteral(host) ? 1 : PLACES_OF_A_NAME);
    if (held > 0 && held + wanted > window) {
      return -1;
    }
    held += wanted;
    places[next] = wanted;
    return next++;
  }

  private void begin(int i) {
    CompletableFuture<ProbeReport> asked;
    try {
      asked = probes.get(i).report();
    } catch (RuntimeException | Error e) { // else nobody would begin the rest
      asked = CompletableFuture.failedFuture(e);
    }
    boolean late;
    synchronized (this) {
      inFlight.put(i, asked);
      late = closed;
    }
    var unused = asked.whenComplete((report, failure) -> answered(i, report, failure));
    if (late) {
      asked.cancel(true);
    }
  }

  private void answered(int i, @Nullable ProbeReport report, @Nullable Throwable failure) {
    synchronized (this) {
      inFlight.remove(i);
      held -= places[i];
      if (report != null) {
        addresses.put(
            report.endpoint().host(), report.attempts().size() + report.omissions().size());
      }
    }
    if (failure != null) {
      answers.get(i).completeExceptionally(failure);
    } else {
      answers.get(i).complete(report);
    }
    goOn();
  }
}
