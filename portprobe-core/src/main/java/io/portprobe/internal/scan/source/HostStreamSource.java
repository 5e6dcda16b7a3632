package io.portprobe.internal.scan.source;

import io.portprobe.internal.scan.checkpoint.CheckpointState;
import io.portprobe.internal.scan.order.Shard;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source of the units of a stream of hosts, which a {@link HostStreamReader} reads. Each host is
 * one unit; those of other shards are skipped. Thread-safe.
 */
public final class HostStreamSource implements WorkSource {
  private static final int MAX_QUEUED_BATCHES = 16;

  private final HostStreamReader reader;
  private final Shard shard;
  private final Map<Long, List<CheckpointState.AddressState>> resumed =
      new HashMap<>(); // guarded by this
  private final long firstNewUnit;
  private final Deque<String> queued = new ArrayDeque<>(); // guarded by this
  private final List<Runnable> listeners = new ArrayList<>(); // guarded by this
  private long next; // guarded by this
  private boolean complete; // guarded by this

  /**
   * Creates a source.
   *
   * @param shard which of the hosts it gives out
   * @param start where to start; null for the first host
   */
  public HostStreamSource(
      HostStreamReader reader, Shard shard, CheckpointState.@Nullable TransportState start) {
    this.reader = reader;
    this.shard = shard;
    this.firstNewUnit = start == null ? 0 : start.nextUnit();
    if (start != null) {
      WorkSource.groupByUnit(start.unfinished())
          .forEach(states -> resumed.put(states.get(0).unit(), states));
    }
  }

  @Override
  public @Nullable Task next(Runnable onMore) {
    Task task;
    synchronized (this) {
      task = poll();
      if (task == null && !complete) {
        listeners.add(onMore);
      }
    }
    if (task == null || isLow()) {
      reader.readMore();
    }
    return task;
  }

  private @Nullable Task poll() {
    while (!queued.isEmpty()) {
      String host = queued.removeFirst();
      long unit = next++;
      List<CheckpointState.AddressState> remaining = resumed.remove(unit);
      if (remaining != null || (unit >= firstNewUnit && shard.contains(unit))) {
        return new Task(unit, host, -1, remaining);
      }
    }
    return null;
  }

  private synchronized boolean isLow() {
    return queued.size() < HostStreamReader.BATCH / 2;
  }

  /** Returns whether so many hosts are queued that no more should be read. */
  synchronized boolean isFull() {
    return queued.size() >= MAX_QUEUED_BATCHES * HostStreamReader.BATCH;
  }

  /** Adds hosts. {@code last} says that no more will follow. */
  void add(List<String> hosts, boolean last) {
    List<Runnable> notified;
    synchronized (this) {
      queued.addAll(hosts);
      complete |= last;
      notified = List.copyOf(listeners);
      listeners.clear();
    }
    notified.forEach(Runnable::run);
  }

  @Override
  public synchronized boolean isExhausted() {
    return complete && queued.isEmpty();
  }

  @Override
  public synchronized CheckpointState.TransportState state() {
    List<CheckpointState.AddressState> all = new ArrayList<>();
    resumed.values().forEach(all::addAll);
    return new CheckpointState.TransportState(1, Math.max(next, firstNewUnit), all);
  }
}
