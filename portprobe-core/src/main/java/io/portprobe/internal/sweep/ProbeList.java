package io.portprobe.internal.sweep;

import org.jspecify.annotations.Nullable;

/**
 * A doubly linked list through the probes themselves, so that nothing is allocated. A probe is in
 * one list at a time, or in none. Confined to the event loop.
 */
final class ProbeList {
  // The list is a ring through this sentinel.
  private final SweepProbe ring = new SweepProbe();

  ProbeList() {
    ring.next = ring;
    ring.previous = ring;
  }

  boolean isEmpty() {
    return ring.next == ring;
  }

  void addLast(SweepProbe probe) {
    insert(probe, last(), ring);
  }

  void addFirst(SweepProbe probe) {
    insert(probe, ring, first());
  }

  /** Removes the first probe and returns it; null if there is none. */
  @Nullable SweepProbe poll() {
    SweepProbe first = first();
    if (first == ring) {
      return null;
    }
    unlink(first);
    return first;
  }

  /** Appends all probes of another list, which is empty afterwards. */
  void takeAll(ProbeList other) {
    if (other.isEmpty()) {
      return;
    }
    SweepProbe from = other.first();
    SweepProbe to = other.last();
    SweepProbe last = last();
    last.next = from;
    from.previous = last;
    to.next = ring;
    ring.previous = to;
    other.ring.next = other.ring;
    other.ring.previous = other.ring;
  }

  /** Removes a probe from its list, if it is in one. */
  static void unlink(SweepProbe probe) {
    SweepProbe previous = probe.previous;
    SweepProbe next = probe.next;
    if (previous == null || next == null) {
      return;
    }
    previous.next = next;
    next.previous = previous;
    probe.previous = null;
    probe.next = null;
  }

  private static void insert(SweepProbe probe, SweepProbe previous, SweepProbe next) {
    probe.previous = previous;
    probe.next = next;
    previous.next = probe;
    next.previous = probe;
  }

  private SweepProbe first() {
    return linked(ring.next);
  }

  private SweepProbe last() {
    return linked(ring.previous);
  }

  private static SweepProbe linked(@Nullable SweepProbe neighbour) {
    if (neighbour == null) {
      throw new AssertionError("the ring is broken");
    }
    return neighbour;
  }
}
