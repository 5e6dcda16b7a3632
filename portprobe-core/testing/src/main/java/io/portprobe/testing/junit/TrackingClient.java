package io.portprobe.testing.junit;

import io.portprobe.Endpoint;
import io.portprobe.IoMode;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeClientBuilder;
import io.portprobe.Transport;
import io.portprobe.scan.Scan;
import io.portprobe.spi.Binding;
import io.portprobe.spi.ProtocolOption;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A view of a shared client that tracks its own probes and scans in flight. Thread-safe. */
final class TrackingClient implements ProbeClient {
  private final ProbeClient shared;
  private final Set<Operation> inFlight = new LinkedHashSet<>();

  /** A probe or a scan in flight. Compared by identity. */
  private static final class Operation {
    private final String name;
    private final CompletableFuture<?> ended;
    private final Runnable cancel;
    private final String thread = Thread.currentThread().getName();
    private final long startedNanos = System.nanoTime();

    Operation(String name, CompletableFuture<?> ended, Runnable cancel) {
      this.name = name;
      this.ended = ended;
      this.cancel = cancel;
    }

    @Override
    public String toString() {
      long millis = Duration.ofNanos(System.nanoTime() - startedNanos).toMillis();
      return name + ", started " + millis + " ms ago by thread '" + thread + "'";
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
  public CompletableFuture<List<InetAddress>> resolve(String host, Duration timeout) {
    return shared.resolve(host, timeout);
  }

  @Override
  public List<String> protocolsOn(Transport transport, int port) {
    return shared.protocolsOn(transport, port);
  }

  @Override
  public List<ProtocolOption<?>> options(String protocol) {
    return shared.options(protocol);
  }

  @Override
  public Set<Binding> bindings(String protocol) {
    return shared.bindings(protocol);
  }

  @Override
  public IoMode transport() {
    return shared.transport();
  }

  @Override
  public Scan scan() {
    return TrackingScan.of(shared.scan(), this);
  }

  /**
   * Tracks an operation until it ends.
   *
   * @param ended the future that the test waits for, not one derived from it, which may complete
   *     later
   * @param cancel cancels the operation
   * @return an action that stops tracking the operation
   */
  Runnable track(String name, CompletableFuture<?> ended, Runnable cancel) {
    Operation operation = new Operation(name, ended, cancel);
    synchronized (inFlight) {
      inFlight.add(operation);
    }
    var unused = ended.whenComplete((result, failure) -> remove(operation));
    return () -> remove(operation);
  }

  /** Tracks a future until it completes. */
  <T> CompletableFuture<T> track(String name, CompletableFuture<T> future) {
    var unused = track(name, future, () -> future.cancel(true));
    return future;
  }

  private void remove(Operation operation) {
    synchronized (inFlight) {
      inFlight.remove(operation);
    }
  }

  /** Cancels the operations in flight and describes each. */
  List<String> cancelAll() {
    List<Operation> operations;
    synchronized (inFlight) {
      operations = List.copyOf(inFlight);
    }
    List<Operation> pending =
        operations.stream().filter(operation -> !operation.ended.isDone()).toList();
    pending.forEach(operation -> operation.cancel.run());
    return pending.stream().map(Operation::toString).toList();
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
  public ProbeClientBuilder toBuilder() {
    return shared.toBuilder();
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

  @Override
  public String toString() {
    return shared.toString();
  }
}
