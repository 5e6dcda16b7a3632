package io.portprobe.internal.scan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The units a shard has begun and not done, and the lanes that work on them. */
final class Units {
  private final Map<Long, Feed.Task> unresolved = new HashMap<>();
  private final Set<Lane> lanes = new HashSet<>();

  void open(Feed.Task task) {
    unresolved.put(task.unit(), task);
  }

  void resolved(Feed.Task task) {
    unresolved.remove(task.unit());
  }

  void begun(Lane lane) {
    lanes.add(lane);
  }

  boolean isBegun(Lane lane) {
    return lanes.contains(lane);
  }

  void ended(Lane lane) {
    lanes.remove(lane);
  }

  /** What is left of one address of a task; null if it is done, or everything is left. */
  static Standing.@Nullable Open left(Feed.Task task, int address) {
    List<Standing.Open> left = task.left();
    if (left == null) {
      return null;
    }
    return left.stream().filter(one -> one.address() == address).findFirst().orElse(null);
  }

  /** Whether all of a task is left. */
  static boolean isWhole(Feed.Task task) {
    List<Standing.Open> left = task.left();
    return left == null || left.stream().anyMatch(one -> one.address() == Standing.UNRESOLVED);
  }

  List<Standing.Open> standing() {
    List<Standing.Open> left = new ArrayList<>();
    for (Feed.Task task : unresolved.values()) {
      if (task.left() != null) {
        left.addAll(task.left());
      } else {
        left.add(new Standing.Open(task.unit(), Standing.UNRESOLVED, 0, new BitSet()));
      }
    }
    lanes.forEach(lane -> left.add(lane.standing()));
    return left;
  }
}
