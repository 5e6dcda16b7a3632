package io.portprobe.internal.scan.result;

import io.portprobe.internal.io.CallbackThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Hands results from the shards to whoever consumes them: one at a time, as many as are wanted, on
 * a thread that may block. Bounds how far the shards are ahead.
 */
public final class ResultDelivery {
  /** Results that may wait for a consumer, which has to be slow for there to be so many. */
  private static final int MOST_WAITING = 4_096;

  /** Who consumes. Called by one thread at a time, never after it was told the end. */
  public interface Consumer {
    void result(CompactScanResult row) throws Exception;

    /** Nothing more will be handed over. */
    void ended();

    /** What the consumer itself threw. */
    void threw(Throwable failure);
  }

  private final Consumer consumer;
  private final Executor executor;
  private final Runnable roomAgain;
  private final long ahead;
  private final AtomicLong begun = new AtomicLong();
  private final ResultCounts tally = new ResultCounts();

  private List<CompactScanResult> waiting = new ArrayList<>(); // guarded by this
  private List<CompactScanResult> batch =
      new ArrayList<>(); // by the draining thread; guarded when swapped
  private int at; // guarded by this
  private boolean handing; // guarded by this
  private boolean draining; // guarded by this
  private boolean ending; // guarded by this
  private boolean cancelled; // guarded by this
  private boolean told; // guarded by this
  private boolean open; // guarded by this
  private @Nullable Thread drainer; // guarded by this
  private volatile long wanted;
  private volatile long delivered;
  private volatile int backlog;
  private volatile boolean full;

  public ResultDelivery(Consumer consumer, Executor executor, int ahead, Runnable roomAgain) {
    this.consumer = consumer;
    this.executor = executor;
    this.ahead = ahead;
    this.roomAgain = roomAgain;
  }

  // For the shards

  /** Whether another port may be asked about. If not, they are told when that changes. */
  public boolean hasRoom() {
    if (isRoom()) {
      return true;
    }
    full = true;
    return isRoom(); // it may have changed before the mark was seen
  }

  private boolean isRoom() {
    long most = wanted;
    return backlog < MOST_WAITING && (most == Long.MAX_VALUE || begun.get() < most + ahead);
  }

  /** A port is asked about for the first time. */
  public void begun() {
    if (wanted != Long.MAX_VALUE) {
      begun.incrementAndGet();
    }
  }

  void offer(List<CompactScanResult> rows) {
    synchronized (this) {
      if (cancelled) {
        return;
      }
      waiting.addAll(rows);
      backlog = waiting.size() + batch.size() - at;
    }
    drain();
  }

  /** No more rows are offered. */
  public void end() {
    synchronized (this) {
      ending = true;
    }
    drain();
  }

  // For the consumer

  /** The consumer may be called from now on. */
  public void open() {
    synchronized (this) {
      open = true;
    }
    drain();
  }

  /** So many more are wanted; from any thread. */
  public void want(long more) {
    synchronized (this) {
      long sum = wanted + more;
      wanted = sum < 0 ? Long.MAX_VALUE : sum;
    }
    drain();
    makeRoom();
  }

  /** Nothing more is wanted; what waits is dropped, but counts as unfinished. */
  public void cancel() {
    synchronized (this) {
      cancelled = true;
    }
    drain();
  }

  public ResultCounts tally() {
    return tally;
  }

  /** Whether the calling thread is the consumer, with a result at hand. */
  public synchronized boolean isConsuming() {
    return handing && Thread.currentThread() == drainer;
  }

  /** Counts the result at hand as consumed, since its consumer says so. */
  public synchronized void holdHere() {
    handing = false;
  }

  /** Marks what was offered and not consumed. */
  public synchronized void unfinished(java.util.function.Consumer<CompactScanResult> mark) {
    int from = handing ? at - 1 : at; // one is at the consumer's, who has not returned
    batch.subList(Math.max(0, from), batch.size()).forEach(mark);
    waiting.forEach(mark);
  }

  private void makeRoom() {
    if (full && isRoom()) {
      full = false;
      roomAgain.run();
    }
  }

  private void drain() {
    synchronized (this) {
      if (!open || draining || told || !isSomethingToDo()) {
        return;
      }
      draining = true;
    }
    try {
      executor.execute(this::deliver);
    } catch (RejectedExecutionException e) { // a result is not to be lost over where it is told
      CallbackThreads.pool().execute(this::deliver);
    }
  }

  private boolean isSomethingToDo() {
    boolean empty = waiting.isEmpty() && at >= batch.size();
    return cancelled || (empty ? ending : delivered < wanted);
  }

  private void deliver() {
    synchronized (this) {
      drainer = Thread.currentThread();
    }
    while (true) {
      CompactScanResult row = next();
      if (row == null) {
        return;
      }
      try {
        consumer.result(row);
        tally.count(row);
      } catch (Throwable t) { // the caller's code
        synchronized (this) {
          cancelled = true;
          handing = false;
          draining = false;
          told = true;
          at--; // it was not consumed
        }
        consumer.threw(t);
        return;
      }
    }
  }

  /** The next row to hand over; null, and no longer draining, if there is none now. */
  private @Nullable CompactScanResult next() {
    boolean end;
    synchronized (this) {
      handing = false;
      if (!cancelled && at >= batch.size() && !waiting.isEmpty()) {
        List<CompactScanResult> used = batch;
        used.clear();
        batch = waiting;
        waiting = used;
        at = 0;
      }
      if (!cancelled && at < batch.size() && delivered < wanted) {
        delivered++;
        handing = true;
        CompactScanResult row = batch.get(at++);
        backlog = waiting.size() + batch.size() - at;
        if ((backlog & 0x3ff) == 0) {
          makeRoom(); // posts to the loops, no more
        }
        return row;
      }
      draining = false;
      drainer = null;
      end = !told && (cancelled || (ending && at >= batch.size() && waiting.isEmpty()));
      told |= end;
    }
    makeRoom();
    if (end) {
      consumer.ended();
    }
    return null;
  }
}
