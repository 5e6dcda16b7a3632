package io.portprobe.internal.scan.result;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A queue of results between the loop scanners and the consumer. It passes on one result at a time,
 * as many as were requested, on a thread that may block, and limits how many ports the scanners
 * start ahead of the consumer. Thread-safe.
 */
public final class ResultDelivery {
  /** Maximum number of queued results. Only a slow consumer reaches it. */
  private static final int MAX_QUEUED = 4_096;

  /** Receives the results. Called by one thread at a time. */
  public interface Consumer {
    void onResult(CompactScanResult result) throws Exception;

    /** Called once after the last result, unless {@link #onFailure} is called. */
    void onEnd();

    /** Called once, instead of {@link #onEnd}, when {@link #onResult} threw an exception. */
    void onFailure(Throwable failure);
  }

  /** What the scanners can still add. */
  private enum Input {
    OPEN,
    COMPLETE,
    CANCELLED
  }

  /** What the consumer's side does. */
  private enum Output {
    NOT_STARTED,
    /** No thread delivers. */
    IDLE,
    /** A thread delivers, and no result is with the consumer. */
    DELIVERING,
    /** A thread delivers, and the consumer works on a result. */
    CONSUMING,
    /** The consumer received its final event. */
    ENDED
  }

  private final Consumer consumer;
  private final Executor executor;
  private final Runnable onCapacity;
  private final long maxAhead;
  private final AtomicLong started = new AtomicLong();
  private final ResultCounts counts = new ResultCounts();

  private List<CompactScanResult> queued = new ArrayList<>(); // guarded by this
  private List<CompactScanResult> batch =
      new ArrayList<>(); // by the delivering thread; guarded when swapped
  private int next; // in the batch; guarded by this
  private Input input = Input.OPEN; // guarded by this
  private Output output = Output.NOT_STARTED; // guarded by this
  private @Nullable Thread deliverer; // guarded by this
  private volatile long requested;
  private volatile long delivered;
  private volatile int backlog;
  private volatile boolean scannerWaits;

  /**
   * Creates a delivery that is not started.
   *
   * @param executor calls the consumer; never rejects a task
   * @param maxAhead how many ports may be started beyond the requested results
   * @param onCapacity runs when {@link #hasCapacity} returned false and would return true now
   */
  public ResultDelivery(Consumer consumer, Executor executor, int maxAhead, Runnable onCapacity) {
    this.consumer = consumer;
    this.executor = executor;
    this.maxAhead = maxAhead;
    this.onCapacity = onCapacity;
  }

  // For the loop scanners

  /** Returns whether another port may be started. If not, a later change is notified. */
  public boolean hasCapacity() {
    if (isBelowLimits()) {
      return true;
    }
    scannerWaits = true;
    return isBelowLimits(); // it may have changed before the mark was visible
  }

  private boolean isBelowLimits() {
    long limit = requested;
    return backlog < MAX_QUEUED && (limit == Long.MAX_VALUE || started.get() < limit + maxAhead);
  }

  /** Counts a port that is probed for the first time. */
  public void countStarted() {
    if (requested != Long.MAX_VALUE) {
      started.incrementAndGet();
    }
  }

  /** Queues results. The list is copied. */
  void add(List<CompactScanResult> results) {
    synchronized (this) {
      if (input == Input.CANCELLED) {
        return;
      }
      queued.addAll(results);
      backlog = queued.size() + batch.size() - next;
    }
    deliverLater();
  }

  /** Ends the delivery after the queued results. */
  public void complete() {
    close(Input.COMPLETE);
  }

  // For the consumer

  /** Allows calls of the consumer from now on. */
  public void start() {
    synchronized (this) {
      if (output == Output.NOT_STARTED) {
        enter(Output.IDLE);
      }
    }
    deliverLater();
  }

  /** Requests more results. May be called on any thread. */
  public void request(long more) {
    synchronized (this) {
      long sum = requested + more;
      requested = sum < 0 ? Long.MAX_VALUE : sum;
    }
    deliverLater();
    notifyCapacity();
  }

  /** Ends the delivery at once. Queued results are dropped and count as unconsumed. */
  public void cancel() {
    close(Input.CANCELLED);
  }

  public ResultCounts counts() {
    return counts;
  }

  /** Returns whether the calling thread is inside {@link Consumer#onResult}. */
  public synchronized boolean isConsumerThread() {
    return output == Output.CONSUMING && Thread.currentThread() == deliverer;
  }

  /** Counts the result that the consumer works on as consumed. */
  public synchronized void markConsumed() {
    enter(Output.DELIVERING);
  }

  /** Passes on each result that was added and not consumed. */
  public synchronized void forEachUnconsumed(
      java.util.function.Consumer<CompactScanResult> action) {
    int first = output == Output.CONSUMING ? next - 1 : next; // the consumer may still fail
    batch.subList(Math.max(0, first), batch.size()).forEach(action);
    queued.forEach(action);
  }

  private void notifyCapacity() {
    if (scannerWaits && isBelowLimits()) {
      scannerWaits = false;
      onCapacity.run();
    }
  }

  // The two states

  private void close(Input how) {
    synchronized (this) {
      if (input != Input.CANCELLED) {
        input = how;
      }
    }
    deliverLater();
  }

  /** Changes the state of the consumer's side. Guarded by this. */
  private void enter(Output state) {
    if (output != Output.ENDED) {
      output = state;
    }
  }

  private void deliverLater() {
    synchronized (this) {
      if (output != Output.IDLE || !isWorkLeft()) {
        return;
      }
      enter(Output.DELIVERING);
    }
    executor.execute(this::deliver);
  }

  private boolean isWorkLeft() {
    return switch (input) {
      case CANCELLED -> true;
      case COMPLETE -> isEmpty() || delivered < requested;
      case OPEN -> !isEmpty() && delivered < requested;
    };
  }

  private boolean isEmpty() {
    return queued.isEmpty() && next >= batch.size();
  }

  private void deliver() {
    synchronized (this) {
      deliverer = Thread.currentThread();
    }
    while (true) {
      CompactScanResult result = take();
      if (result == null) {
        return;
      }
      try {
        consumer.onResult(result);
        counts.count(result);
      } catch (Throwable t) { // the caller's code
        synchronized (this) {
          input = Input.CANCELLED;
          enter(Output.ENDED);
          next--; // it was not consumed
        }
        consumer.onFailure(t);
        return;
      }
    }
  }

  /** Takes the next result. Returns null, and ends the delivering thread, if there is none now. */
  private @Nullable CompactScanResult take() {
    boolean end;
    synchronized (this) {
      enter(Output.DELIVERING);
      if (input != Input.CANCELLED && next >= batch.size() && !queued.isEmpty()) {
        swapBatches();
      }
      if (input != Input.CANCELLED && next < batch.size() && delivered < requested) {
        delivered++;
        enter(Output.CONSUMING);
        CompactScanResult result = batch.get(next++);
        backlog = queued.size() + batch.size() - next;
        if ((backlog & 0x3ff) == 0) {
          notifyCapacity(); // only posts tasks to the loops
        }
        return result;
      }
      deliverer = null;
      end = input == Input.CANCELLED || (input == Input.COMPLETE && isEmpty());
      enter(end ? Output.ENDED : Output.IDLE);
    }
    notifyCapacity();
    if (end) {
      consumer.onEnd();
    }
    return null;
  }

  private void swapBatches() {
    List<CompactScanResult> used = batch;
    used.clear();
    batch = queued;
    queued = used;
    next = 0;
  }
}
