package io.portprobe.faultkit;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits of tests for a condition, and of peers for a time or a latch. */
final class InterruptibleWaits {
  private InterruptibleWaits() {}

  /**
   * Waits until a condition holds. The condition is evaluated while the monitor is held, and again
   * after each {@link Object#notifyAll()}.
   */
  static boolean await(Object monitor, BooleanSupplier condition, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    synchronized (monitor) {
      while (!condition.getAsBoolean()) {
        long remaining = deadline - System.nanoTime();
        if (remaining <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(monitor, remaining);
      }
      return true;
    }
  }

  /** Pauses a thread of a peer; closing the peer ends the pause. */
  static void sleep(long nanos) throws InterruptedIOException {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      throw peerClosed();
    }
  }

  /** Blocks a thread of a peer until the latch is released; closing the peer ends the wait. */
  static void await(CountDownLatch latch) throws InterruptedIOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw peerClosed();
    }
  }

  private static InterruptedIOException peerClosed() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("the peer was closed during a wait");
  }
}
