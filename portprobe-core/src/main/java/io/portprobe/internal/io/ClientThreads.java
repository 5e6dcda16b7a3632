package io.portprobe.internal.io;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one client: its event loops, and pools for work that must not run on an event
 * loop. All are daemons named {@code portprobe-*}, start when they are needed, and end when the
 * client closes. Thread-safe.
 */
public final class ClientThreads {
  private static final int MAX_RESOLVING = 64;
  private static final int MAX_DECIDING = 16;

  /**
   * Longest wait for threads that end as soon as a processor is free. One that a call of the system
   * or the caller blocks ends when that call returns, and is not waited for.
   */
  private static final long TERMINATION_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final ThreadSet loops = new ThreadSet();
  private final ThreadSet others = new ThreadSet();
  private final LimitedThreads resolving = new LimitedThreads("portprobe-resolve-", MAX_RESOLVING);
  private final LimitedThreads deciding = new LimitedThreads("portprobe-policy-", MAX_DECIDING);
  private final LimitedThreads computing =
      new LimitedThreads("portprobe-tls-", Math.max(2, Runtime.getRuntime().availableProcessors()));
  private volatile @Nullable Thread closer;
  private final LimitedThreads callbacks = LimitedThreads.unlimited("portprobe-scan-");

  /** Returns a factory of event loop threads with this name and a number. */
  public ThreadFactory named(String name) {
    return new DefaultThreadFactory(name, true) {
      @Override
      protected Thread newThread(Runnable task, String numbered) {
        Thread thread = new LoopThread(threadGroup, task, numbered);
        loops.add(thread);
        return thread;
      }
    };
  }

  /** Returns a factory of threads that may block, each with this name. */
  public ThreadFactory blocking(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      others.add(thread);
      return thread;
    };
  }

  /** Returns 64 threads for name resolution, which blocks and may ignore an interrupt. */
  public LimitedThreads resolving() {
    return resolving;
  }

  /** Returns 16 threads for calls of a target policy, which may block. */
  public LimitedThreads deciding() {
    return deciding;
  }

  /** Returns one thread per processor for computations, such as TLS handshakes. */
  public LimitedThreads computing() {
    return computing;
  }

  /**
   * Returns threads, without limit, that call code of the caller which may block without limit:
   * consumers of results, sources of hosts, and dependent stages of overdue futures.
   */
  public LimitedThreads callbacks() {
    return callbacks;
  }

  /** Returns whether the calling thread is one of these threads. */
  public boolean isCurrent() {
    return loops.isCurrent()
        || others.isCurrent()
        || resolving.isCurrent()
        || deciding.isCurrent()
        || computing.isCurrent()
        || callbacks.isCurrent();
  }

  /**
   * Ends the pools, and waits for the threads of loops that have terminated. Calls of a resolver or
   * policy are interrupted; other tasks complete. A thread that a call of the caller or of the
   * system blocks ends when that call returns; this method does not wait for it. Blocks.
   */
  void close(long loopDeadline, Predicate<Thread> inPlugIn) {
    resolving.interrupt();
    deciding.interrupt();
    computing.shutDown();
    callbacks.shutDown();
    try {
      loops.awaitEnd(loopDeadline, inPlugIn);
      long deadline = System.nanoTime() + TERMINATION_NANOS;
      others.awaitEnd(deadline);
      for (LimitedThreads pool : pools()) {
        pool.awaitEnd(deadline);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns an executor that runs a task on a new thread, which waits for the others to end. */
  Executor closer() {
    return task -> {
      Thread thread = new Thread(task, "portprobe-close");
      thread.setDaemon(true);
      closer = thread;
      thread.start();
    };
  }

  /** Waits for the thread that waited for the others, and has nothing left to do. Blocks. */
  public void awaitCloser() {
    Thread last = closer;
    if (last == null || last == Thread.currentThread()) {
      return;
    }
    try {
      TimeUnit.NANOSECONDS.timedJoin(last, TERMINATION_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<LimitedThreads> pools() {
    return List.of(resolving, deciding, computing, callbacks);
  }
}
