package io.portprobe.internal.io;

import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that looks after work whose event loop may have died or be blocked. It sleeps until the
 * first look is due, so that work which completes in time costs one entry in a set. Thread-safe.
 */
public final class Watchdog implements AutoCloseable {
  /** Returned by {@link Watched#look} if there is nothing left to watch. */
  public static final long FINISHED = -1;

  private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** Waking so late shows that the process or the machine was stopped, event loops included. */
  private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** How long event loops may take to catch up after a stall. */
  private static final long STALL_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Work to look after. */
  public abstract static class Watched {
    private volatile long due;

    /**
     * Looks at the work. Called on the thread of the watchdog, so it must not block.
     *
     * @return nanoseconds until the next look, or {@link #FINISHED}
     */
    protected abstract long look();
  }

  private final ThreadFactory threads;
  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Thread thread; // set under this
  private volatile boolean closed;
  private volatile boolean looking; // an entry that is added now may be missed
  private volatile long wakeAt;
  private boolean failureLogged; // confined to the thread

  /** Creates a watchdog. Its thread starts with the first work. */
  public Watchdog(ThreadFactory threads) {
    this.threads = threads;
  }

  /** Looks after some work, first after a time. Has no effect if the watchdog is closed. */
  public void watch(Watched work, long nanos) {
    work.due = System.nanoTime() + nanos;
    watched.add(work);
    if (looking || thread == null || wakeAt - work.due > 0) {
      wake();
    }
  }

  /** Stops to look after some work. */
  public void forget(Watched work) {
    watched.remove(work);
  }

  /** Ends the thread. */
  @Override
  public synchronized void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private synchronized void wake() {
    if (thread == null && !closed) {
      Thread created = threads.newThread(this::run);
      created.start();
      thread = created;
    } else {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (!closed) {
      try {
        lookAtAll();
        LockSupport.parkNanos(wakeAt - System.nanoTime());
        spareAfterStall();
      } catch (Throwable e) { // no memory, or a class that cannot be loaded: the watch continues
        logOnce(e);
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  /** Logs the first failure only: the same one may recur four times a second. */
  private void logOnce(Throwable failure) {
    if (failureLogged) {
      return;
    }
    failureLogged = true;
    try {
      System.getLogger("io.portprobe")
          .log(
              System.Logger.Level.WARNING,
              "the watchdog failed, and tries again every "
                  + TimeUnit.NANOSECONDS.toMillis(RETRY_NANOS)
                  + " ms; later failures are not logged",
              failure);
    } catch (Throwable unlogged) { // no memory for the message either
      failureLogged = false;
    }
  }

  private void lookAtAll() {
    looking = true;
    long now = System.nanoTime();
    long next = now + IDLE_NANOS;
    for (Iterator<Watched> each = watched.iterator(); each.hasNext(); ) {
      Watched work = each.next();
      if (work.due - now <= 0 && isFinished(work, now)) {
        each.remove();
      } else {
        next = Math.min(next - now, work.due - now) + now;
      }
    }
    wakeAt = next;
    looking = false;
  }

  private static boolean isFinished(Watched work, long now) {
    work.due = now + RETRY_NANOS; // if it throws
    long delay = work.look();
    work.due = now + delay;
    return delay == FINISHED;
  }

  private void spareAfterStall() {
    long now = System.nanoTime();
    if (now - wakeAt > STALL_NANOS) {
      for (Watched work : watched) {
        if (work.due - now <= 0) {
          work.due = now + STALL_GRACE_NANOS;
        }
      }
    }
  }
}
