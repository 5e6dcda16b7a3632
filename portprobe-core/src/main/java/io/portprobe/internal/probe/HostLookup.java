package io.portprobe.internal.probe;

import io.portprobe.Endpoint;
import io.portprobe.NameResolver;
import io.portprobe.ProbeException;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.internal.io.BackgroundThreads;
import io.portprobe.internal.jfr.ProbeSpan;
import io.portprobe.text.HostSyntax;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the addresses of one endpoint's host, off the event loop. */
public final class HostLookup {
  private final Endpoint endpoint;
  private final NameResolver resolver;
  private volatile @Nullable CompletableFuture<List<InetAddress>> lookUp;
  private volatile boolean cancelled;

  public HostLookup(Endpoint endpoint, NameResolver resolver) {
    this.endpoint = endpoint;
    this.resolver = resolver;
  }

  /** Starts; one of the two is told, on the loop. A literal is told at once. */
  public void start(
      Executor loop, Consumer<List<InetAddress>> resolved, Consumer<ProbeException> failed) {
    if (HostSyntax.isLiteral(endpoint.host())) {
      literal(resolved, failed);
      return;
    }
    ProbeSpan record = ProbeSpan.resolve(endpoint.host());
    BackgroundThreads.resolving()
        .execute(
            () ->
                ask()
                    .whenComplete(
                        (addresses, failure) -> {
                          note(record, addresses, failure);
                          loop.execute(() -> tell(addresses, failure, resolved, failed));
                        }));
  }

  void cancel() {
    cancelled = true;
    CompletableFuture<List<InetAddress>> running = lookUp;
    if (running != null) {
      running.cancel(false);
    }
  }

  private CompletionStage<List<InetAddress>> ask() {
    if (cancelled) {
      return CompletableFuture.completedFuture(List.of());
    }
    try {
      CompletableFuture<List<InetAddress>> running =
          resolver.resolve(endpoint.host()).toCompletableFuture();
      lookUp = running;
      if (cancelled) {
        running.cancel(false);
      }
      return running;
    } catch (RuntimeException | Error e) { // a caller's resolver may throw anything
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void note(
      ProbeSpan record, @Nullable List<InetAddress> addresses, @Nullable Throwable failure) {
    if (failure == null) {
      record.resolved(addresses == null ? 0 : addresses.size());
    } else {
      record.failed(failure);
    }
  }

  private void tell(
      @Nullable List<InetAddress> addresses,
      @Nullable Throwable failure,
      Consumer<List<InetAddress>> resolved,
      Consumer<ProbeException> failed) {
    if (failure == null && addresses != null && !addresses.isEmpty()) {
      resolved.accept(addresses);
      return;
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    String why =
        cause == null || cause instanceof UnknownHostException
            ? "the host name has no address"
            : "the look-up failed: " + cause;
    failed.accept(new UnresolvedTargetException(endpoint, why, cause));
  }

  private void literal(Consumer<List<InetAddress>> resolved, Consumer<ProbeException> failed) {
    try {
      resolved.accept(List.of(InetAddress.getByName(endpoint.host())));
    } catch (UnknownHostException e) { // a zone that this machine does not have
      failed.accept(new UnresolvedTargetException(endpoint, "the address cannot be used here", e));
    }
  }
}
