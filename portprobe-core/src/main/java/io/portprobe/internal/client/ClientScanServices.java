package io.portprobe.internal.client;

import io.netty.channel.EventLoop;
import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.identify.IdentifySettings;
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.io.Watchdog;
import io.portprobe.internal.names.NameService;
import io.portprobe.internal.net.Errno;
import io.portprobe.internal.probe.AddressFilter;
import io.portprobe.internal.probe.HostLookup;
import io.portprobe.internal.probe.ProbeSettings;
import io.portprobe.internal.probe.ProbeSettings.Sockets;
import io.portprobe.internal.probe.ProbeSettings.Speech;
import io.portprobe.internal.probe.ProbeSettings.Targets;
import io.portprobe.internal.scan.setup.ScanServices;
import io.portprobe.internal.scan.setup.ScanServices.WatchedScan;
import io.portprobe.internal.sweep.Sweeps;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanSummary;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The services of a client for its scans. Thread-safe. */
final class ClientScanServices implements ScanServices {
  private final DefaultProbeClient client;
  private final ClientConfig config;
  private final ProtocolRegistry protocols;
  private final ClientEventLoops loops;
  private final AddressFilter filter;
  private final NameService names;
  private final Watchdog watchdog;
  private @Nullable CompletableFuture<Sweeps> sweeps; // guarded by this
  private boolean closed; // guarded by this

  ClientScanServices(
      DefaultProbeClient client,
      ClientConfig config,
      ProtocolRegistry protocols,
      ClientEventLoops loops,
      AddressFilter filter,
      NameService names,
      Watchdog watchdog) {
    this.client = client;
    this.config = config;
    this.protocols = protocols;
    this.loops = loops;
    this.filter = filter;
    this.names = names;
    this.watchdog = watchdog;
  }

  @Override
  public void register(Runnable stop, CompletableFuture<Void> stopped) {
    client.register(stop, stopped);
  }

  @Override
  public void notifyListeners(Scan scan, CompletableFuture<ScanSummary> summary) {
    client.listeners().scanStarted(scan, summary);
  }

  @Override
  public void watch(WatchedScan scan, List<EventLoop> eventLoops) {
    watchdog.watch(new ScanWatch(scan, eventLoops, this::replace, loops.threads().callbacks()), 0);
  }

  private void replace(EventLoop blocked) {
    loops.replace(blocked);
    CompletableFuture<Sweeps> opened = openedSweeps();
    if (opened != null) {
      var unused = opened.thenAccept(all -> all.replace(blocked));
    }
  }

  private synchronized @Nullable CompletableFuture<Sweeps> openedSweeps() {
    return sweeps;
  }

  @Override
  public int maxLoops() {
    return config.eventLoops();
  }

  @Override
  public int reservedSockets() {
    return config.window();
  }

  /** Opens the sweeps on a background thread, since loading native code blocks. */
  @Override
  public synchronized CompletableFuture<Sweeps> sweeps() {
    if (closed) {
      return CompletableFuture.failedFuture(new IllegalStateException("the client is closed"));
    }
    if (sweeps == null || sweeps.isCompletedExceptionally()) {
      sweeps =
          CompletableFuture.supplyAsync(
              () -> Sweeps.open(config.ioMode(), config.eventLoops(), loops.threads()),
              loops.threads().computing());
    }
    return sweeps;
  }

  /** Closes the sweeps. No scan may be running. */
  synchronized CompletableFuture<Void> close() {
    closed = true;
    if (sweeps == null) {
      return CompletableFuture.completedFuture(null);
    }
    return sweeps.thenCompose(Sweeps::closeAsync).exceptionally(failure -> null);
  }

  @Override
  public EventLoop channelLoop() {
    return loops.next();
  }

  @Override
  public @Nullable Executor callbackExecutor() {
    return config.callbackExecutor();
  }

  @Override
  public Executor callbackThreads() {
    return loops.threads().callbacks();
  }

  @Override
  public Lookup resolve(
      Endpoint endpoint,
      AddressSelection selection,
      Executor loop,
      Consumer<List<InetAddress>> resolved,
      Consumer<ProbeException> failed) {
    HostLookup lookup = new HostLookup(endpoint, names, loops.threads().resolving());
    lookup.start(
        selection,
        loop,
        found -> resolved.accept(AddressFilter.select(found.addresses(), selection)),
        failed);
    return new Lookup() {
      @Override
      public ProbeException timedOut(Duration after) {
        return lookup.timedOut(after);
      }

      @Override
      public void cancel() {
        lookup.cancel();
      }
    };
  }

  @Override
  public Optional<String> denial(Transport transport, InetSocketAddress address) {
    return filter.denial(transport, address);
  }

  @Override
  public boolean isPolicyImmediate() {
    return filter.isImmediate();
  }

  @Override
  public Runnable runPolicy(Runnable calls) {
    return filter.run(calls)::cancel;
  }

  @Override
  public int errno(Throwable failure) {
    return failure.getCause() == null
        ? 0
        : Errno.of(failure.getCause()).map(Errno::number).orElse(0);
  }

  @Override
  public boolean hasProtocol(Transport transport, int port) {
    return protocols.boundTo(transport, port).isPresent();
  }

  @Override
  public boolean hasRepliesFromAnyPort(int port) {
    return protocols
        .boundTo(Transport.UDP, port)
        .filter(ProtocolRegistry.Entry::repliesFromAnyPort)
        .isPresent();
  }

  @Override
  public DatagramRequest requestDatagram(
      String host,
      InetSocketAddress address,
      int earlierSends,
      BiConsumer<@Nullable ByteBuffer, @Nullable LocalFaultException> listener) {
    ProtocolRegistry.Entry protocol =
        protocols
            .boundTo(Transport.UDP, address.getPort())
            .orElseThrow(() -> new IllegalArgumentException("port: " + address.getPort()));
    DatagramCall call = new DatagramCall(protocol, host, address, earlierSends, loops, listener);
    call.submit();
    return call;
  }

  @Override
  public List<String> blockedIn(Collection<CompletableFuture<ProbeReport>> dialogues) {
    return client.blockedIn(dialogues);
  }

  @Override
  public CompletableFuture<ProbeReport> startDialogue(Endpoint endpoint, InetAddress address) {
    ProbeSettings settings =
        new ProbeSettings(endpoint, config.timeout(), config.findingBytes())
            .withTargets(new Targets(AddressSelection.ALL, address))
            .withSpeech(Speech.ofPort(protocols, endpoint));
    return client.execute(settings, report -> report);
  }

  @Override
  public ServiceIdentifier identifier(IdentifySettings limits) {
    Identifier identifier = client.identifier();
    ControlPorts control = identifier.controlPorts(config.timeout());
    return new ServiceIdentifier() {
      @Override
      public CompletableFuture<ProbeReport> start(Endpoint endpoint, InetAddress address) {
        ProbeSettings settings =
            new ProbeSettings(endpoint, config.timeout(), config.findingBytes())
                .withTargets(new Targets(AddressSelection.ALL, address));
        return identifier.report(settings, limits, control);
      }

      @Override
      public void cancel() {
        control.cancel();
      }
    };
  }

  @Override
  public CompletableFuture<ProbeReport> probeState(
      Endpoint endpoint,
      InetAddress address,
      Duration timeout,
      @Nullable InetAddress source,
      int sourcePort,
      boolean closeByReset) {
    return client.execute(
        stateSettings(endpoint, address, timeout)
            .withSockets(new Sockets(source, sourcePort, closeByReset, Duration.ZERO)),
        report -> report);
  }

  @Override
  public CompletableFuture<Boolean> icmpErrors() {
    return loops.readsIcmpErrors();
  }

  @Override
  public boolean receivesIcmpErrors() {
    return loops.backend().receivesIcmpErrors();
  }

  @Override
  public CompletableFuture<ProbeReport> checkState(
      Endpoint endpoint, InetAddress address, Duration timeout) {
    return client.executeQuietly(
        stateSettings(endpoint, address, timeout)
            .withSockets(new Sockets(null, 0, true, Duration.ZERO)),
        report -> report);
  }

  private ProbeSettings stateSettings(Endpoint endpoint, InetAddress address, Duration timeout) {
    Speech speech =
        endpoint.transport() == Transport.UDP ? Speech.ofPort(protocols, endpoint) : Speech.none();
    return new ProbeSettings(endpoint, timeout, config.findingBytes())
        .withTargets(new Targets(AddressSelection.ALL, address))
        .withSpeech(speech.withStateOnly());
  }
}
