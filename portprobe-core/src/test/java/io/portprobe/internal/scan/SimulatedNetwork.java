package io.portprobe.internal.scan;

import io.netty.channel.EventLoop;
import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.internal.io.LoopClock;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.scan.pacing.RateLimiter;
import io.portprobe.internal.scan.result.CompactScanResult;
import io.portprobe.internal.scan.result.ResultDelivery;
import io.portprobe.internal.scan.source.HostTableSource;
import io.portprobe.internal.sweep.SweepProbe;
import io.portprobe.internal.sweep.Sweeps;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.PortSet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A network without sockets and a clock without waiting: one shard asks what a script answers. */
final class SimulatedNetwork
    implements LoopClock, ProbeSender, ScanServices, ResultDelivery.Consumer {
  static final int ECONNREFUSED = 111;
  static final int EADDRNOTAVAIL = 99;

  /** What the network does with a question. */
  interface Script {
    /** How it ends, and after how many milliseconds; null for not at all. */
    Ending answer(int port, int times, long nowMillis);
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
  private final Deque<Runnable> turns = new ArrayDeque<>();
  private final Map<Integer, Integer> times = new TreeMap<>();
  private final List<ScanProbe> inFlight = new ArrayList<>();
  final Map<Integer, CompactScanResult> rows = new TreeMap<>();
  final List<Long> askedAt = new ArrayList<>();
  final List<Long> timeouts = new ArrayList<>();
  int mostInFlight;
  boolean done;
  private long now = 1_000_000_000L;
  private long order;
  private LoopScanner shard;

  SimulatedNetwork(Script script) {
    this.script = script;
  }

  /** Scans one host until it is done. */
  void scan(ScanSettings settings) {
    PortSet ports = settings.ports.values().iterator().next();
    HostSet hosts = HostSet.of("192.0.2.1");
    ProbeOrder layout = new ProbeOrder(ports, 1, 1, settings.shuffled ? settings.key : null);
    ResultDelivery delivery = new ResultDelivery(this, Runnable::run, settings.window, () -> {});
    delivery.open();
    delivery.want(Long.MAX_VALUE);
    shard =
        new LoopScanner(
            this,
            new HostTableSource(hosts, layout, null),
            new TargetResolver(this, settings, hosts, layout),
            new OutcomeClassifier(ports.transport(), false),
            delivery,
            new RateLimiter(settings.rate),
            settings,
            settings.window,
            new DialogueTracker(this, false),
            () -> done = true,
            ports.transport());
    shard.start(this);
    run();
  }

  long millis() {
    return (now - 1_000_000_000L) / 1_000_000;
  }

  PortState state(int port) {
    return rows.get(port).state().orElseThrow();
  }

  long count(PortState state) {
    return rows.values().stream().filter(row -> row.state().orElseThrow() == state).count();
  }

  private void run() {
    while (true) {
      if (!turns.isEmpty()) {
        turns.removeFirst().run();
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
    turns.addLast(task);
  }

  // The engine

  @Override
  public boolean ask(ScanProbe probe) {
    long timeoutNanos = probe.timeoutNanos();
    askedAt.add(millis());
    timeouts.add(timeoutNanos / 1_000_000);
    inFlight.add(probe);
    mostInFlight = Math.max(mostInFlight, inFlight.size());
    int asked = times.merge(probe.port(), 1, Integer::sum);
    Ending ending = script.answer(probe.port(), asked, millis());
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
    shard.ended(probe);
  }

  @Override
  public CompletableFuture<Void> close() {
    return CompletableFuture.completedFuture(null);
  }

  // The consumer

  @Override
  public void result(CompactScanResult row) {
    if (rows.put(row.port(), row) != null) {
      throw new IllegalStateException("two results of port " + row.port());
    }
  }

  @Override
  public void ended() {}

  @Override
  public void threw(Throwable failure) {
    throw new IllegalStateException(failure);
  }

  // The client

  @Override
  public void began(Object run, Runnable stop, CompletableFuture<Void> gone) {}

  @Override
  public int loops() {
    return 1;
  }

  @Override
  public int reserved() {
    return 1;
  }

  @Override
  public CompletableFuture<Sweeps> sweeps() {
    throw new UnsupportedOperationException();
  }

  @Override
  public EventLoop channelLoop() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Executor callbacks() {
    return null;
  }

  @Override
  public void resolve(
      Endpoint endpoint,
      AddressSelection selection,
      Executor loop,
      Consumer<List<InetAddress>> resolved,
      Consumer<ProbeException> failed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> denial(Transport transport, InetSocketAddress address) {
    return Optional.empty();
  }

  @Override
  public int errno(Throwable failure) {
    return 0;
  }

  @Override
  public boolean speaks(Transport transport, int port) {
    return false;
  }

  @Override
  public ByteBuffer payload(String host, InetSocketAddress address) {
    return ByteBuffer.allocate(4);
  }

  @Override
  public CompletableFuture<ProbeReport> talk(Endpoint endpoint, InetAddress address) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<ProbeReport> state(
      Endpoint endpoint,
      InetAddress address,
      Duration timeout,
      InetAddress source,
      int sourcePort,
      boolean closeByReset) {
    throw new UnsupportedOperationException();
  }
}
