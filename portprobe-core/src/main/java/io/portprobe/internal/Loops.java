package io.portprobe.internal;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The event loops of a client, what makes sockets for them, and who has to end them. */
final class Loops {
  /** Loops that a plug-in holds need not be waited for any longer. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(6);

  private final @Nullable EventLoopGroup lent;
  private final @Nullable LoopGroup own;
  private final IoBackend backend;
  private final ProtocolLoops forProtocols;
  private final LoopThreads threads;
  private @Nullable CompletableFuture<Optional<IcmpErrorQueue>> icmpErrors; // guarded by this
  private boolean closed; // guarded by this

  private Loops(@Nullable EventLoopGroup lent, IoBackend backend, int count, LoopThreads threads) {
    this.lent = lent;
    this.own = lent == null ? make("portprobe-loop", count, backend, threads) : null;
    this.backend = backend;
    this.forProtocols =
        new ProtocolLoops(protocol -> make("portprobe-loop-" + protocol, count, backend, threads));
    this.threads = threads;
  }

  static Loops open(ClientConfig config) {
    LoopThreads threads = new LoopThreads();
    int count = config.eventLoops();
    EventLoopGroup lent = config.eventLoopGroup();
    IoBackend backend = lent == null ? IoBackend.of(config.ioMode()) : IoBackend.fitting(lent);
    return new Loops(lent, backend, count, threads);
  }

  private static LoopGroup make(String name, int count, IoBackend backend, LoopThreads threads) {
    return LoopGroup.open(count, threads.named(name), backend.handlers());
  }

  EventLoop next() {
    return own != null ? own.next() : Objects.requireNonNull(lent).next();
  }

  /** A loop for a conversation: one of the protocol's own, unless the loops were lent. */
  EventLoop next(String protocol) {
    return own != null ? forProtocols.next(protocol) : next();
  }

  /** Whether conversations of protocols have loops of their own. */
  boolean keepsProtocolsApart() {
    return own != null;
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
    return forProtocols.inLoop() || (own != null ? own.inLoop() : isInLentLoop());
  }

  private boolean isInLentLoop() {
    for (EventExecutor loop : Objects.requireNonNull(lent)) {
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
              : CompletableFuture.supplyAsync(
                  () -> IcmpErrorQueue.open(threads), Workers.computing());
    }
    return icmpErrors;
  }

  /** Ends what this client made; completes when its threads have ended. */
  CompletableFuture<Void> close() {
    List<LoopGroup> ending = new ArrayList<>(forProtocols.shutDown());
    if (own != null) {
      own.shutDown();
      ending.add(own);
    }
    return closeIcmpErrors()
        .thenAcceptAsync(
            icmpErrors -> {
              long deadline = System.nanoTime() + PATIENCE_NANOS;
              icmpErrors.ifPresent(queue -> queue.awaitEnd(deadline));
              ending.forEach(group -> group.awaitEnd(deadline));
              threads.awaitEnds();
            },
            Workers.resolving());
  }

  private synchronized CompletableFuture<Optional<IcmpErrorQueue>> closeIcmpErrors() {
    closed = true;
    if (icmpErrors == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return icmpErrors
        .exceptionally(failure -> Optional.empty())
        .whenComplete((queue, failure) -> queue.ifPresent(IcmpErrorQueue::shutDown));
  }
}
