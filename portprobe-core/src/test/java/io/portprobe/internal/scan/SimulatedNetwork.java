package io.portprobe.internal.scan;

import io.portprobe.PortState;
import io.portprobe.internal.io.LoopClock;
import io.portprobe.internal.scan.intake.AddressBudget;
import io.portprobe.internal.scan.intake.TargetResolver;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.scan.pacing.RateLimiter;
import io.portprobe.internal.scan.result.CompactScanResult;
import io.portprobe.internal.scan.result.ResultDelivery;
import io.portprobe.internal.scan.setup.IsolatedClient;
import io.portprobe.internal.scan.setup.ScanSettings;
import io.portprobe.internal.scan.source.HostTableSource;
import io.portprobe.internal.sweep.SweepProbe;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.PortSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A network without sockets and a clock without waits, which one loop scanner probes. */
class SimulatedNetwork extends IsolatedClient
    implements LoopClock, ProbeSender, ResultDelivery.Consumer {
  static final int ECONNREFUSED = 111;
  static final int EADDRNOTAVAIL = 99;

  /** The responses of the network. */
  interface Script {
    /** Returns how the n-th probe of a port ends, or null if nothing is received. */
    Ending response(int port, int sends, long nowMillis);
  }

  record Ending(int outcome, boolean local, long millis) {
    static Ending open(long millis) {
      return new Ending(SweepProbe.OPEN, false, millis);
    }

    static Ending refused(long millis) {
      return new Ending(ECONNREFUSED, false, millis);
    }
  }

  private record Event(long at, long order, Runnable task) {}

  private final Script script;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final Map<Integer, Integer> sends = new TreeMap<>();
  private final List<ScanProbe> inFlight = new ArrayList<>();
  final Map<Integer, CompactScanResult> results = new TreeMap<>();
  final List<Long> sentAt = new ArrayList<>();
  final List<Long> timeouts = new ArrayList<>();
  int mostInFlight;
  boolean isClosed;
  private long now = 1_000_000_000L;
  private long order;
  private Sink sink;

  SimulatedNetwork(Script script) {
    this.script = script;
  }

  /** Scans one host until it is done. */
  void scan(ScanSettings settings) {
    PortSet ports = settings.targets().ports().values().iterator().next();
    HostSet hosts = HostSet.of("192.0.2.1");
    ProbeOrder order =
        new ProbeOrder(
            ports.transport(), ports.stream().toArray(), 1, 1, settings.targets().shuffleKey());
    ResultDelivery delivery =
        new ResultDelivery(this, Runnable::run, settings.throughput().sockets(), () -> {});
    delivery.start();
    delivery.request(Long.MAX_VALUE);
    LoopScanner scanner =
        new LoopScanner(
            new ScanContext(
                settings,
                this,
                delivery,
                new RateLimiter(settings.throughput().rate()),
                SimulatedNetwork::rethrow),
            new TargetResolver(this, settings, hosts, order, AddressBudget.of(settings, 1)),
            new HostTableSource(order, null),
            settings.throughput().sockets(),
            onEnd -> {
              sink = onEnd;
              return this;
            });
    scanner.closed().thenRun(() -> isClosed = true);
    scanner.start();
    run();
  }

  long millis() {
    return (now - 1_000_000_000L) / 1_000_000;
  }

  PortState state(int port) {
    return results.get(port).state().orElseThrow();
  }

  long count(PortState state) {
    return results.values().stream()
        .filter(result -> result.state().orElseThrow() == state)
        .count();
  }

  private void run() {
    while (true) {
      if (!tasks.isEmpty()) {
        tasks.removeFirst().run();
        continue;
      }
      Event next = events.poll();
      if (next == null) {
        return;
      }
      now = Math.max(now, next.at());
      next.task().run();
    }
  }

  // The loop

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void later(long nanos, Runnable task) {
    events.add(new Event(now + nanos, order++, task));
  }

  @Override
  public void execute(Runnable task) {
    tasks.addLast(task);
  }

  // The sender

  @Override
  public LoopClock clock() {
    return this;
  }

  @Override
  public boolean send(ScanProbe probe) {
    long timeoutNanos = probe.timeoutNanos();
    sentAt.add(millis());
    timeouts.add(timeoutNanos / 1_000_000);
    inFlight.add(probe);
    mostInFlight = Math.max(mostInFlight, inFlight.size());
    int count = sends.merge(probe.port(), 1, Integer::sum);
    Ending ending = script.response(probe.port(), count, millis());
    probe.recordStart(now);
    long wait = ending == null ? timeoutNanos : Math.min(timeoutNanos, ending.millis() * 1_000_000);
    boolean late = ending == null || ending.millis() * 1_000_000 >= timeoutNanos;
    later(wait, () -> end(probe, late ? null : ending));
    return true;
  }

  private void end(ScanProbe probe, Ending ending) {
    inFlight.remove(probe);
    int outcome = ending == null ? SweepProbe.TIMED_OUT : ending.outcome();
    probe.recordEnd(outcome, ending != null && ending.local(), now);
    sink.onEnd(probe);
  }

  @Override
  public CompletableFuture<Void> close() {
    return CompletableFuture.completedFuture(null);
  }

  // The consumer

  @Override
  public void onResult(CompactScanResult result) {
    if (results.put(result.port(), result) != null) {
      throw new IllegalStateException("two results of port " + result.port());
    }
  }

  @Override
  public void onEnd() {}

  @Override
  public void onFailure(Throwable failure) {
    throw new IllegalStateException(failure);
  }

  /** Receives what a task of a scanner threw. */
  static void rethrow(Throwable defect) {
    throw new AssertionError("a task of the scanner failed", defect);
  }
}
