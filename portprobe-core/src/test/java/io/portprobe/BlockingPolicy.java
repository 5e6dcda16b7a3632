package io.portprobe;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A policy that blocks for one port until it is interrupted or closed, and allows all others. */
final class BlockingPolicy implements TargetPolicy, AutoCloseable {
  private final int port;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch called = new CountDownLatch(1);
  private final Semaphore interruptions = new Semaphore(0);

  BlockingPolicy(int port) {
    this.port = port;
  }

  @Override
  public Optional<String> denial(Transport transport, InetSocketAddress address) {
    if (address.getPort() == port) {
      called.countDown();
      try {
        closed.await();
      } catch (InterruptedException e) {
        interruptions.release();
        Thread.currentThread().interrupt();
      }
    }
    return Optional.empty();
  }

  /** Waits until the policy was called for the port. */
  boolean called() {
    try {
      return called.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until so many calls were interrupted. */
  boolean interrupted(int calls) {
    try {
      return interruptions.tryAcquire(calls, 10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
