package io.portprobe.internal.scan;

import io.portprobe.internal.scan.AddressProgress.State;
import io.portprobe.internal.scan.checkpoint.CheckpointState;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.pacing.SubnetStatistics;
import io.portprobe.internal.scan.setup.ScanSettings;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler of the addresses that a loop scanner probes at present. An address is ready now,
 * ready at a time, or waits for a response or for capacity in the result queue. Confined to the
 * event loop.
 */
final class AddressScheduler {
  private record Delayed(AddressProgress address, long at) {}

  private final ScanSettings settings;
  private final int socketLimit;
  private final int socketsPerHost;
  private final SubnetStatistics subnets = new SubnetStatistics();
  private final List<AddressProgress> all = new ArrayList<>();
  private final Deque<AddressProgress> free = new ArrayDeque<>();
  private final Deque<AddressProgress> ready = new ArrayDeque<>();
  private final PriorityQueue<Delayed> delayed =
      new PriorityQueue<>(Comparator.comparingLong(Delayed::at));
  private final List<AddressProgress> waitingForCapacity = new ArrayList<>();

  AddressScheduler(ScanSettings settings, int socketLimit) {
    this.settings = settings;
    this.socketLimit = socketLimit;
    this.socketsPerHost =
        settings.throughput().socketsPerHost() == 0
            ? socketLimit
            : Math.min(socketLimit, settings.throughput().socketsPerHost());
  }

  /** Returns the number of addresses that have ports without a result. */
  int activeCount() {
    return all.size() - free.size();
  }

  /**
   * Starts with a target, which is ready then.
   *
   * @param remaining the remaining work according to a checkpoint; null for all ports
   * @return the progress on its address
   */
  AddressProgress activate(
      ScanTarget target, CheckpointState.@Nullable AddressState remaining, long now) {
    AddressProgress address = free.pollFirst();
    if (address == null) {
      address = new AddressProgress(settings, target);
      all.add(address);
    }
    InetAddress ip = target.address();
    if (ip == null) {
      address.reset(target, new SubnetStatistics.Subnet(), socketLimit, now);
    } else {
      address.reset(target, subnets.of(ip), socketsPerHost, now);
    }
    if (remaining != null) {
      address.restore(remaining);
    }
    markReady(address);
    return address;
  }

  /** Returns the address to probe next, or null if none is ready. */
  @Nullable AddressProgress peekReady() {
    return ready.peekFirst();
  }

  /** Moves the first ready address to the end of the queue. */
  void rotate() {
    if (ready.size() > 1) {
      ready.addLast(ready.removeFirst());
    }
  }

  void markReady(AddressProgress address) {
    if (address.state != State.READY) {
      address.state = State.READY;
      ready.addLast(address);
    }
  }

  void markWaiting(AddressProgress address) {
    if (address.state == State.READY) {
      address.state = State.WAITING;
      if (ready.peekFirst() == address) {
        ready.removeFirst();
      } else {
        ready.remove(address);
      }
    }
  }

  /** Makes a waiting address ready after a delay. */
  void markReadyIn(AddressProgress address, long delay, long now) {
    if (address.readyAt > now + delay) {
      address.readyAt = now + delay;
      delayed.add(new Delayed(address, address.readyAt));
    }
  }

  /** Returns when the next waiting address becomes ready, {@link Long#MAX_VALUE} for never. */
  long nextReadyTime() {
    Delayed next = delayed.peek();
    return next == null ? Long.MAX_VALUE : next.at();
  }

  /** Makes the addresses ready whose delay is over. */
  void markDueReady(long now) {
    for (Delayed next = delayed.peek(); next != null && next.at() <= now; next = delayed.peek()) {
      delayed.remove();
      next.address().readyAt = AddressProgress.BLOCKED;
      if (next.address().state != State.FREE) {
        markReady(next.address());
      }
    }
  }

  /** Makes a waiting address ready when {@link #onCapacity} is called. */
  void waitForCapacity(AddressProgress address) {
    waitingForCapacity.add(address);
  }

  boolean isWaitingForCapacity() {
    return !waitingForCapacity.isEmpty();
  }

  /** Makes the addresses ready that waited for capacity. */
  void onCapacity() {
    for (AddressProgress address : waitingForCapacity) {
      if (address.state != State.FREE) {
        markReady(address);
      }
    }
    waitingForCapacity.clear();
  }

  /**
   * Frees an address if every port of it has a result, or makes it ready.
   *
   * @return whether the address was freed
   */
  boolean finishIfDone(AddressProgress address) {
    if (!address.isDone()) {
      markReady(address);
      return false;
    }
    if (address.state == State.FREE) {
      return false;
    }
    markWaiting(address);
    address.state = State.FREE;
    free.addLast(address);
    return true;
  }

  /** Returns the remaining work of the active addresses, except probes in flight. */
  List<CheckpointState.AddressState> remaining() {
    return all.stream()
        .filter(address -> address.state != State.FREE)
        .map(AddressProgress::remaining)
        .toList();
  }
}
