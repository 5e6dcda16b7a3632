package io.portprobe.internal.scan;

import io.portprobe.scan.HostSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives out the units of hosts that are known. */
final class TableFeed implements Feed {
  private final HostSet hosts;
  private final Layout layout;
  private final long units;
  private final Deque<List<Standing.Open>> open; // guarded by this
  private long next; // guarded by this

  TableFeed(HostSet hosts, Layout layout, Standing.@Nullable Part from) {
    this.hosts = hosts;
    this.layout = layout;
    this.units = Math.multiplyExact(hosts.size(), layout.parts());
    this.open = new ArrayDeque<>(from == null ? List.of() : Feed.open(from.open()));
    this.next = from == null ? 0 : from.next();
  }

  @Override
  public synchronized @Nullable Task next(Runnable whenMore) {
    List<Standing.Open> left = open.pollFirst();
    if (left != null) {
      return task(left.get(0).unit(), left);
    }
    return next < units ? task(next++, null) : null;
  }

  private Task task(long unit, @Nullable List<Standing.Open> left) {
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
  public synchronized Standing.Part position(List<Standing.Open> begun) {
    List<Standing.Open> all = new java.util.ArrayList<>(begun);
    open.forEach(all::addAll);
    return new Standing.Part(layout.parts(), next, all);
  }
}
