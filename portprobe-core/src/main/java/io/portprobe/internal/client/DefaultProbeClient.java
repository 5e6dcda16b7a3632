package io.portprobe.internal.client;

import io.netty.channel.EventLoop;
import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.PortProbe;
import io.portprobe.ProbeCancelledException;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeClientBuilder;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.internal.dialogue.PlugInStack;
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.internal.dialogue.StallDetector;
import io.portprobe.internal.io.BackgroundThreads;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.io.LoopTasks;
import io.portprobe.internal.jfr.ProbeSpan;
import io.portprobe.internal.names.NameService;
import io.portprobe.internal.probe.AddressFilter;
import io.portprobe.internal.probe.Execution;
import io.portprobe.internal.probe.ProbeExecution;
import io.portprobe.internal.probe.ProbeSettings;
import io.portprobe.internal.probe.ProbeSettings.Speech;
import io.portprobe.internal.probe.SocketPermits;
import io.portprobe.internal.scan.DefaultScan;
import io.portprobe.scan.Scan;
import io.portprobe.spi.ProtocolOption;
import java.time.Duration;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A client: starts probes and scans, tracks those in flight, and ends them when it is closed.
 * Thread-safe.
 */
final class DefaultProbeClient implements ProbeClient {
  private static final long STALLED_SECONDS = 2;
  private static final long SAMPLE_MILLIS = 50;

  private final ClientConfig config;
  private final Supplier<ProbeClientBuilder> builder;
  private final ProtocolRegistry protocols;
  private final ClientEventLoops loops;
  private final NameService names;
  private final AddressFilter filter;
  private final SocketPermits permits;
  private final ListenerNotifier listeners;
  private final ListenerNotifier noListeners = new ListenerNotifier(List.of());
  private final Set<Flight<?>> flights = ConcurrentHashMap.newKeySet();
  private final Map<Runnable, CompletableFuture<Void>> runs = new ConcurrentHashMap<>();
  private final ClientScanServices scans;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private boolean closing; // guarded by this

  DefaultProbeClient(
      ClientConfig config,
      Supplier<ProbeClientBuilder> builder,
      ProtocolRegistry protocols,
      ClientEventLoops loops) {
    this.config = config;
    this.builder = builder;
    this.protocols = protocols;
    this.loops = loops;
    this.names = NameService.of(config.resolver(), loops);
    this.filter = new AddressFilter(config.policy());
    this.permits = new SocketPermits(config.window());
    this.listeners = new ListenerNotifier(config.listeners());
    this.scans = new ClientScanServices(this, config, protocols, loops, filter, names);
  }

  @Override
  public PortProbe probe(Endpoint endpoint) {
    Objects.requireNonNull(endpoint, "endpoint");
    Speech speech = Speech.ofPort(protocols, endpoint);
    return new DefaultPortProbe(
        this, new ProbeSettings(endpoint, config.timeout()).withSpeech(speech));
  }

  @Override
  public Scan scan() {
    return new DefaultScan(scans);
  }

  @Override
  public Set<String> protocols() {
    return protocols.names();
  }

  @Override
  public List<ProtocolOption<?>> options(String protocol) {
    return protocols.named(protocol).options();
  }

  @Override
  public int window() {
    return config.window();
  }

  @Override
  public ProbeClientBuilder toBuilder() {
    return builder.get();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "ProbeClient[timeout: %s, window: %d, protocols: %s]",
        config.timeout(),
        config.window(),
        protocols.names());
  }

  ProtocolOption<?> option(String name) {
    return protocols.option(name);
  }

  ProtocolRegistry.Entry protocol(String name, Transport transport) {
    return protocols.named(name, transport);
  }

  <T> CompletableFuture<T> execute(ProbeSettings settings, Function<ProbeReport, T> result) {
    return execute(settings, result, listeners);
  }

  /** Executes a probe that the caller did not request, so that no listener is notified. */
  <T> CompletableFuture<T> executeQuietly(ProbeSettings settings, Function<ProbeReport, T> result) {
    return execute(settings, result, noListeners);
  }

  private <T> CompletableFuture<T> execute(
      ProbeSettings settings, Function<ProbeReport, T> result, ListenerNotifier notifier) {
    Endpoint endpoint = settings.endpoint();
    if (isClosing()) {
      return CompletableFuture.failedFuture(closed(endpoint));
    }
    String protocol = protocolInUse(settings);
    EventLoop loop = protocol == null ? loops.next() : loops.next(protocol);
    Flight<T> flight = new Flight<>(settings, result, protocol, loop, notifier);
    notifier.started(endpoint); // before close() can see the flight and end it
    boolean open;
    synchronized (this) {
      open = !closing;
      if (open) { // the client's event loops still run
        flights.add(flight);
        if (protocol != null) {
          flight.watch(protocol, loops.next());
        }
      }
    }
    if (open) {
      if (!LoopTasks.submit(loop, flight::start)) {
        flight.loopEnded();
      }
      return flight.future;
    }
    IllegalStateException failure = closed(endpoint);
    notifier.failed(endpoint, failure);
    return CompletableFuture.failedFuture(failure);
  }

  private synchronized boolean isClosing() {
    return closing;
  }

  private static IllegalStateException closed(Endpoint endpoint) {
    return new IllegalStateException("the client is closed (endpoint: " + endpoint + ")");
  }

  /** Returns the name of the protocol that the probe calls; null for none. */
  private static @Nullable String protocolInUse(ProbeSettings settings) {
    Speech speech = settings.speech();
    ProtocolRegistry.Entry protocol = speech.protocol();
    boolean used = !speech.stateOnly() || settings.endpoint().transport() == Transport.UDP;
    return protocol != null && used ? protocol.name() : null;
  }

  /** Registers a running scan. Closing the client stops it and waits for its end. */
  void register(Runnable stop, CompletableFuture<Void> stopped) {
    synchronized (this) {
      if (closing) {
        throw new IllegalStateException("the client is closed");
      }
      runs.put(stop, stopped);
    }
    var unused = stopped.thenRun(() -> runs.remove(stop));
  }

  @Override
  public CompletableFuture<Void> closeAsync() {
    synchronized (this) {
      if (closing) {
        return closed.copy();
      }
      closing = true;
    }
    flights.forEach(Flight::clientClosed);
    CompletableFuture<?>[] ended =
        flights.stream()
            .map(
                flight ->
                    flight.socketsClosed.completeOnTimeout(null, STALLED_SECONDS, TimeUnit.SECONDS))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture<?>[] runsStopped = runs.values().toArray(CompletableFuture<?>[]::new);
    runs.keySet().forEach(Runnable::run);
    abandonBlockedLater(Set.of());
    var unused =
        CompletableFuture.allOf(
                CompletableFuture.allOf(ended), CompletableFuture.allOf(runsStopped))
            .thenCompose(none -> scans.close())
            .thenRun(names::close)
            .thenCompose(none -> loops.close(thread -> PlugInStack.call(thread).isPresent()))
            .whenComplete((none, failure) -> closed.complete(null));
    return closed.copy();
  }

  private void abandonBlockedLater(Set<EventLoop> suspects) {
    if (!flights.isEmpty() && !closed.isDone()) {
      CompletableFuture.delayedExecutor(
              SAMPLE_MILLIS, TimeUnit.MILLISECONDS, BackgroundThreads.callbacks())
          .execute(() -> abandonBlocked(suspects));
    }
  }

  /**
   * Does not wait any more for flights whose event loop a plug-in blocks.
   *
   * @param suspects the event loops that were in a call of a plug-in shortly before
   */
  private void abandonBlocked(Set<EventLoop> suspects) {
    Set<EventLoop> inPlugIn =
        flights.stream()
            .filter(flight -> flight.plugInCall().isPresent())
            .map(flight -> flight.loop)
            .collect(Collectors.toSet());
    for (Flight<?> flight : flights) {
      if (inPlugIn.contains(flight.loop) && suspects.contains(flight.loop)) {
        flight.onSocketsClosed(); // its socket is closed when the plug-in returns
      }
    }
    abandonBlockedLater(inPlugIn);
  }

  /** Returns what plug-ins have not returned from, in the probes that have these futures. */
  List<String> blockedIn(Collection<? extends CompletableFuture<?>> probes) {
    IdentityHashMap<CompletableFuture<?>, Boolean> wanted = new IdentityHashMap<>();
    probes.forEach(probe -> wanted.put(probe, true));
    return flights.stream()
        .filter(flight -> wanted.containsKey(flight.future))
        .flatMap(flight -> flight.blockedIn().stream())
        .toList();
  }

  @Override
  public void close() {
    CompletableFuture<Void> done = closeAsync();
    if (!loops.inLoop()) {
      done.join();
    }
  }

  /** A probe in flight: connects its execution on the event loop with the future of the caller. */
  private final class Flight<T> implements ProbeExecution.Listener {
    private final Endpoint endpoint;
    private final Duration timeout;
    private final Function<ProbeReport, T> result;
    private final @Nullable String protocol;
    private final Execution execution;
    private final ProbeFuture<T> future = new ProbeFuture<>(loops::inLoop);
    private final CompletableFuture<Void> socketsClosed = new CompletableFuture<>();
    private final ProbeSpan span;
    private final EventLoop loop;
    private final ListenerNotifier notifier;
    private final AtomicBoolean ended = new AtomicBoolean(); // the first end is reported
    private volatile @Nullable Thread thread; // of the event loop, from the start

    Flight(
        ProbeSettings settings,
        Function<ProbeReport, T> result,
        @Nullable String protocol,
        EventLoop loop,
        ListenerNotifier notifier) {
      this.endpoint = settings.endpoint();
      this.timeout = settings.timeout();
      this.result = result;
      this.protocol = protocol;
      this.loop = loop;
      this.notifier = notifier;
      this.span = ProbeSpan.probe(endpoint);
      this.execution = ProbeExecution.of(settings, names, filter, permits, loops, loop, this);
      var unused = future.whenComplete((value, failure) -> loop.execute(this::futureDone));
    }

    @Override
    public void onReport(ProbeReport report) {
      if (ended.compareAndSet(false, true)) {
        span.completed(report);
        notifier.completed(report);
      }
      deliver(() -> future.complete(result.apply(report)));
    }

    @Override
    public void onFailure(Throwable failure) {
      if (ended.compareAndSet(false, true)) {
        span.failed(failure);
        notifier.failed(endpoint, failure);
      }
      deliver(() -> future.completeExceptionally(failure));
    }

    @Override
    public void onSocketsClosed() {
      flights.remove(this);
      socketsClosed.complete(null);
    }

    /** Starts the execution. Runs on the event loop. */
    void start() {
      thread = Thread.currentThread();
      execution.start();
    }

    /** Returns the call of a plug-in that the event loop is in. */
    Optional<StackTraceElement> plugInCall() {
      Thread started = thread;
      return PlugInStack.call(started == null ? loops.threadOf(loop) : started);
    }

    /** Returns what the plug-in has not returned from. */
    Optional<String> blockedIn() {
      return Optional.ofNullable(protocol)
          .flatMap(name -> plugInCall().map(call -> DatagramCall.describe(endpoint, name, call)));
    }

    /** Detects a blocking plug-in from another event loop. */
    void watch(String protocol, EventLoop watching) {
      StallDetector.watch(
          watching,
          loop,
          protocol,
          timeout,
          future,
          (what, where) -> {
            loops.replace(protocol, loop);
            onFailure(new LocalFaultException(endpoint, what, where));
            onSocketsClosed(); // its socket is closed when the plug-in returns
          });
    }

    /** The event loop rejects tasks. */
    void loopEnded() {
      onFailure(new LocalFaultException(endpoint, "the event loop has ended", null));
      onSocketsClosed();
    }

    void clientClosed() {
      future.completeExceptionally(
          new ProbeCancelledException(endpoint, "the client was closed", null));
    }

    /** The future was completed: by the execution, by the caller, or by closing the client. */
    private void futureDone() {
      if (ended.compareAndSet(false, true)) {
        span.failed(null);
        notifier.cancelled(endpoint);
      }
      execution.abort(); // has no effect if it has ended
    }

    private void deliver(Runnable completion) {
      var executor = config.callbackExecutor();
      if (executor == null) {
        completion.run();
        return;
      }
      try {
        executor.execute(completion);
      } catch (Throwable e) { // the caller's executor may throw anything, a result must not be lost
        completion.run();
      }
    }
  }
}
