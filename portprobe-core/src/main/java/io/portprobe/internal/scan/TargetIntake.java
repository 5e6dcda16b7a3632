package io.portprobe.internal.scan;

import io.portprobe.internal.io.LoopClock;
import io.portprobe.internal.scan.checkpoint.CheckpointState;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.source.WorkSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes units from the feed and finds their addresses, one after the other. One shard's. */
final class TargetIntake {
  /** Hears of addresses to begin with, also of those that took their time. On the loop. */
  interface Sink {
    /** So much of it is left; null for everything. */
    void begin(ScanTarget target, CheckpointState.@Nullable Open left);

    /** There may be more to do: a name was resolved, or the feed has another unit. */
    void more();
  }

  private final LoopClock turns;
  private final WorkSource feed;
  private final TargetResolver hosts;
  private final Sink sink;
  private final Runnable moreUnits;
  private final Map<Long, WorkSource.Task> unresolved = new HashMap<>();
  private boolean waiting;
  private boolean exhausted;
  private boolean stopped;

  TargetIntake(LoopClock turns, WorkSource feed, TargetResolver hosts, Sink sink) {
    this.turns = turns;
    this.feed = feed;
    this.hosts = hosts;
    this.sink = sink;
    this.moreUnits = () -> turns.execute(this::goOn);
  }

  private void goOn() {
    waiting = false;
    sink.more();
  }

  /** Whether there may be another unit now. */
  boolean mayCome() {
    return !exhausted && !waiting;
  }

  /** How many names are being resolved. */
  int resolving() {
    return unresolved.size();
  }

  /** Whether nothing will be begun any more. */
  boolean isOver() {
    return unresolved.isEmpty() && feed.isExhausted();
  }

  /** Takes one unit, if there is one. */
  boolean next() {
    WorkSource.Task task = feed.next(moreUnits);
    if (task == null) {
      exhausted = feed.isExhausted();
      waiting = !exhausted;
      return false;
    }
    List<ScanTarget> targets = hosts.known(task);
    if (targets != null) {
      begin(task, targets);
    } else {
      unresolved.put(task.unit(), task);
      hosts.resolve(task, turns, found -> resolved(task, found));
    }
    return true;
  }

  private void resolved(WorkSource.Task task, List<ScanTarget> targets) {
    if (!stopped) { // else its unit stays open
      unresolved.remove(task.unit());
      begin(task, targets);
      sink.more();
    }
  }

  private void begin(WorkSource.Task task, List<ScanTarget> targets) {
    for (ScanTarget target : targets) {
      CheckpointState.Open left = task.left(target.index());
      if (left != null || task.isWhole()) { // else it was done before
        sink.begin(target, left);
      }
    }
  }

  /** Begins nothing more. */
  void stop() {
    stopped = true;
  }

  /** The units whose addresses are not known yet. */
  List<CheckpointState.Open> standing() {
    List<CheckpointState.Open> open = new ArrayList<>();
    for (WorkSource.Task task : unresolved.values()) {
      if (task.left() != null) {
        open.addAll(task.left());
      } else {
        open.add(
            new CheckpointState.Open(task.unit(), CheckpointState.UNRESOLVED, 0, new BitSet()));
      }
    }
    return open;
  }
}
