package io.portprobe.internal.scan.setup;

import io.netty.channel.EventLoop;
import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.identify.IdentifySettings;
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

/**
 * The services of a client without protocols, names and sockets, whose target policy allows all.
 */
public abstract class IsolatedClient implements ScanServices {
  @Override
  public void notifyListeners(Scan scan, CompletableFuture<ScanSummary> summary) {}

  @Override
  public void register(Runnable stop, CompletableFuture<Void> stopped) {}

  @Override
  public int maxLoops() {
    return 1;
  }

  @Override
  public int reservedSockets() {
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
  public Executor callbackExecutor() {
    return null;
  }

  @Override
  public void watch(WatchedScan scan, List<EventLoop> loops) {}

  @Override
  public Executor callbackThreads() {
    return Runnable::run;
  }

  @Override
  public Lookup resolve(
      Endpoint endpoint,
      AddressSelection selection,
      Executor loop,
      Consumer<List<InetAddress>> resolved,
      Consumer<ProbeException> failed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isPolicyImmediate() {
    return true;
  }

  @Override
  public Runnable runPolicy(Runnable calls) {
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
  public boolean hasRepliesFromAnyPort(int port) {
    return false;
  }

  @Override
  public boolean hasProtocol(Transport transport, int port) {
    return false;
  }

  @Override
  public DatagramRequest requestDatagram(
      String host,
      InetSocketAddress address,
      int earlierSends,
      BiConsumer<ByteBuffer, LocalFaultException> listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> blockedIn(Collection<CompletableFuture<ProbeReport>> dialogues) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ServiceIdentifier identifier(IdentifySettings limits) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<ProbeReport> startDialogue(Endpoint endpoint, InetAddress address) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<ProbeReport> probeState(
      Endpoint endpoint,
      InetAddress address,
      Duration timeout,
      InetAddress source,
      int sourcePort,
      boolean closeByReset) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<Boolean> icmpErrors() {
    return CompletableFuture.completedFuture(false);
  }

  @Override
  public boolean receivesIcmpErrors() {
    return true;
  }

  @Override
  public CompletableFuture<ProbeReport> checkState(
      Endpoint endpoint, InetAddress address, Duration timeout) {
    throw new UnsupportedOperationException();
  }
}
