package io.portprobe.internal.scan.pacing;

import java.util.NoSuchElementException;
import java.util.function.IntConsumer;

/** A queue of ints in a growing ring buffer. Confined to the event loop. */
public final class IntQueue {
  private static final int MAX_KEPT = 64;

  private int[] ring = new int[0]; // its length is 0 or a power of two
  private int head;
  private int size;

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** Adds a value at the end. */
  public void add(int value) {
    if (size == ring.length) {
      int[] larger = new int[Math.max(8, 2 * size)];
      for (int i = 0; i < size; i++) {
        larger[i] = ring[(head + i) & (ring.length - 1)];
      }
      ring = larger;
      head = 0;
    }
    ring[(head + size++) & (ring.length - 1)] = value;
  }

  /**
   * Removes the first value and returns it.
   *
   * @throws NoSuchElementException if the queue is empty
   */
  public int remove() {
    if (size == 0) {
      throw new NoSuchElementException("the queue is empty");
    }
    int value = ring[head];
    head = (head + 1) & (ring.length - 1);
    size--;
    return value;
  }

  /** Passes the values to an action, from the first to the last. */
  public void forEach(IntConsumer action) {
    for (int i = 0; i < size; i++) {
      action.accept(ring[(head + i) & (ring.length - 1)]);
    }
  }

  /** Removes all values. Keeps the buffer for the next use, unless it is large. */
  public void reset() {
    head = 0;
    size = 0;
    if (ring.length > MAX_KEPT) {
      ring = new int[0];
    }
  }
}
