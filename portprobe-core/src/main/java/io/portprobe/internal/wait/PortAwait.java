package io.portprobe.internal.wait;

import io.portprobe.PortProbe;
import io.portprobe.ProbeReport;
import io.portprobe.WaitOutcome;
import io.portprobe.internal.util.Arguments;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The wait of {@link PortProbe#await}: one port, whose reports meet a condition. */
public final class PortAwait {
  private static final Duration LONGEST = Duration.ofDays(1);

  private PortAwait() {}

  /**
   * Starts a wait.
   *
   * @param within more than zero, at most a day
   * @return a future that completes shortly after this time at the latest; cancelling it cancels
   *     the probe in flight
   */
  public static CompletableFuture<WaitOutcome> start(
      PortProbe probe, Predicate<? super ProbeReport> condition, Duration within) {
    WaitPlan plan =
        WaitPlan.of(List.of(probe), 1, Timeline.unthreaded())
            .within(Arguments.positive("within", within, LONGEST));
    return WaitExecution.start(plan, new Goal(Objects.requireNonNull(condition, "condition")))
        .result();
  }

  /**
   * A report that meets the condition. Otherwise, the outcome has the last result.
   *
   * @param condition of the caller
   */
  private record Goal(Predicate<? super ProbeReport> condition)
      implements WaitGoal<ProbeReport, WaitOutcome> {
    @Override
    public Optional<ProbeReport> unmet(ProbeReport report) {
      return condition.test(report) ? Optional.empty() : Optional.of(report);
    }

    @Override
    public WaitOutcome met(Ending ending) {
      return outcome(ending, true);
    }

    @Override
    public WaitOutcome failed(Ending ending) {
      if (ending.blockers().isEmpty()) {
        return outcome(ending, false);
      }
      throw ending.blockers().get(0).failure().orElseThrow();
    }

    @Override
    public boolean endsWithoutResult() {
      return false;
    }

    private static WaitOutcome outcome(Ending ending, boolean isMet) {
      PortPoll poll = ending.polls().get(0);
      return new DefaultWaitOutcome(
          poll.probe().endpoint(),
          isMet,
          poll.report(),
          poll.failure(),
          poll.probes(),
          ending.waited());
    }
  }
}
