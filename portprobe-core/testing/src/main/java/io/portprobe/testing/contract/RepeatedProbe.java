package io.portprobe.testing.contract;

import io.portprobe.LocalFaultException;
import io.portprobe.PortProbe;
import io.portprobe.ProbeReport;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.testing.internal.client.BoundedProbes.Call;
import io.portprobe.testing.internal.client.WaitThreads;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The probe of a line that waits: it is sent again, after pauses of 20 ms to 1 s, until the line is
 * met or its time has passed. Results are judged on the pool of {@link WaitThreads}, because
 * plug-ins may block.
 */
final class RepeatedProbe {
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long MAX_PAUSE_MILLIS = 1_000;

  private final ContractEntry entry;
  private final PortProbe probe;
  private final long end;
  private final CompletableFuture<ProbeReport> last = new CompletableFuture<>();

  private RepeatedProbe(ContractEntry entry, PortProbe probe) {
    this.entry = entry;
    this.probe = probe;
    this.end = System.nanoTime() + entry.probe().within().toNanos();
  }

  /** Returns the call of a check, which completes with the last report. */
  static Call of(PortCheck check) {
    return new Call(check.entry().endpoint().host(), () -> send(check.entry(), check.probe()));
  }

  private static CompletableFuture<ProbeReport> send(ContractEntry entry, PortProbe probe) {
    return entry.probe().within().isZero()
        ? probe.report()
        : new RepeatedProbe(entry, probe).start();
  }

  private CompletableFuture<ProbeReport> start() {
    send(FIRST_PAUSE_MILLIS);
    return last;
  }

  private void send(long pause) {
    CompletableFuture<ProbeReport> sent = probe.report();
    var unusedCancellation =
        last.whenComplete((done, failure) -> sent.cancel(true)); // by the owner of the check
    var unusedJudgement =
        sent.whenCompleteAsync(
            (report, failure) -> judge(report, failure, pause), WaitThreads.pool());
  }

  private void judge(@Nullable ProbeReport report, @Nullable Throwable failure, long pause) {
    try {
      boolean over =
          System.nanoTime() + Duration.ofMillis(pause).toNanos() - end > 0
              || (report != null && PortJudge.judge(entry, report).unmet().isEmpty())
              || (failure != null && !mayPass(failure));
      if (!over && !last.isDone()) {
        var unusedTimer =
            WaitThreads.timer()
                .schedule(
                    () -> WaitThreads.pool().execute(() -> again(pause)),
                    pause,
                    TimeUnit.MILLISECONDS);
      } else if (report != null) {
        last.complete(report);
      } else {
        last.completeExceptionally(unwrapped(failure));
      }
    } catch (RuntimeException | Error e) { // a plug-in, or a client that was closed
      last.completeExceptionally(e);
    }
  }

  private void again(long pause) {
    try {
      if (!last.isDone()) {
        send(Math.min(2 * pause, MAX_PAUSE_MILLIS));
      }
    } catch (RuntimeException | Error e) { // a client that was closed
      last.completeExceptionally(e);
    }
  }

  /** A name that does not resolve yet may resolve later. */
  private static boolean mayPass(Throwable failure) {
    Throwable cause = unwrapped(failure);
    return cause instanceof UnresolvedTargetException || cause instanceof LocalFaultException;
  }

  private static Throwable unwrapped(@Nullable Throwable failure) {
    Throwable known = failure == null ? new IllegalStateException("no result") : failure;
    return known instanceof CompletionException && known.getCause() != null
        ? known.getCause()
        : known;
  }
}
