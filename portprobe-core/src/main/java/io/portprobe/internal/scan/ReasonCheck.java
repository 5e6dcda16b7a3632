package io.portprobe.internal.scan;

import io.portprobe.Attempt;
import io.portprobe.ProbeReport;
import io.portprobe.internal.io.LoopClock;
import io.portprobe.internal.net.Verdict;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.result.CompactScanResult;
import io.portprobe.internal.scan.setup.ScanServices;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out the exact reason of ports whose error number several ICMP messages have in common: it
 * probes them again with a channel, which reads the message from the error queue of its socket. It
 * runs few of these probes at a time, and few for each address and error number: when their results
 * are the same, further ports of the address get that result. Confined to the event loop.
 */
final class ReasonCheck {
  private static final int MAX_RUNNING = 64;
  private static final int MAX_WAITING = 16_384;
  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** Long enough for the kernel to find out that a neighbour does not reply to ARP: 3 seconds. */
  private static final Duration TIMEOUT = Duration.ofMillis(3_500);

  /** What is known of one error number on one address. */
  static final class Known {
    /** So many equal results, or so many checks without one, decide for the other ports. */
    private static final int ENOUGH_EQUAL = 16;

    private static final int ENOUGH_WITHOUT = 2;

    private @Nullable Verdict verdict; // of the last check that had a result
    private @Nullable Verdict inherited; // by ports that are not checked any more
    private int equal;
    private int without;

    private void record(@Nullable Verdict checked) {
      if (checked == null) {
        without++;
      } else {
        boolean same = verdict != null && verdict.reasonOrNull() == checked.reasonOrNull();
        equal = same ? equal + 1 : 1;
        verdict = checked;
      }
      if (verdict == null ? without >= ENOUGH_WITHOUT : equal >= ENOUGH_EQUAL) {
        inherited = verdict == null ? null : inherit(verdict);
      }
    }

    private boolean isDecided() {
      return inherited != null || without >= ENOUGH_WITHOUT;
    }

    private static @Nullable Verdict inherit(Verdict verdict) {
      return verdict instanceof Verdict.Answer answer
          ? new Verdict.Answer(
              answer.state(),
              answer.reason(),
              "as on other ports of the address: " + answer.evidence(),
              answer.icmp())
          : null;
    }
  }

  private enum State {
    /** The native code that reads ICMP messages is being loaded. */
    LOADING,
    /** Checks are started. */
    RUNNING,
    /** No check is started, and no result is used. */
    STOPPED
  }

  private record Key(ScanTarget target, int position) {}

  private record Waiting(
      CompactScanResult result,
      Known known,
      long since,
      BiConsumer<CompactScanResult, Boolean> onEnd) {}

  private final ScanServices services;
  private final LoopClock loop;
  private final Map<Key, CompletableFuture<ProbeReport>> running = new HashMap<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private State state = State.LOADING;
  private long runningSince;

  ReasonCheck(ScanServices services, LoopClock loop) {
    this.services = services;
    this.loop = loop;
  }

  /** Returns whether the system may provide the ICMP messages, and there is room for a check. */
  boolean isPossible() {
    return waiting.size() < MAX_WAITING && services.icmpErrors().getNow(true);
  }

  /**
   * Checks a result.
   *
   * @param known what is known of its error number on its address
   * @param onEnd receives the result with the exact reason, or the given one if none was found, and
   *     whether a probe was sent; on the loop, after this call
   */
  void check(CompactScanResult result, Known known, BiConsumer<CompactScanResult, Boolean> onEnd) {
    waiting.addLast(new Waiting(result, known, loop.nanos(), onEnd));
    var unused = // native code is loaded at the first call
        services.icmpErrors().thenRun(() -> loop.execute(this::startWaiting));
  }

  /** The time in which native code was loaded does not count. */
  private boolean isTooLate(Waiting next, long now) {
    return Math.min(now - next.since(), now - runningSince) > MAX_WAIT_NANOS;
  }

  private void startWaiting() {
    if (state == State.LOADING) {
      state = State.RUNNING;
      runningSince = loop.nanos();
    }
    boolean useless = !services.icmpErrors().getNow(false);
    while (state == State.RUNNING && running.size() < MAX_RUNNING) {
      Waiting next = waiting.pollFirst();
      if (next == null) {
        return;
      }
      if (useless || isTooLate(next, loop.nanos()) || next.known().isDecided()) {
        Verdict inherited = next.known().inherited;
        CompactScanResult result = next.result();
        next.onEnd().accept(inherited == null ? result : result.withVerdict(inherited), false);
      } else {
        start(next);
      }
    }
  }

  private void start(Waiting next) {
    CompactScanResult result = next.result();
    ScanTarget target = result.target();
    CompletableFuture<ProbeReport> report =
        services.checkState(target.endpoint(result.port()), target.requireAddress(), TIMEOUT);
    running.put(new Key(target, result.position()), report);
    var unused = report.whenComplete((done, failure) -> loop.execute(() -> onReport(next, done)));
  }

  private void onReport(Waiting checked, @Nullable ProbeReport report) {
    CompactScanResult result = checked.result();
    if (state == State.STOPPED) {
      return; // the port counts as remaining
    }
    running.remove(new Key(result.target(), result.position()));
    Verdict exact = report == null ? null : exact(report);
    checked.known().record(exact);
    checked.onEnd().accept(exact == null ? result : result.withVerdict(exact), true);
    startWaiting();
  }

  /** Returns the verdict of a report; null if it says no more than the error number. */
  private static @Nullable Verdict exact(ProbeReport report) {
    Attempt attempt = report.attempts().get(0);
    boolean withoutMessage =
        switch (attempt.reason()) {
          case SILENT, TIMED_OUT, UNREACHABLE -> true;
          default -> false;
        };
    return withoutMessage
        ? null
        : new Verdict.Answer(attempt.state(), attempt.reason(), attempt.evidence(), attempt.icmp());
  }

  /** Ends all checks without a result. */
  void stop() {
    state = State.STOPPED;
    running.values().forEach(report -> report.cancel(false));
  }

  /** Passes on the port of each check that has not ended. */
  void forEachUnfinished(ObjIntConsumer<ScanTarget> action) {
    running.keySet().forEach(key -> action.accept(key.target(), key.position()));
    waiting.forEach(next -> action.accept(next.result().target(), next.result().position()));
  }
}
