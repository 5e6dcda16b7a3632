package io.portprobe.internal.io;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A pool of daemon threads of one client, for calls that block. A call that never returns takes a
 * thread from its client only. Idle threads end. Thread-safe.
 *
 * <p>A task that comes after the pool was shut down runs on a new thread, so that no result is lost
 * while its client closes. An interrupted pool drops such a task.
 *
 * <p>Event loops submit tasks. The queues have no locks, so that the submission does not park.
 */
public final class LimitedThreads implements Executor {
  private static final long IDLE_SECONDS = 5;

  private final String prefix;
  private final AtomicInteger count = new AtomicInteger();
  private final ThreadSet threads = new ThreadSet();
  private final Set<Thread> inTask = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor pool;
  private volatile boolean interrupted;

  LimitedThreads(String prefix, int limit) {
    this.prefix = prefix;
    this.pool =
        new MarkingPool(limit, limit, new LinkedTransferQueue<>(), new PoolEvents()); // lock-free
    pool.allowCoreThreadTimeOut(true);
  }

  private LimitedThreads(String prefix) {
    this.prefix = prefix;
    this.pool = new MarkingPool(0, Integer.MAX_VALUE, new SynchronousQueue<>(), new PoolEvents());
  }

  /** Returns a pool that makes a thread for each task if none is idle. */
  static LimitedThreads unlimited(String prefix) {
    return new LimitedThreads(prefix);
  }

  private Thread newThread(Runnable task) {
    Thread thread = new Thread(task, prefix + count.incrementAndGet());
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  private void afterShutdown(Runnable task) {
    if (!interrupted) {
      newThread(() -> runMarked(task)).start();
    }
  }

  /** Returns the most threads that run at the same time. */
  public int limit() {
    return pool.getMaximumPoolSize();
  }

  /** Returns whether each of the threads runs a task. */
  public boolean isBusy() {
    return pool.getActiveCount() >= limit();
  }

  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  /** Runs a task that can be cancelled, which interrupts it. */
  public Future<?> submit(Runnable task) {
    return pool.submit(task);
  }

  /** Returns whether the calling thread is one of this pool. */
  boolean isCurrent() {
    return threads.isCurrent();
  }

  /** Ends the threads after the tasks that were submitted. */
  void shutDown() {
    pool.shutdown();
  }

  /** Drops the tasks that have not started, and interrupts those that have. */
  void interrupt() {
    interrupted = true;
    var unused = pool.shutdownNow();
  }

  /** Waits until the threads have ended, except for those that a task blocks. Blocks. */
  void awaitEnd(long deadline) throws InterruptedException {
    threads.awaitEnd(deadline, this::isBlocked);
  }

  /** Returns whether a thread waits in a task, or is in a call of the system. */
  boolean isBlocked(Thread thread) {
    if (!inTask.contains(thread)) {
      return false;
    }
    StackTraceElement[] stack = thread.getStackTrace();
    return thread.getState() != Thread.State.RUNNABLE
        || (stack.length > 0 && stack[0].isNativeMethod());
  }

  private void runMarked(Runnable task) {
    inTask.add(Thread.currentThread());
    try {
      task.run();
    } finally {
      inTask.remove(Thread.currentThread());
    }
  }

  /** Creates the threads of the pool, and receives the tasks that it rejects. */
  private final class PoolEvents implements ThreadFactory, RejectedExecutionHandler {
    @Override
    public Thread newThread(Runnable task) {
      return LimitedThreads.this.newThread(task);
    }

    @Override
    public void rejectedExecution(Runnable task, ThreadPoolExecutor full) {
      afterShutdown(task);
    }
  }

  /** A pool that marks the threads that run a task, so that they differ from idle ones. */
  private final class MarkingPool extends ThreadPoolExecutor {
    MarkingPool(int threads, int limit, BlockingQueue<Runnable> queue, PoolEvents events) {
      super(threads, limit, IDLE_SECONDS, TimeUnit.SECONDS, queue, events, events);
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
      inTask.add(thread);
    }

    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable failure) {
      inTask.remove(Thread.currentThread());
    }
  }
}
