package io.portprobe.internal;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The event loops of a client, what makes sockets for them, and who has to end them. */
final class Loops {
  private final EventLoopGroup group;
  private final IoBackend backend;
  private final boolean own;
  private final ProtocolLoops forProtocols;
  private @Nullable CompletableFuture<Optional<IcmpErrorQueue>> icmpErrors; // guarded by this
  private boolean closed; // guarded by this

  private Loops(EventLoopGroup group, IoBackend backend, boolean own, int threads) {
    this.group = group;
    this.backend = backend;
    this.own = own;
    this.forProtocols =
        new ProtocolLoops(protocol -> make("portprobe-loop-" + protocol, threads, backend));
  }

  static Loops open(ClientConfig config) {
    EventLoopGroup lent = config.eventLoopGroup();
    if (lent != null) {
      return new Loops(lent, IoBackend.fitting(lent), false, config.eventLoops());
    }
    IoBackend backend = IoBackend.of(config.ioMode());
    EventLoopGroup group = make("portprobe-loop", config.eventLoops(), backend);
    return new Loops(group, backend, true, config.eventLoops());
  }

  private static EventLoopGroup make(String name, int threads, IoBackend backend) {
    return new MultiThreadIoEventLoopGroup(
        threads, new DefaultThreadFactory(name, true), backend.handlers());
  }

  EventLoop next() {
    return group.next();
  }

  /** A loop for a conversation: one of the protocol's own, unless the loops were lent. */
  EventLoop next(String protocol) {
    return own ? forProtocols.next(protocol) : next();
  }

  /** Whether conversations of protocols have loops of their own. */
  boolean keepsProtocolsApart() {
    return own;
  }

  /** A plug-in does not return to this loop. */
  void leave(String protocol, EventLoop heldUp) {
    forProtocols.leave(protocol, heldUp);
  }

  IoBackend backend() {
    return backend;
  }

  /** Whether the calling thread is one of the loops. */
  boolean inLoop() {
    return ProtocolLoops.inLoop(group) || forProtocols.inLoop();
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
    CompletableFuture<?>[] ofProtocols =
        forProtocols.shutDown().stream()
            // A plug-in may hold its loop, and nobody need wait for that.
            .map(end -> ended(end).completeOnTimeout(null, 5, TimeUnit.SECONDS))
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(icmp, loops, CompletableFuture.allOf(ofProtocols));
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
