package io.portprobe.internal;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.portprobe.IoMode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The event loops of a client, what makes sockets for them, and who has to end them. */
final class Loops {
  private final EventLoopGroup group;
  private final IoBackend backend;
  private final boolean own;
  private @Nullable CompletableFuture<Optional<IcmpErrorQueue>> icmpErrors; // guarded by this
  private boolean closed; // guarded by this

  private Loops(EventLoopGroup group, IoBackend backend, boolean own) {
    this.group = group;
    this.backend = backend;
    this.own = own;
  }

  static Loops open(ClientConfig config) {
    EventLoopGroup lent = config.eventLoopGroup();
    if (lent != null) {
      return new Loops(lent, IoBackend.fitting(lent), false);
    }
    IoMode mode = config.ioMode();
    IoBackend backend = IoBackend.of(mode);
    return new Loops(
        new MultiThreadIoEventLoopGroup(
            config.eventLoops(),
            new DefaultThreadFactory("portprobe-loop", true),
            backend.handlers()),
        backend,
        true);
  }

  EventLoop next() {
    return group.next();
  }

  IoBackend backend() {
    return backend;
  }

  /** Whether the calling thread is one of the loops. */
  boolean inLoop() {
    for (EventExecutor loop : group) {
      if (loop.inEventLoop()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The reader of ICMP errors, if there can be one. Made when first asked for, on a worker, since
   * native code has to be loaded.
   */
  synchronized CompletableFuture<Optional<IcmpErrorQueue>> icmpErrors() {
    if (icmpErrors == null) {
      icmpErrors =
          closed
              ? CompletableFuture.completedFuture(Optional.empty())
              : CompletableFuture.supplyAsync(IcmpErrorQueue::open, Workers.computing());
    }
    return icmpErrors;
  }

  /** Ends what this client made; completes when its threads have ended. */
  CompletableFuture<Void> close() {
    CompletableFuture<Void> icmp = closeIcmpErrors();
    CompletableFuture<Void> loops =
        own
            ? ended(group.shutdownGracefully(0, 5, TimeUnit.SECONDS))
            : CompletableFuture.completedFuture(null);
    return CompletableFuture.allOf(icmp, loops);
  }

  private synchronized CompletableFuture<Void> closeIcmpErrors() {
    closed = true;
    if (icmpErrors == null) {
      return CompletableFuture.completedFuture(null);
    }
    return icmpErrors
        .exceptionally(failure -> Optional.empty())
        .thenCompose(
            queue ->
                queue
                    .map(open -> ended(open.shutdown()))
                    .orElseGet(() -> CompletableFuture.completedFuture(null)));
  }

  private static CompletableFuture<Void> ended(Future<?> future) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    future.addListener(done -> ended.complete(null));
    return ended;
  }
}
