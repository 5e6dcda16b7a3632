package io.portprobe.internal.scan.source;

import io.portprobe.internal.scan.checkpoint.CheckpointState;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.scan.HostSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives out the units of hosts that are known. */
public final class HostTableSource implements WorkSource {
  private final HostSet hosts;
  private final ProbeOrder layout;
  private final long units;
  private final Deque<List<CheckpointState.Open>> open; // guarded by this
  private long next; // guarded by this

  public HostTableSource(HostSet hosts, ProbeOrder layout, CheckpointState.@Nullable Part from) {
    this.hosts = hosts;
    this.layout = layout;
    this.units = Math.multiplyExact(hosts.size(), layout.parts());
    this.open = new ArrayDeque<>(from == null ? List.of() : WorkSource.open(from.open()));
    this.next = from == null ? 0 : from.next();
  }

  @Override
  public synchronized @Nullable Task next(Runnable whenMore) {
    List<CheckpointState.Open> left = open.pollFirst();
    if (left != null) {
      return task(left.get(0).unit(), left);
    }
    return next < units ? task(next++, null) : null;
  }

  private Task task(long unit, @Nullable List<CheckpointState.Open> left) {
    long index = layout.host(unit);
    return new Task(unit, null, index, left);
  }

  HostSet hosts() {
    return hosts;
  }

  @Override
  public synchronized boolean isExhausted() {
    return open.isEmpty() && next >= units;
  }

  @Override
  public synchronized CheckpointState.Part position(List<CheckpointState.Open> begun) {
    List<CheckpointState.Open> all = new java.util.ArrayList<>(begun);
    open.forEach(all::addAll);
    return new CheckpointState.Part(layout.parts(), next, all);
  }
}
