package io.portprobe.internal.io;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.portprobe.internal.client.ClientConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The event loops of a client, what makes sockets for them, and who has to end them. */
public final class ClientEventLoops {
  /** Loops that a plug-in holds need not be waited for any longer. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(6);

  private final @Nullable EventLoopGroup lent;
  private final @Nullable EventLoops own;
  private final ChannelBackend backend;
  private final ProtocolEventLoops forProtocols;
  private final EventLoopThreads threads;
  private @Nullable CompletableFuture<Optional<IcmpErrorQueue>> icmpErrors; // guarded by this
  private boolean closed; // guarded by this

  private ClientEventLoops(
      @Nullable EventLoopGroup lent, ChannelBackend backend, int count, EventLoopThreads threads) {
    this.lent = lent;
    this.own = lent == null ? make("portprobe-loop", count, backend, threads) : null;
    this.backend = backend;
    this.forProtocols =
        new ProtocolEventLoops(
            protocol -> make("portprobe-loop-" + protocol, count, backend, threads));
    this.threads = threads;
  }

  public static ClientEventLoops open(ClientConfig config) {
    EventLoopThreads threads = new EventLoopThreads();
    int count = config.eventLoops();
    EventLoopGroup lent = config.eventLoopGroup();
    ChannelBackend backend =
        lent == null ? ChannelBackend.of(config.ioMode()) : ChannelBackend.fitting(lent);
    return new ClientEventLoops(lent, backend, count, threads);
  }

  private static EventLoops make(
      String name, int count, ChannelBackend backend, EventLoopThreads threads) {
    return EventLoops.open(count, threads.named(name), backend.handlers());
  }

  public EventLoop next() {
    return own != null ? own.next() : Objects.requireNonNull(lent).next();
  }

  /** A loop for a conversation: one of the protocol's own, unless the loops were lent. */
  public EventLoop next(String protocol) {
    return own != null ? forProtocols.next(protocol) : next();
  }

  /** Whether conversations of protocols have loops of their own. */
  public boolean keepsProtocolsApart() {
    return own != null;
  }

  /** A plug-in does not return to this loop. */
  public void leave(String protocol, EventLoop heldUp) {
    forProtocols.leave(protocol, heldUp);
  }

  public ChannelBackend backend() {
    return backend;
  }

  /** Whether the calling thread is one of the loops. */
  public boolean inLoop() {
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
  public synchronized CompletableFuture<Optional<IcmpErrorQueue>> icmpErrors() {
    if (icmpErrors == null) {
      icmpErrors =
          closed
              ? CompletableFuture.completedFuture(Optional.empty())
              : CompletableFuture.supplyAsync(
                  () -> IcmpErrorQueue.open(threads), BackgroundThreads.computing());
    }
    return icmpErrors;
  }

  /** Ends what this client made; completes when its threads have ended. */
  public CompletableFuture<Void> close() {
    List<EventLoops> ending = new ArrayList<>(forProtocols.shutDown());
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
            BackgroundThreads.resolving());
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
