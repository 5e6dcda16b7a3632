package io.portprobe.internal.probe;

import io.portprobe.Endpoint;
import io.portprobe.NameResolver;
import io.portprobe.ProbeException;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.internal.io.BackgroundThreads;
import io.portprobe.internal.jfr.ProbeSpan;
import io.portprobe.internal.targets.AddressForms;
import io.portprobe.internal.targets.Zones;
import io.portprobe.internal.util.Futures;
import io.portprobe.text.HostSyntax;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The resolution of one host name. The resolver runs on a background thread, since it may block.
 * Thread-safe.
 */
public final class HostLookup {
  private final Endpoint endpoint;
  private final NameResolver resolver;
  private volatile @Nullable CompletableFuture<List<InetAddress>> pending;
  private volatile boolean cancelled;

  /** Creates the resolution of the host of an endpoint. It starts with {@link #start}. */
  public HostLookup(Endpoint endpoint, NameResolver resolver) {
    this.endpoint = endpoint;
    this.resolver = resolver;
  }

  /**
   * Starts the resolution. Exactly one of the consumers is called: during this call if the host is
   * an address with the zone that it needs, otherwise on the loop.
   *
   * @param resolved receives at least one address
   */
  public void start(
      Executor loop, Consumer<List<InetAddress>> resolved, Consumer<ProbeException> failed) {
    if (HostSyntax.isLiteral(endpoint.host())) {
      parseAddress(loop, resolved, failed);
      return;
    }
    ProbeSpan span = ProbeSpan.resolve(endpoint.host());
    BackgroundThreads.resolving()
        .execute(
            () ->
                resolve()
                    .thenApply(AddressForms::canonical)
                    .whenComplete(
                        (addresses, failure) -> {
                          record(span, addresses, failure);
                          loop.execute(() -> complete(addresses, failure, resolved, failed));
                        }));
  }

  /** Cancels the resolver's future, or keeps the resolver from being called. */
  void cancel() {
    cancelled = true;
    CompletableFuture<List<InetAddress>> running = pending;
    if (running != null) {
      running.cancel(false);
    }
  }

  private CompletionStage<List<InetAddress>> resolve() {
    if (cancelled) {
      return CompletableFuture.completedFuture(List.of());
    }
    try {
      CompletableFuture<List<InetAddress>> running =
          resolver.resolve(endpoint.host()).toCompletableFuture();
      pending = running;
      if (cancelled) {
        running.cancel(false);
      }
      return running;
    } catch (RuntimeException | Error e) { // a caller's resolver may throw anything
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void record(
      ProbeSpan span, @Nullable List<InetAddress> addresses, @Nullable Throwable failure) {
    if (failure == null) {
      span.resolved(addresses == null ? 0 : addresses.size());
    } else {
      span.failed(failure);
    }
  }

  private void complete(
      @Nullable List<InetAddress> addresses,
      @Nullable Throwable failure,
      Consumer<List<InetAddress>> resolved,
      Consumer<ProbeException> failed) {
    if (failure == null && addresses != null && !addresses.isEmpty()) {
      resolved.accept(addresses);
      return;
    }
    Throwable cause = failure == null ? null : Futures.unwrap(failure);
    String why =
        cause == null || cause instanceof UnknownHostException
            ? "the host name has no address"
            : "name resolution failed: " + cause;
    failed.accept(new UnresolvedTargetException(endpoint, why, cause));
  }

  private void parseAddress(
      Executor loop, Consumer<List<InetAddress>> resolved, Consumer<ProbeException> failed) {
    InetAddress address;
    try {
      address = AddressForms.canonical(InetAddress.getByName(endpoint.host()));
    } catch (UnknownHostException e) { // an IPv6 zone that does not exist on this host
      failed.accept(
          new UnresolvedTargetException(endpoint, "the address does not exist on this host", e));
      return;
    }
    if (!Zones.isMissing(address)) {
      resolved.accept(List.of(address));
      return;
    }
    BackgroundThreads.resolving()
        .execute(
            () -> {
              List<InetAddress> complete = List.of(Zones.complete(address));
              loop.execute(() -> resolved.accept(complete));
            });
  }
}
