package io.portprobe.internal.sweep;

import io.netty.channel.EventLoop;
import io.portprobe.IoMode;
import io.portprobe.Transport;
import io.portprobe.internal.io.ClientThreads;
import io.portprobe.internal.io.EventLoops;
import io.portprobe.internal.io.LoopTasks;
import io.portprobe.internal.net.Errno;
import io.portprobe.internal.util.Arguments;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sweeps of a client and their event loops. Thread-safe. The threads are daemons named {@code
 * portprobe-sweep-*}, and start when the first sweep needs them.
 */
public final class Sweeps implements AutoCloseable {
  private static final int MAX_CAPACITY = 32_768;
  private static final int MAX_LOOPS = 256;
  private static final long SHUTDOWN_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** A sweep that has not closed by then never will: a plug-in blocks its event loop. */
  private static final long STALLED_SECONDS = 1;

  private final IoMode mode;
  private final int loops;
  private final Map<IoMode, Group> groups = new EnumMap<>(IoMode.class); // guarded by this
  private final List<Sweep> sweeps = new ArrayList<>(); // guarded by this
  private final ClientThreads threads;
  private @Nullable CompletableFuture<Void> closed; // guarded by this

  /** The event loops of one system interface. */
  private record Group(SweepBackend backend, EventLoops all) {}

  private Sweeps(IoMode mode, int loops, ClientThreads threads) {
    this.mode = mode;
    this.loops = loops;
    this.threads = threads;
  }

  /**
   * Loads the native code. Blocks; starts no thread.
   *
   * @param mode AUTO and KQUEUE choose the first of io_uring, epoll and NIO that is available
   * @param loops the number of event loops for each transport, 1-256
   * @param threads the threads of the client
   * @throws IllegalStateException if the mode is not available on this system
   * @throws IllegalArgumentException if {@code loops} is out of range
   */
  public static Sweeps open(IoMode mode, int loops, ClientThreads threads) {
    Arguments.inRange("loops", loops, 1, MAX_LOOPS);
    Errno.loadShortageClasses();
    var unused = EphemeralPorts.atStart(); // reads a file; here it may block
    return new Sweeps(SweepBackend.choose(mode), loops, threads);
  }

  /** Returns IO_URING, EPOLL or NIO. With IO_URING, UDP runs on epoll. */
  public IoMode mode() {
    return mode;
  }

  /** Returns the number of event loops for each transport. */
  public int loops() {
    return loops;
  }

  /**
   * Creates a sweep on an event loop. May be called on any thread; the sweep itself is confined to
   * {@linkplain Sweep#loop its loop}. Sweeps of the same transport and index share a loop; those of
   * different transports may not.
   *
   * @param loop the index of the event loop, from 0
   * @param window how many probes can be in flight, 1-32768
   * @param byReset whether accepted TCP connections are closed with RST, which leaves no TIME_WAIT
   * @throws IllegalStateException if this is closed
   * @throws IllegalArgumentException if a number is out of range
   */
  public synchronized Sweep sweep(
      int loop, Transport transport, int window, boolean byReset, Sweep.Sink sink) {
    if (loop < 0 || loop >= loops) {
      throw new IllegalArgumentException("loop: " + loop + " (expected: 0-" + (loops - 1) + ")");
    }
    Arguments.inRange("window", window, 1, MAX_CAPACITY);
    if (closed != null) {
      throw new IllegalStateException("the sweeps are closed");
    }
    SweepBackend backend = SweepBackend.of(mode, transport);
    Group group = groups.computeIfAbsent(backend.mode(), unused -> group(backend));
    sweeps.removeIf(Sweep::isClosed);
    Sweep sweep = group.backend.sweep(group.all.loop(loop), transport, window, byReset, sink);
    sweeps.add(sweep);
    return sweep;
  }

  private Group group(SweepBackend backend) {
    return new Group(
        backend,
        EventLoops.open(
            loops, threads.named("portprobe-sweep"), backend.handlers(), (loop, error) -> {}));
  }

  /** Closes every sweep and stops the event loops. Completes when their threads have ended. */
  public synchronized CompletableFuture<Void> closeAsync() {
    if (closed == null) {
      closed =
          allOf(sweeps.stream().map(Sweeps::close))
              .thenRunAsync(this::endLoops, threads.callbacks());
    }
    return closed.copy();
  }

  private static CompletableFuture<Void> allOf(Stream<CompletableFuture<Void>> all) {
    return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
  }

  private static CompletableFuture<Void> close(Sweep sweep) {
    CompletableFuture<Void> gone = new CompletableFuture<>();
    Runnable closing =
        () -> {
          var unused = sweep.close().thenAccept(gone::complete);
        };
    if (!LoopTasks.submit(sweep.loop(), closing)) {
      gone.complete(null); // an error has ended the loop, and its sockets are closed
    }
    return gone.completeOnTimeout(null, STALLED_SECONDS, TimeUnit.SECONDS);
  }

  /** Replaces a blocked loop, so that later sweeps do not wait for it. */
  public synchronized void replace(EventLoop blocked) {
    groups.values().forEach(group -> group.all().replace(blocked));
  }

  private void endLoops() {
    List<EventLoops> ending = groups();
    ending.forEach(EventLoops::shutDown);
    long deadline = System.nanoTime() + SHUTDOWN_TIMEOUT_NANOS;
    ending.forEach(group -> group.awaitEnd(deadline));
  }

  private synchronized List<EventLoops> groups() {
    return groups.values().stream().map(Group::all).toList();
  }

  /** Closes as {@link #closeAsync} does, and waits, unless called on one of the loops. */
  @Override
  public void close() {
    CompletableFuture<Void> done = closeAsync();
    if (!inLoop()) {
      done.join();
    }
  }

  private boolean inLoop() {
    return groups().stream().anyMatch(EventLoops::inLoop);
  }
}
