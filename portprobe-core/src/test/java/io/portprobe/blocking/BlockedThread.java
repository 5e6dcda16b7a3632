package io.portprobe.blocking;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Blocks a thread, event loops included: {@link BlockHoundInstaller} allows it here. */
public final class BlockedThread {
  private static final long STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private BlockedThread() {}

  /** Blocks this thread until the condition is true. */
  public static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(STEP_NANOS);
    }
  }
}
