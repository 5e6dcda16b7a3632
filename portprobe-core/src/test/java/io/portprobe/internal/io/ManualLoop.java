package io.portprobe.internal.io;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

/** An event loop and a clock that a test moves on. */
public final class ManualLoop implements LoopClock {
  private record Event(long at, long order, Runnable task) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private long now = 1_000_000_000L;
  private long order;

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void later(long nanos, Runnable task) {
    events.add(new Event(now + nanos, order++, task));
  }

  @Override
  public void execute(Runnable task) {
    tasks.addLast(task);
  }

  /** Returns the number of tasks to run now. */
  public int taskCount() {
    return tasks.size();
  }

  /** Runs the tasks to run now, and those that they add. */
  public void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Moves the clock on, and runs the tasks that are due by then. */
  public void advance(long nanos) {
    long end = now + nanos;
    runTasks();
    for (Event next = events.peek(); next != null && next.at() <= end; next = events.peek()) {
      events.remove();
      now = Math.max(now, next.at());
      next.task().run();
      runTasks();
    }
    now = end;
  }
}
