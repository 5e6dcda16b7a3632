package io.portprobe.faultkit;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting: a test for what another thread announces, and a peer for what it was told to. */
final class InterruptibleWaits {
  private InterruptibleWaits() {}

  /**
   * Waits until the condition holds, which is announced with {@link Object#notifyAll()}; it is
   * looked at while the monitor is held.
   */
  static boolean await(Object monitor, BooleanSupplier condition, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    synchronized (monitor) {
      while (!condition.getAsBoolean()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(monitor, left);
      }
      return true;
    }
  }

  /** Lets a peer's own thread do nothing for a time. */
  static void sleep(long nanos) throws InterruptedIOException {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      throw closed();
    }
  }

  /** Lets a peer's own thread do nothing until told. */
  static void await(CountDownLatch told) throws InterruptedIOException {
    try {
      told.await();
    } catch (InterruptedException e) {
      throw closed();
    }
  }

  private static InterruptedIOException closed() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("the peer was closed meanwhile");
  }
}
