package io.portprobe.internal.client;

import io.netty.channel.EventLoop;
import io.portprobe.internal.dialogue.LoopFailure;
import io.portprobe.internal.io.EventLoops;
import io.portprobe.internal.io.LoopTasks;
import io.portprobe.internal.io.StarvationCheck;
import io.portprobe.internal.io.Watchdog;
import io.portprobe.internal.scan.setup.ScanServices.WatchedScan;
import io.portprobe.scan.ScanFailedException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The watch over the event loops of a scan, which has no deadline by default: each loop runs a task
 * every second. The watchdog fails the scan if a loop has died, or is blocked: it has not run the
 * task, nor made any other step, for {@value #BLOCKED_SECONDS} s, although it had processor time.
 */
final class ScanWatch extends Watchdog.Watched {
  private static final int BLOCKED_SECONDS = 5;
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final WatchedScan scan;
  private final List<Beat> beats;
  private final Consumer<EventLoop> replacement;
  private final Executor background;

  /** The answers of one loop. */
  private static final class Beat {
    private final EventLoop loop;
    private final LongSupplier clock;
    private volatile boolean pending;
    private long aliveNanos; // when it was last known to be alive; confined to the watchdog
    private StarvationCheck check; // confined to the watchdog

    Beat(EventLoop loop, LongSupplier clock) {
      this.loop = loop;
      this.clock = clock;
      this.check = new StarvationCheck(EventLoops.thread(loop));
    }

    /** Returns what keeps the loop from answering. */
    Optional<LoopFailure> failure() {
      Optional<LoopFailure> ended = LoopFailure.ofEnded(loop);
      if (ended.isPresent()) {
        return ended;
      }
      long now = clock.getAsLong();
      boolean answered = !pending;
      if (answered || check.hasAdvanced()) {
        aliveNanos = now;
        check = new StarvationCheck(EventLoops.thread(loop));
      }
      if (answered) {
        pending = true;
        var unused = LoopTasks.submit(loop, () -> pending = false);
      }
      return now - aliveNanos > TimeUnit.SECONDS.toNanos(BLOCKED_SECONDS) && !check.isStarved()
          ? Optional.of(LoopFailure.ofBlocked(loop, null))
          : Optional.empty();
    }
  }

  /**
   * Creates a watch.
   *
   * @param replacement receives a loop that is blocked
   * @param background runs what may call code of the caller
   */
  ScanWatch(
      WatchedScan scan,
      List<EventLoop> loops,
      Consumer<EventLoop> replacement,
      Executor background) {
    this(scan, loops, replacement, background, System::nanoTime);
  }

  /** Creates a watch with another clock, in nanoseconds. Visible for tests. */
  ScanWatch(
      WatchedScan scan,
      List<EventLoop> loops,
      Consumer<EventLoop> replacement,
      Executor background,
      LongSupplier clock) {
    this.scan = scan;
    this.beats = loops.stream().map(loop -> new Beat(loop, clock)).toList();
    this.replacement = replacement;
    this.background = background;
  }

  @Override
  protected long look() {
    if (scan.hasEnded()) {
      return Watchdog.FINISHED;
    }
    background.execute(scan::onTick);
    for (Beat beat : beats) {
      Optional<LoopFailure> failure = beat.failure();
      if (failure.isPresent()) {
        replacement.accept(beat.loop);
        String message = "the scan failed: " + failure.get().message();
        Throwable cause = failure.get().cause();
        background.execute(() -> scan.fail(new ScanFailedException(message, cause)));
      }
    }
    return INTERVAL_NANOS;
  }
}
