package io.portprobe.internal.client;

import io.netty.channel.EventLoop;
import io.portprobe.Endpoint;
import io.portprobe.IoMode;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeClientBuilder;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.internal.dialogue.PlugInStack;
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.internal.identify.Candidates;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.io.Watchdog;
import io.portprobe.internal.names.NameService;
import io.portprobe.internal.probe.AddressFilter;
import io.portprobe.internal.probe.Execution;
import io.portprobe.internal.probe.ProbeExecution;
import io.portprobe.internal.probe.ProbeSettings;
import io.portprobe.internal.probe.ProbeSettings.Speech;
import io.portprobe.internal.probe.SocketPermits;
import io.portprobe.internal.scan.DefaultScan;
import io.portprobe.internal.sweep.SocketBudget;
import io.portprobe.internal.util.Arguments;
import io.portprobe.scan.Scan;
import io.portprobe.spi.Binding;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.text.TimeText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client: its settings and services, and the start of its probes and scans. Thread-safe. */
final class DefaultProbeClient implements ProbeClient {
  private final ClientConfig config;
  private final Supplier<ProbeClientBuilder> builder;
  private final ProtocolRegistry protocols;
  private final ClientEventLoops loops;
  private final NameService names;
  private final AddressFilter filter;
  private final SocketPermits permits;
  private final ListenerNotifier listeners;
  private final ListenerNotifier noListeners;
  private final ClientScanServices scans;
  private final RunningWork work;
  private final Watchdog watchdog;
  private final ProbeFlight.Client services = new FlightServices();
  private volatile @Nullable Identifier identifier; // created at the first identification

  DefaultProbeClient(
      ClientConfig config,
      Supplier<ProbeClientBuilder> builder,
      ProtocolRegistry protocols,
      ClientEventLoops loops,
      NameService names) {
    this.config = config;
    this.builder = builder;
    this.protocols = protocols;
    this.loops = loops;
    this.names = names;
    this.filter = new AddressFilter(config.policy(), loops.threads().deciding());
    this.permits = new SocketPermits(SocketBudget.singleProbes(config.window()));
    this.listeners = new ListenerNotifier(config.listeners(), loops.threads().computing());
    this.noListeners = new ListenerNotifier(List.of(), loops.threads().computing());
    this.watchdog = new Watchdog(loops.threads().blocking("portprobe-watchdog"));
    this.work = new RunningWork(loops, this::closeLayers);
    loops.onDeath(work::onLoopDeath);
    this.scans = new ClientScanServices(this, config, protocols, loops, filter, names, watchdog);
  }

  @Override
  public PortProbe probe(Endpoint endpoint) {
    Objects.requireNonNull(endpoint, "endpoint");
    Speech speech = Speech.ofPort(protocols, endpoint);
    return new DefaultPortProbe(
        this,
        new ProbeSettings(endpoint, config.timeout(), config.findingBytes()).withSpeech(speech));
  }

  @Override
  public CompletableFuture<List<InetAddress>> resolve(String host, Duration timeout) {
    Duration time = Arguments.timeout(timeout);
    HostResolution resolution =
        new HostResolution(
            host, names, loops.threads(), new ProbeFuture<>(loops.threads()::isCurrent));
    CompletableFuture<List<InetAddress>> future = resolution.future();
    if (work.add(resolution)) {
      resolution.start(time);
    } else {
      resolution.close();
    }
    return future;
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
  public List<String> protocolsOn(Transport transport, int port) {
    return protocols.allBoundTo(transport, port).stream()
        .map(ProtocolRegistry.Entry::name)
        .toList();
  }

  /** Returns the protocols of a port that can be loaded. */
  List<ProtocolRegistry.Entry> protocolsOn(Endpoint endpoint) {
    return protocols.allBoundTo(endpoint.transport(), endpoint.port()).stream()
        .filter(ProtocolRegistry.Entry::isLoadable)
        .toList();
  }

  @Override
  public List<ProtocolOption<?>> options(String protocol) {
    return protocols.named(protocol).options();
  }

  @Override
  public Set<Binding> bindings(String protocol) {
    return protocols.named(protocol).bindings();
  }

  @Override
  public IoMode transport() {
    return loops.backend().mode();
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
        TimeText.of(config.timeout()),
        config.window(),
        protocols.names());
  }

  ProtocolOption<?> option(String name) {
    return protocols.option(name);
  }

  ProtocolRegistry.Entry protocol(String name, Transport transport) {
    return protocols.named(name, transport);
  }

  /** Returns what identifies services for this client. */
  Identifier identifier() {
    Identifier current = identifier;
    if (current == null) { // two threads may create one each, which are equal
      current = new Identifier(this, Candidates.of(protocols), config);
      identifier = current;
    }
    return current;
  }

  ListenerNotifier listeners() {
    return listeners;
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
    if (work.isClosing()) {
      return CompletableFuture.failedFuture(closed(endpoint));
    }
    String protocol = protocolInUse(settings);
    ProbeFlight<T> flight =
        new ProbeFlight<>(services, settings, result, protocol, notifier, work::remove);
    notifier.started(endpoint); // before close() can see the flight and end it
    if (work.add(flight)) { // the client's event loops still run
      flight.start();
      return flight.future();
    }
    IllegalStateException failure = closed(endpoint);
    notifier.failed(endpoint, failure);
    return CompletableFuture.failedFuture(failure);
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
    if (!work.add(stop, stopped)) {
      throw new IllegalStateException("the client is closed");
    }
  }

  @Override
  public CompletableFuture<Void> closeAsync() {
    return work.closeAsync();
  }

  /** Closes one layer after the other, the next one also if the one before fails. */
  private CompletableFuture<Void> closeLayers(CompletableFuture<Void> workEnded) {
    return workEnded
        .thenCompose(none -> scans.close())
        .whenComplete((none, failure) -> names.close())
        .exceptionally(failure -> null) // the loop of the names may have died
        .thenCompose(none -> closeLoops());
  }

  private CompletableFuture<Void> closeLoops() {
    watchdog.close();
    return loops.close(thread -> PlugInStack.call(thread).isPresent());
  }

  /** Returns what plug-ins have not returned from, in the probes that have these futures. */
  List<String> blockedIn(Collection<? extends CompletableFuture<?>> probes) {
    return work.blockedIn(probes);
  }

  @Override
  public void close() {
    work.close();
  }

  /** The services of the client for its flights. */
  private final class FlightServices implements ProbeFlight.Client {
    @Override
    public ClientEventLoops loops() {
      return loops;
    }

    @Override
    public Watchdog watchdog() {
      return watchdog;
    }

    @Override
    public @Nullable Executor callbackExecutor() {
      return config.callbackExecutor();
    }

    @Override
    public Execution execution(
        ProbeSettings settings, EventLoop loop, ProbeExecution.Listener listener) {
      return ProbeExecution.of(settings, names, filter, permits, loops, loop, listener);
    }
  }
}
