package io.portprobe.internal.scan;

import io.portprobe.internal.scan.checkpoint.CheckpointState;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.pacing.SubnetStatistics;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that a shard asks at present: which may be asked at once, which at a time, and
 * which have to wait until their results have room. One loop's.
 */
final class AddressScheduler {
  /** A lane that may ask at a time. */
  private record Due(AddressProgress lane, long at) {}

  private final ScanSettings settings;
  private final int window;
  private final int widest;
  private final SubnetStatistics networks = new SubnetStatistics();
  private final List<AddressProgress> made = new ArrayList<>();
  private final Deque<AddressProgress> free = new ArrayDeque<>();
  private final Deque<AddressProgress> ready = new ArrayDeque<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));
  private final List<AddressProgress> waitingForRoom = new ArrayList<>();

  AddressScheduler(ScanSettings settings, int window) {
    this.settings = settings;
    this.window = window;
    this.widest = settings.windowPerHost == 0 ? window : Math.min(window, settings.windowPerHost);
  }

  /** How many addresses are asked. */
  int count() {
    return made.size() - free.size();
  }

  /** Begins with an address; returns its lane, which may ask if anything is left. */
  AddressProgress begin(ScanTarget target, CheckpointState.@Nullable Open left, long now) {
    AddressProgress lane = free.pollFirst();
    if (lane == null) {
      lane = new AddressProgress(settings, target);
      made.add(lane);
    }
    InetAddress address = target.address();
    if (address == null) {
      lane.begin(target, new SubnetStatistics.Network(), window, now);
    } else {
      lane.begin(target, networks.of(address), widest, now);
    }
    if (left != null) {
      lane.resume(left);
    }
    ready(lane);
    return lane;
  }

  /** The lane whose turn it is; null if none may ask now. */
  @Nullable AddressProgress first() {
    return ready.peekFirst();
  }

  /** Gives the next lane its turn. */
  void rotate() {
    if (ready.size() > 1) {
      ready.addLast(ready.removeFirst());
    }
  }

  void ready(AddressProgress lane) {
    if (!lane.ready) {
      lane.ready = true;
      ready.addLast(lane);
    }
  }

  void unready(AddressProgress lane) {
    if (lane.ready) {
      lane.ready = false;
      if (ready.peekFirst() == lane) {
        ready.removeFirst();
      } else {
        ready.remove(lane);
      }
    }
  }

  /** Lets a lane ask after a pause. */
  void readyIn(AddressProgress lane, long pause, long now) {
    if (lane.dueAt > now + pause) {
      lane.dueAt = now + pause;
      due.add(new Due(lane, lane.dueAt));
    }
  }

  /** When the next lane may ask that has to wait for its time. */
  long nextDue() {
    Due next = due.peek();
    return next == null ? Long.MAX_VALUE : next.at();
  }

  /** Lets lanes ask whose time has come. */
  void release(long now) {
    for (Due next = due.peek(); next != null && next.at() <= now; next = due.peek()) {
      due.remove();
      next.lane().dueAt = AddressProgress.BLOCKED;
      if (next.lane().begun) {
        ready(next.lane());
      }
    }
  }

  /** Keeps a lane from asking until {@link #roomAgain}. */
  void waitForRoom(AddressProgress lane) {
    waitingForRoom.add(lane);
  }

  boolean isRoomWanted() {
    return !waitingForRoom.isEmpty();
  }

  void roomAgain() {
    for (AddressProgress lane : waitingForRoom) {
      if (lane.begun) {
        ready(lane);
      }
    }
    waitingForRoom.clear();
  }

  /**
   * Takes note that a lane's question has ended. Returns whether that was the last thing it had.
   */
  boolean settle(AddressProgress lane) {
    if (!lane.isDone()) {
      ready(lane);
      return false;
    }
    if (!lane.begun) {
      return false;
    }
    unready(lane);
    lane.begun = false;
    free.addLast(lane);
    return true;
  }

  /** What is left of the addresses that were begun. */
  List<CheckpointState.Open> standing() {
    return made.stream().filter(lane -> lane.begun).map(AddressProgress::standing).toList();
  }
}
