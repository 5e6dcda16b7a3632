package io.portprobe.internal.scan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes units from the feed and finds their addresses, one after the other. One shard's. */
final class Arrivals {
  /** Hears of addresses to begin with, also of those that took their time. On the loop. */
  interface Sink {
    /** So much of it is left; null for everything. */
    void begin(Target target, Standing.@Nullable Open left);

    /** There may be more to do: a name was resolved, or the feed has another unit. */
    void more();
  }

  private final Turns turns;
  private final Feed feed;
  private final Hosts hosts;
  private final Sink sink;
  private final Runnable moreUnits;
  private final Map<Long, Feed.Task> unresolved = new HashMap<>();
  private boolean waiting;
  private boolean exhausted;
  private boolean stopped;

  Arrivals(Turns turns, Feed feed, Hosts hosts, Sink sink) {
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
    Feed.Task task = feed.next(moreUnits);
    if (task == null) {
      exhausted = feed.isExhausted();
      waiting = !exhausted;
      return false;
    }
    List<Target> targets = hosts.known(task);
    if (targets != null) {
      begin(task, targets);
    } else {
      unresolved.put(task.unit(), task);
      hosts.resolve(task, turns, found -> resolved(task, found));
    }
    return true;
  }

  private void resolved(Feed.Task task, List<Target> targets) {
    if (!stopped) { // else its unit stays open
      unresolved.remove(task.unit());
      begin(task, targets);
      sink.more();
    }
  }

  private void begin(Feed.Task task, List<Target> targets) {
    for (Target target : targets) {
      Standing.Open left = task.left(target.index());
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
  List<Standing.Open> standing() {
    List<Standing.Open> open = new ArrayList<>();
    for (Feed.Task task : unresolved.values()) {
      if (task.left() != null) {
        open.addAll(task.left());
      } else {
        open.add(new Standing.Open(task.unit(), Standing.UNRESOLVED, 0, new BitSet()));
      }
    }
    return open;
  }
}
