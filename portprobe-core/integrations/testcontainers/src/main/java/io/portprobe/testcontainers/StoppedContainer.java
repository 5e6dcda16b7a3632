package io.portprobe.testcontainers;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A condition that holds once a container has stopped. It reads the state from Docker at most once
 * a second, because a wait checks its conditions before each probe and ten times a second, and each
 * reading is a request to the Docker daemon. Guarded by this.
 */
final class StoppedContainer implements BooleanSupplier {
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

  private enum State {
    /** Not read yet. */
    UNKNOWN,
    RUNNING,
    STOPPED
  }

  private final BooleanSupplier running;
  private final LongSupplier nanoTime;
  private State state = State.UNKNOWN;
  private long lastRead;

  StoppedContainer(BooleanSupplier running) {
    this(running, System::nanoTime);
  }

  StoppedContainer(BooleanSupplier running, LongSupplier nanoTime) {
    this.running = running;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized boolean getAsBoolean() {
    if (isReadingDue()) {
      state = running.getAsBoolean() ? State.RUNNING : State.STOPPED;
      lastRead = nanoTime.getAsLong();
    }
    return state == State.STOPPED;
  }

  private boolean isReadingDue() {
    return switch (state) {
      case UNKNOWN -> true;
      case RUNNING -> nanoTime.getAsLong() - lastRead >= INTERVAL;
      case STOPPED -> false;
    };
  }
}
