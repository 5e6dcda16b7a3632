package io.portprobe.internal.client;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.NameResolutionException;
import io.portprobe.ProbeException;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.internal.io.ClientThreads;
import io.portprobe.internal.names.NameService;
import io.portprobe.internal.probe.HostLookup;
import io.portprobe.text.AddressSyntax;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A resolution of a host name that the caller requested without a probe. It completes by its
 * deadline. Thread-safe.
 */
final class HostResolution {
  /** A name is resolved as that of a probe is. Its port has no effect. */
  private static final int ANY_PORT = 1;

  private final Endpoint endpoint;
  private final HostLookup lookup;
  private final Executor worker;
  private final CompletableFuture<List<InetAddress>> future;

  /**
   * Creates the resolution of a host. It starts with {@link #start}.
   *
   * @throws IllegalArgumentException if the host is invalid, or a number that programs read
   *     differently
   */
  HostResolution(
      String host,
      NameService names,
      ClientThreads threads,
      CompletableFuture<List<InetAddress>> future) {
    this.endpoint = Endpoint.tcp(host, ANY_PORT);
    if (AddressSyntax.isAmbiguous(endpoint.host())) {
      throw AddressSyntax.ambiguous(endpoint.host());
    }
    this.worker = threads.computing();
    this.lookup = new HostLookup(endpoint, names, threads.resolving());
    this.future = future;
  }

  CompletableFuture<List<InetAddress>> future() {
    return future;
  }

  void start(Duration timeout) {
    CompletableFuture<@Nullable Void> deadline =
        new CompletableFuture<@Nullable Void>()
            .completeOnTimeout(null, timeout.toNanos(), TimeUnit.NANOSECONDS);
    var unused = deadline.thenRunAsync(() -> fail(lookup.timedOut(timeout)), worker);
    var unusedToo =
        future.whenComplete(
            (addresses, failure) -> {
              deadline.cancel(false);
              lookup.cancel();
            });
    lookup.start(
        AddressSelection.ALL,
        worker,
        resolution -> future.complete(List.copyOf(resolution.addresses())),
        this::fail);
  }

  private void fail(ProbeException failure) {
    if (failure instanceof UnresolvedTargetException unresolved) {
      NameResolutionException typed =
          new NameResolutionException(unresolved.problem(), unresolved.detail());
      typed.initCause(unresolved.getCause());
      future.completeExceptionally(typed);
    } else {
      future.completeExceptionally(failure);
    }
  }

  /** Fails the resolution because the client is closed. */
  void close() {
    future.completeExceptionally(
        new IllegalStateException("the client is closed (host: " + endpoint.host() + ")"));
  }
}
