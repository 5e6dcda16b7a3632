package io.portprobe.internal.scan.source;

import io.portprobe.internal.scan.checkpoint.CheckpointState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives out the units of hosts that a {@link HostStreamReader} reads. */
public final class HostStreamSource implements WorkSource {
  private final HostStreamReader reader;
  private final Map<Long, List<CheckpointState.Open>> open = new HashMap<>(); // guarded by this
  private final long from;
  private final Deque<String> ready = new ArrayDeque<>(); // guarded by this
  private final List<Runnable> waiting = new ArrayList<>(); // guarded by this
  private long next; // guarded by this
  private boolean ended; // guarded by this

  public HostStreamSource(HostStreamReader reader, CheckpointState.@Nullable Part from) {
    this.reader = reader;
    this.from = from == null ? 0 : from.next();
    if (from != null) {
      WorkSource.open(from.open()).forEach(left -> open.put(left.get(0).unit(), left));
    }
  }

  @Override
  public @Nullable Task next(Runnable whenMore) {
    Task task;
    synchronized (this) {
      task = take();
      if (task == null && !ended) {
        waiting.add(whenMore);
      }
    }
    if (task == null || isLow()) {
      reader.read();
    }
    return task;
  }

  private @Nullable Task take() {
    while (!ready.isEmpty()) {
      String host = ready.removeFirst();
      long unit = next++;
      List<CheckpointState.Open> left = open.remove(unit);
      if (left != null || unit >= from) {
        return new Task(unit, host, -1, left);
      }
    }
    return null;
  }

  private synchronized boolean isLow() {
    return ready.size() < HostStreamReader.BATCH / 2;
  }

  synchronized int backlog() {
    return ready.size();
  }

  /** More hosts came, or the last of them. */
  void more(List<String> hosts, boolean last) {
    List<Runnable> woken;
    synchronized (this) {
      ready.addAll(hosts);
      ended |= last;
      woken = List.copyOf(waiting);
      waiting.clear();
    }
    woken.forEach(Runnable::run);
  }

  @Override
  public synchronized boolean isExhausted() {
    return ended && ready.isEmpty();
  }

  @Override
  public synchronized CheckpointState.Part position(List<CheckpointState.Open> begun) {
    List<CheckpointState.Open> all = new ArrayList<>(begun);
    open.values().forEach(all::addAll);
    return new CheckpointState.Part(1, Math.max(next, from), all);
  }
}
