package io.portprobe.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a peer counts and keeps, and what tests wait for. */
final class Ledger {
  private final List<Throwable> failures = new ArrayList<>();
  private final List<byte[]> received = new ArrayList<>();
  private int begun;
  private int ended;

  /** Counts a connection. */
  synchronized void begin() {
    begun++;
    notifyAll();
  }

  /** Counts a request and keeps it. */
  synchronized void receive(byte[] request) {
    received.add(request);
    begun++;
    notifyAll();
  }

  synchronized List<byte[]> received() {
    return received.stream().map(byte[]::clone).toList();
  }

  synchronized void end() {
    ended++;
    notifyAll();
  }

  synchronized void fail(Throwable failure) {
    failures.add(failure);
  }

  synchronized int begun() {
    return begun;
  }

  synchronized List<Throwable> failures() {
    return List.copyOf(failures);
  }

  boolean awaitBegun(int count, Duration timeout) throws InterruptedException {
    return Waits.await(this, () -> begun >= count, timeout);
  }

  /** Waits until something began and all that began has ended. */
  boolean awaitEnded(Duration timeout) throws InterruptedException {
    return Waits.await(this, () -> begun > 0 && ended == begun, timeout);
  }
}
