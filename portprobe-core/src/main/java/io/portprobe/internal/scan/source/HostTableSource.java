package io.portprobe.internal.scan.source;

import io.portprobe.internal.scan.checkpoint.CheckpointState;
import io.portprobe.internal.scan.order.ProbeOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source of the units of a table of hosts: first those that a checkpoint left unfinished, then
 * the others. Thread-safe.
 */
public final class HostTableSource implements WorkSource {
  private final ProbeOrder order;
  private final long units;
  private final Deque<List<CheckpointState.AddressState>> resumed; // guarded by this
  private long next; // guarded by this

  /**
   * Creates a source.
   *
   * @param start where to start; null for the first host
   */
  public HostTableSource(ProbeOrder order, CheckpointState.@Nullable TransportState start) {
    this.order = order;
    this.units = order.units();
    this.resumed =
        new ArrayDeque<>(start == null ? List.of() : WorkSource.groupByUnit(start.unfinished()));
    this.next = start == null ? 0 : start.nextUnit();
  }

  @Override
  public synchronized @Nullable Task next(Runnable onMore) {
    List<CheckpointState.AddressState> remaining = resumed.pollFirst();
    if (remaining != null) {
      return task(remaining.get(0).unit(), remaining);
    }
    return next < units ? task(next++, null) : null;
  }

  private Task task(long unit, @Nullable List<CheckpointState.AddressState> remaining) {
    return new Task(unit, null, order.host(unit), remaining);
  }

  @Override
  public synchronized boolean isExhausted() {
    return resumed.isEmpty() && next >= units;
  }

  @Override
  public synchronized CheckpointState.TransportState state() {
    List<CheckpointState.AddressState> all = new ArrayList<>();
    resumed.forEach(all::addAll);
    return new CheckpointState.TransportState(order.parts(), next, all);
  }
}
