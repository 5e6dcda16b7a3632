package io.portprobe.internal.io;

import io.netty.channel.EventLoop;
import io.portprobe.IoMode;
import io.portprobe.internal.net.JdkChannels;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The event loops of a client, with the channels for them. Thread-safe. */
public final class ClientEventLoops {
  /** How long to wait for the loops to terminate. */
  private static final long TERMINATION_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long OPENING_SECONDS = 1;

  private final EventLoops own;
  private final ChannelBackend backend;
  private final ProtocolEventLoops forProtocols;
  private final ClientThreads threads = new ClientThreads();
  private volatile @Nullable BiConsumer<EventLoop, Throwable> onDeath;
  private @Nullable CompletableFuture<Optional<IcmpErrorQueue>> icmpErrors; // guarded by this
  private boolean closed; // guarded by this

  private ClientEventLoops(ChannelBackend backend, int count) {
    this.backend = backend;
    this.own = openLoops("portprobe-loop", count);
    this.forProtocols =
        new ProtocolEventLoops(protocol -> openLoops("portprobe-loop-" + protocol, count));
  }

  /**
   * Opens the event loops of a client.
   *
   * @param mode the I/O mode
   * @param count number of loops; at least 1
   * @throws IllegalStateException if the mode is not available on this system, or this host has no
   *     resources for the loops
   */
  public static ClientEventLoops open(IoMode mode, int count) {
    NettySettings.apply();
    ChannelBackend backend = ChannelBackend.of(mode);
    if (backend.mode() == IoMode.NIO) {
      try {
        JdkChannels.initialize();
      } catch (IOException e) {
        throw new LoopsUnavailableException(e);
      }
    }
    return new ClientEventLoops(backend, count);
  }

  private EventLoops openLoops(String name, int count) {
    return EventLoops.open(count, threads.named(name), backend.handlers(), this::notifyOfDeath);
  }

  private void notifyOfDeath(EventLoop loop, Throwable error) {
    BiConsumer<EventLoop, Throwable> receiver = onDeath;
    if (receiver != null) {
      receiver.accept(loop, error);
    }
  }

  /** Returns the next loop for a probe without a dialogue. */
  public EventLoop next() {
    return own.next();
  }

  /**
   * Returns the next loop for a dialogue of a protocol. Each protocol has separate loops, unless
   * this host has no resources for them: then it uses those of probes without a dialogue.
   */
  public EventLoop next(String protocol) {
    try {
      return forProtocols.next(protocol);
    } catch (LoopsUnavailableException e) { // the next dialogue tries again
      return own.next();
    }
  }

  /** Replaces a loop that a task blocks. */
  public void replace(EventLoop blocked) {
    own.replace(blocked);
    forProtocols.replace(blocked);
  }

  /** Returns whether a loop takes tasks, and was not replaced. */
  public boolean isInUse(EventLoop loop) {
    return own.contains(loop);
  }

  /** Sets what receives a loop and the error that ended it, on the thread of the loop. */
  public void onDeath(BiConsumer<EventLoop, Throwable> receiver) {
    onDeath = receiver;
  }

  /** Returns the threads of the client. */
  public ClientThreads threads() {
    return threads;
  }

  /** Returns the source of channels for these loops. */
  public ChannelBackend backend() {
    return backend;
  }

  /** Returns whether the calling thread runs one of the loops. */
  public boolean inLoop() {
    return forProtocols.inLoop() || own.inLoop();
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
                  () -> IcmpErrorQueue.open(threads), threads.computing());
    }
    return icmpErrors;
  }

  /** Returns whether {@link #icmpErrors} has a reader for these channels. Never fails. */
  public CompletableFuture<Boolean> readsIcmpErrors() {
    return backend.keepsIcmpErrors()
        ? icmpErrors().handle((reader, failure) -> failure == null && reader.isPresent())
        : CompletableFuture.completedFuture(false);
  }

  /** Stops loops that no plug-in uses. */
  public CompletableFuture<Void> close() {
    return close(thread -> false);
  }

  /**
   * Stops the loops. Completes when the threads of the client have ended, except for those that a
   * plug-in blocks: they end when it returns. The thread that completes it ends right afterwards:
   * see {@link ClientThreads#awaitCloser}.
   *
   * @param inPlugIn whether a thread is in a call of a plug-in
   */
  public CompletableFuture<Void> close(Predicate<Thread> inPlugIn) {
    forProtocols.shutDown();
    own.shutDown();
    return closeIcmpErrors()
        .thenAcceptAsync(
            icmpErrors -> {
              long deadline = System.nanoTime() + TERMINATION_NANOS;
              icmpErrors.ifPresent(queue -> queue.awaitEnd(deadline));
              threads.close(deadline, inPlugIn);
            },
            threads.closer());
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
