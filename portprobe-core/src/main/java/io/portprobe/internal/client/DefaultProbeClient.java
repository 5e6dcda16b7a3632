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
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.internal.dialogue.StallDetector;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.jfr.ProbeSpan;
import io.portprobe.internal.probe.AddressFilter;
import io.portprobe.internal.probe.ProbeExecution;
import io.portprobe.internal.probe.ProbeSettings;
import io.portprobe.internal.probe.ProbeSettings.Speech;
import io.portprobe.internal.probe.SocketPermits;
import io.portprobe.internal.scan.DefaultScan;
import io.portprobe.scan.Scan;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts runs, keeps track of those in flight, and ends them when it is closed. */
final class DefaultProbeClient implements ProbeClient {
  private static final long STALLED_SECONDS = 2;

  private final ClientConfig config;
  private final Supplier<ProbeClientBuilder> builder;
  private final ProtocolRegistry protocols;
  private final ClientEventLoops loops;
  private final AddressFilter filter;
  private final SocketPermits permits;
  private final ListenerNotifier listeners;
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
    this.filter = new AddressFilter(config.policy());
    this.permits = new SocketPermits(config.window());
    this.listeners = new ListenerNotifier(config.listeners());
    this.scans = new ClientScanServices(this, config, protocols, loops);
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
  public int window() {
    return config.window();
  }

  @Override
  public ProbeClientBuilder toBuilder() {
    return builder.get();
  }

  @Override
  public String toString() {
    return "ProbeClient[timeout: %s, window: %d, protocols: %s]"
        .formatted(config.timeout(), config.window(), protocols.names());
  }

  ProtocolRegistry.Entry protocol(String name, Transport transport) {
    return protocols.named(name, transport);
  }

  <T> CompletableFuture<T> ask(ProbeSettings settings, Function<ProbeReport, T> answer) {
    Endpoint endpoint = settings.endpoint();
    if (isClosing()) {
      return CompletableFuture.failedFuture(closed(endpoint));
    }
    String talking = talking(settings);
    EventLoop loop = talking == null ? loops.next() : loops.next(talking);
    Flight<T> flight = new Flight<>(settings, answer, loop);
    listeners.started(endpoint); // before anybody else knows of the flight, and can end it
    synchronized (this) {
      if (!closing) { // so that the loops still run
        flights.add(flight);
        if (talking != null && loops.separatesProtocols()) {
          flight.watch(talking, loops.next());
        }
        loop.execute(flight.run::start);
        return flight.future;
      }
    }
    IllegalStateException failure = closed(endpoint);
    listeners.failed(endpoint, failure);
    return CompletableFuture.failedFuture(failure);
  }

  private synchronized boolean isClosing() {
    return closing;
  }

  private static IllegalStateException closed(Endpoint endpoint) {
    return new IllegalStateException("the client is closed (asked for " + endpoint + ")");
  }

  /** The protocol that will be called; null for none. */
  private static @Nullable String talking(ProbeSettings settings) {
    Speech speech = settings.speech();
    ProtocolRegistry.Entry protocol = speech.protocol();
    boolean held = !speech.stateOnly() || settings.endpoint().transport() == Transport.UDP;
    return protocol != null && held ? protocol.name() : null;
  }

  /** A scan runs; it is stopped when the client is closed, which waits until it is gone. */
  void scanBegan(Runnable stop, CompletableFuture<Void> gone) {
    synchronized (this) {
      if (closing) {
        throw new IllegalStateException("the client is closed (asked to scan)");
      }
      runs.put(stop, gone);
    }
    var unused = gone.thenRun(() -> runs.remove(stop));
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
    CompletableFuture<?>[] gone =
        flights.stream()
            // A plug-in that does not return shall not keep the client from closing.
            .map(flight -> flight.gone.completeOnTimeout(null, STALLED_SECONDS, TimeUnit.SECONDS))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture<?>[] runsGone = runs.values().toArray(CompletableFuture<?>[]::new);
    runs.keySet().forEach(Runnable::run);
    var unused =
        CompletableFuture.allOf(CompletableFuture.allOf(gone), CompletableFuture.allOf(runsGone))
            .thenCompose(none -> scans.close())
            .thenCompose(none -> loops.close())
            .whenComplete((none, failure) -> closed.complete(null));
    return closed.copy();
  }

  @Override
  public void close() {
    CompletableFuture<Void> done = closeAsync();
    if (!loops.inLoop()) {
      done.join();
    }
  }

  /** A probe in flight: joins the run on its loop with the future in the caller's hands. */
  private final class Flight<T> implements ProbeExecution.Listener {
    private final Endpoint endpoint;
    private final Duration timeout;
    private final Function<ProbeReport, T> answer;
    private final ProbeExecution run;
    private final ProbeFuture<T> future = new ProbeFuture<>(loops::inLoop);
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final ProbeSpan record;
    private final EventLoop loop;
    private final AtomicBoolean told = new AtomicBoolean(); // of its end, and by whom first

    Flight(ProbeSettings settings, Function<ProbeReport, T> answer, EventLoop loop) {
      this.endpoint = settings.endpoint();
      this.timeout = settings.timeout();
      this.answer = answer;
      this.loop = loop;
      this.record = ProbeSpan.probe(endpoint);
      this.run =
          new ProbeExecution(settings, config.resolver(), filter, permits, loops, loop, this);
      var unused = future.whenComplete((result, failure) -> loop.execute(this::futureDone));
    }

    @Override
    public void onReport(ProbeReport report) {
      if (told.compareAndSet(false, true)) {
        record.answered(report);
        listeners.answered(report);
      }
      deliver(() -> future.complete(answer.apply(report)));
    }

    @Override
    public void onFailure(Throwable failure) {
      if (told.compareAndSet(false, true)) {
        record.failed(failure);
        listeners.failed(endpoint, failure);
      }
      deliver(() -> future.completeExceptionally(failure));
    }

    @Override
    public void onSocketsClosed() {
      flights.remove(this);
      gone.complete(null);
    }

    /** Has another loop look after the one that the plug-in is called on. */
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

    void clientClosed() {
      future.completeExceptionally(
          new ProbeCancelledException(endpoint, "the client was closed", null));
    }

    /** Completed by the run, or by somebody else: by cancelling, by hand, by closing the client. */
    private void futureDone() {
      if (told.compareAndSet(false, true)) {
        record.failed(null);
        listeners.cancelled(endpoint);
      }
      run.abort(); // which changes nothing about one that is over
    }

    private void deliver(Runnable completion) {
      var executor = config.callbackExecutor();
      if (executor == null) {
        completion.run();
        return;
      }
      try {
        executor.execute(completion);
      } catch (RuntimeException rejected) { // an answer is not to be lost over where it is told
        completion.run();
      }
    }
  }
}
