package io.portprobe.internal.scan.intake;

import io.portprobe.internal.io.LoopClock;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.setup.ScanServices;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of a caller's target policy about the ports of one address, in a thread that may
 * block. A call that does not return in time denies its port, and the next ports are decided in
 * another thread. After several such calls the remaining ports are denied. Thread-safe.
 */
final class PolicyCheck {
  private static final int MAX_BLOCKED = 4;
  private static final int NONE = -1;

  private final ScanServices services;
  private final ScanTarget target;
  private final Duration timeout;
  private final LoopClock clock;
  private final Consumer<PolicyCheck> decided;
  private final Map<Integer, String> denials = new HashMap<>(); // guarded by this
  private @Nullable Runnable cancelCalls; // guarded by this
  private long callStarted; // guarded by this
  private int next; // the next position to decide on; guarded by this
  private int calling = NONE; // the position of the running call; guarded by this
  private int run; // the calls of an earlier run have no effect; guarded by this
  private int blocked; // guarded by this
  private boolean done; // guarded by this

  /**
   * Creates a check.
   *
   * @param timeout how long one call may take
   * @param decided receives this check, on the loop, when all positions are decided
   */
  PolicyCheck(
      ScanServices services,
      ScanTarget target,
      Duration timeout,
      LoopClock clock,
      Consumer<PolicyCheck> decided) {
    this.services = services;
    this.target = target;
    this.timeout = timeout;
    this.clock = clock;
    this.decided = decided;
  }

  /** Starts to call the policy. */
  synchronized void start() {
    submit();
    clock.later(timeout.toNanos(), this::watch);
  }

  /** Returns the reasons of the denied positions. */
  synchronized Map<Integer, String> denials() {
    return Map.copyOf(denials);
  }

  /** Interrupts the policy. Nothing is delivered afterwards. */
  synchronized void cancel() {
    done = true;
    stopCalls();
  }

  private synchronized void submit() {
    int current = ++run;
    callStarted = clock.nanos();
    cancelCalls = services.runPolicy(() -> decideRest(current));
  }

  private synchronized void stopCalls() {
    run++;
    if (cancelCalls != null) {
      cancelCalls.run();
    }
  }

  private void decideRest(int current) {
    for (int position = take(current); position >= 0; position = take(current)) {
      InetSocketAddress address =
          new InetSocketAddress(target.requireAddress(), target.port(position));
      record(current, position, services.denial(target.transport(), address));
    }
  }

  /** Returns the next position to decide on; negative if there is none. */
  private synchronized int take(int current) {
    if (current != run) {
      return NONE;
    }
    if (next == target.positions()) {
      run++;
      clock.execute(this::complete);
      return NONE;
    }
    callStarted = clock.nanos();
    calling = next++;
    return calling;
  }

  private synchronized void record(int current, int position, Optional<String> denial) {
    if (current == run) {
      calling = NONE;
      denial.ifPresent(why -> denials.put(position, why));
    }
  }

  /** Denies the port of a call that takes too long. Runs on the loop until all is decided. */
  private void watch() {
    synchronized (this) {
      if (done) {
        return;
      }
      long left = callStarted + timeout.toNanos() - clock.nanos();
      if (left > 0) {
        clock.later(left, this::watch);
        return;
      }
      stopCalls();
      boolean called = calling != NONE;
      if (called) {
        denials.put(calling, late());
        calling = NONE;
      }
      if (called && ++blocked < MAX_BLOCKED) {
        start();
        return;
      }
      while (next < target.positions()) {
        denials.put(next++, late());
      }
    }
    complete();
  }

  private String late() {
    return String.format(
        Locale.ROOT,
        "is denied: the target policy did not return within %.2f s",
        timeout.toNanos() / 1e9);
  }

  private void complete() {
    synchronized (this) {
      if (done) {
        return;
      }
      done = true;
    }
    decided.accept(this);
  }
}
