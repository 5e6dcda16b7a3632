package io.portprobe.testing.internal.wait;

import io.portprobe.internal.wait.Timeline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;

/** A clock that a test advances. Tasks run on the thread of the test. */
public final class ManualTimeline implements Timeline {
  private final PriorityQueue<Entry> due =
      new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
  private final Queue<Runnable> ready = new ArrayDeque<>();
  private long now;
  private long order;
  public double random = 0.5;

  private record Entry(long at, long order, Runnable task) {}

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Runnable after(Duration delay, Runnable task) {
    Entry entry = new Entry(now + delay.toNanos(), order++, task);
    due.add(entry);
    return () -> due.remove(entry);
  }

  @Override
  public Executor executor() {
    return ready::add;
  }

  @Override
  public double random() {
    return random;
  }

  /** Runs the tasks that are ready, and those they add. */
  public void run() {
    for (Runnable task = ready.poll(); task != null; task = ready.poll()) {
      task.run();
    }
  }

  /** Advances the clock and runs each task at its time. */
  public void pass(Duration time) {
    long until = now + time.toNanos();
    run();
    while (!due.isEmpty() && due.peek().at() <= until) {
      Entry next = due.remove();
      now = Math.max(now, next.at());
      next.task().run();
      run();
    }
    now = until;
  }

  public int scheduled() {
    return due.size();
  }
}
