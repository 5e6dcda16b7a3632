package io.portprobe.internal.io;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.portprobe.IoMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The event loops of a client, with the channels for them. The client stops the loops that it
 * created, and leaves those that the caller supplied. Thread-safe.
 */
public final class ClientEventLoops {
  /** How long to wait for the loops to terminate; a loop that a plug-in blocks never does. */
  private static final long TERMINATION_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long OPENING_SECONDS = 1;

  private final @Nullable EventLoopGroup supplied;
  private final @Nullable EventLoops own;
  private final ChannelBackend backend;
  private final ProtocolEventLoops forProtocols;
  private final EventLoopThreads threads;
  private @Nullable CompletableFuture<Optional<IcmpErrorQueue>> icmpErrors; // guarded by this
  private boolean closed; // guarded by this

  private ClientEventLoops(
      @Nullable EventLoopGroup supplied,
      ChannelBackend backend,
      int count,
      EventLoopThreads threads) {
    this.supplied = supplied;
    this.own = supplied == null ? open("portprobe-loop", count, backend, threads) : null;
    this.backend = backend;
    this.forProtocols =
        new ProtocolEventLoops(
            protocol -> open("portprobe-loop-" + protocol, count, backend, threads));
    this.threads = threads;
  }

  /**
   * Opens the event loops of a client.
   *
   * @param mode the I/O mode; not used if the caller supplies a group
   * @param count number of loops to create; at least 1
   * @param group event loops supplied by the caller, or null to create some
   * @throws IllegalStateException if the mode is not available on this system
   */
  public static ClientEventLoops open(IoMode mode, int count, @Nullable EventLoopGroup group) {
    ChannelBackend backend =
        group == null ? ChannelBackend.of(mode) : ChannelBackend.fitting(group);
    return new ClientEventLoops(group, backend, count, new EventLoopThreads());
  }

  private static EventLoops open(
      String name, int count, ChannelBackend backend, EventLoopThreads threads) {
    return EventLoops.open(count, threads.named(name), backend.handlers());
  }

  /** Returns the next loop for a probe without a dialogue. */
  public EventLoop next() {
    return own != null ? own.next() : Objects.requireNonNull(supplied).next();
  }

  /**
   * Returns the next loop for a dialogue: one of the protocol, unless the caller supplied loops.
   */
  public EventLoop next(String protocol) {
    return own != null ? forProtocols.next(protocol) : next();
  }

  /** Returns whether each protocol has separate loops. */
  public boolean separatesProtocols() {
    return own != null;
  }

  /** Replaces the loops of a protocol because a plug-in blocks one of them. */
  public void replace(String protocol, EventLoop blocked) {
    forProtocols.replace(protocol, blocked);
  }

  /** Returns the source of channels for these loops. */
  public ChannelBackend backend() {
    return backend;
  }

  /** Returns whether the calling thread runs one of the loops. */
  public boolean inLoop() {
    return forProtocols.inLoop() || (own != null ? own.inLoop() : isInSuppliedLoop());
  }

  private boolean isInSuppliedLoop() {
    for (EventExecutor loop : Objects.requireNonNull(supplied)) {
      if (loop.inEventLoop()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the reader of ICMP errors, or empty if the system has none. The first call creates it
   * on a background thread, since native code is loaded.
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

  /** Returns whether {@link #icmpErrors} has a reader for these channels. Never fails. */
  public CompletableFuture<Boolean> readsIcmpErrors() {
    return backend.keepsIcmpErrors()
        ? icmpErrors().handle((reader, failure) -> failure == null && reader.isPresent())
        : CompletableFuture.completedFuture(false);
  }

  /**
   * Stops what this client created. Completes when its threads have terminated, or after a few
   * seconds if a plug-in blocks one of them.
   */
  public CompletableFuture<Void> close() {
    List<EventLoops> ending = new ArrayList<>(forProtocols.shutDown());
    if (own != null) {
      own.shutDown();
      ending.add(own);
    }
    return closeIcmpErrors()
        .thenAcceptAsync(
            icmpErrors -> {
              long deadline = System.nanoTime() + TERMINATION_NANOS;
              icmpErrors.ifPresent(queue -> queue.awaitEnd(deadline));
              ending.forEach(group -> group.awaitEnd(deadline));
              threads.awaitEnds();
            },
            BackgroundThreads.callbacks());
  }

  private synchronized CompletableFuture<Optional<IcmpErrorQueue>> closeIcmpErrors() {
    closed = true;
    if (icmpErrors == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return icmpErrors
        .exceptionally(failure -> Optional.empty())
        .whenComplete((queue, failure) -> queue.ifPresent(IcmpErrorQueue::shutDown))
        .completeOnTimeout(Optional.empty(), OPENING_SECONDS, TimeUnit.SECONDS);
  }
}
