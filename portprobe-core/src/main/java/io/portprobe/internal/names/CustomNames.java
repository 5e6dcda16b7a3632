package io.portprobe.internal.names;

import io.portprobe.AddressSelection;
import io.portprobe.NameResolutionException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.NameResolver;
import io.portprobe.internal.io.LimitedThreads;
import io.portprobe.internal.util.Failures;
import io.portprobe.internal.util.Futures;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Name resolution by a resolver of the caller. Its calls run on threads of the client, since they
 * may block. Thread-safe.
 */
final class CustomNames implements NameService {
  private final NameResolver resolver;
  private final LimitedThreads threads;

  CustomNames(NameResolver resolver, LimitedThreads threads) {
    this.resolver = resolver;
    this.threads = threads;
  }

  @Override
  public NameLookup resolve(String host, AddressSelection needed) {
    Lookup lookup = new Lookup();
    threads.execute(() -> lookup.run(host));
    return lookup;
  }

  @Override
  public void close() {} // the client ends the threads

  private enum State {
    /** Waiting for a thread. */
    WAITING,
    /** The resolver was called. */
    CALLED,
    CANCELLED
  }

  private final class Lookup implements NameLookup {
    private final CompletableFuture<Resolution> result = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<?> stage;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    void run(String host) {
      if (!state.compareAndSet(State.WAITING, State.CALLED)) {
        return;
      }
      try {
        CompletionStage<List<InetAddress>> returned = resolver.resolve(host);
        if (returned == null) {
          throw failed("the name resolver returned null");
        }
        var unused = returned.whenComplete(this::complete);
        stage = returned.toCompletableFuture();
      } catch (Throwable e) { // a resolver may throw anything
        result.completeExceptionally(typed(e));
      }
      if (state.get() == State.CANCELLED) {
        cancel();
      }
    }

    private void complete(@Nullable List<InetAddress> addresses, @Nullable Throwable failure) {
      if (failure != null) {
        result.completeExceptionally(typed(Futures.unwrap(failure)));
        return;
      }
      try {
        if (addresses == null) {
          throw failed("the name resolver completed with null");
        }
        List<InetAddress> copy = new ArrayList<>(addresses); // the list may change later
        if (copy.contains(null)) {
          throw failed("the name resolver returned a null address");
        }
        if (copy.isEmpty()) {
          throw new NameResolutionException(Problem.NO_ADDRESS, Problem.NO_ADDRESS.description());
        }
        result.complete(new Resolution(copy, List.of()));
      } catch (Throwable e) { // the list is the resolver's
        result.completeExceptionally(typed(e));
      }
    }

    @Override
    public CompletableFuture<Resolution> result() {
      return result;
    }

    @Override
    public Optional<NameResolutionException> unfinished() {
      return Optional.of(
          new NameResolutionException(
              Problem.RESOLVER_TIMED_OUT,
              state.get() == State.CALLED
                  ? "the name resolver did not complete"
                  : threads.isBusy()
                      ? threads.limit() + " calls of the name resolver have not returned"
                      : "the name resolver was not called in time"));
    }

    @Override
    public void cancel() {
      state.set(State.CANCELLED);
      CompletableFuture<?> running = stage;
      if (running != null) {
        running.cancel(false);
      }
    }
  }

  private static NameResolutionException failed(String message) {
    return new NameResolutionException(Problem.RESOLVER_FAILED, message);
  }

  private static NameResolutionException typed(Throwable failure) {
    if (failure instanceof NameResolutionException typed) {
      return typed;
    }
    NameResolutionException typed =
        failure instanceof UnknownHostException
            ? new NameResolutionException(Problem.UNSPECIFIED, Problem.UNSPECIFIED.description())
            : failed("name resolution failed: " + Failures.describe(failure));
    typed.initCause(failure);
    return typed;
  }
}
