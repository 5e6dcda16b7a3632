package io.portprobe.internal.scan.pacing;

import java.util.function.IntConsumer;

/** Numbers, first in, first out. */
public final class IntQueue {
  private int[] ring = new int[0];
  private int head;
  private int size;

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public void add(int value) {
    if (size == ring.length) {
      int[] wider = new int[Math.max(8, 2 * size)];
      for (int i = 0; i < size; i++) {
        wider[i] = ring[(head + i) & (ring.length - 1)];
      }
      ring = wider;
      head = 0;
    }
    ring[(head + size++) & (ring.length - 1)] = value;
  }

  public int remove() {
    int value = ring[head];
    head = (head + 1) & (ring.length - 1);
    size--;
    return value;
  }

  public void forEach(IntConsumer action) {
    for (int i = 0; i < size; i++) {
      action.accept(ring[(head + i) & (ring.length - 1)]);
    }
  }

  /** Empties it for another use, keeping what room a usual queue needs. */
  public void reset() {
    head = 0;
    size = 0;
    if (ring.length > 64) {
      ring = new int[0];
    }
  }
}
