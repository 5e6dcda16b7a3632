package io.portprobe.testing.internal.wait;

import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.internal.wait.PortPoll;
import io.portprobe.internal.wait.WaitExecution;
import io.portprobe.internal.wait.WaitGoal;
import io.portprobe.internal.wait.WaitPlan;
import io.portprobe.testing.internal.expectation.Expectation;
import io.portprobe.testing.internal.expectation.UnmetExpectation;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An expectation as the goal of one wait. It records the results of each port for the error.
 * Guarded by the wait, except for the check of a report.
 */
public final class AssertedWait implements WaitGoal<UnmetExpectation, List<ProbeReport>> {
  private final WaitSettings settings;
  private final Expectation expectation;
  private final List<PortEvidence> evidence;

  private AssertedWait(WaitSettings settings, Expectation expectation) {
    this.settings = settings;
    this.expectation = expectation;
    this.evidence =
        IntStream.range(0, settings.plan().probes().size())
            .mapToObj(i -> new PortEvidence())
            .toList();
  }

  /**
   * Starts to wait. The result has the reports of the ports that meet the expectation, in order. It
   * fails with an {@link AssertionError}.
   *
   * @throws IllegalArgumentException if the settings contradict each other
   */
  public static WaitExecution<UnmetExpectation, List<ProbeReport>> start(
      WaitSettings settings, Expectation expectation) {
    WaitPlan plan = settings.plan();
    WaitPlan prepared = plan.probes(plan.probes().stream().map(expectation.prepare()).toList());
    return WaitExecution.start(prepared, new AssertedWait(settings, expectation));
  }

  @Override
  public Optional<UnmetExpectation> unmet(ProbeReport report) {
    return expectation.check().apply(report);
  }

  @Override
  public void reported(
      PortPoll poll, ProbeReport report, Optional<UnmetExpectation> unmet, Received received) {
    evidence.get(poll.index()).add(report, unmet, received);
  }

  @Override
  public void unsent(PortPoll poll, ProbeException failure, Received received) {
    evidence.get(poll.index()).add(failure, received);
  }

  @Override
  public List<ProbeReport> met(Ending ending) {
    return ending.reports();
  }

  @Override
  public List<ProbeReport> failed(Ending ending) {
    throw WaitFailure.of(
        settings, expectation, results(ending.polls()), ending.waited(), abort(ending));
  }

  private Optional<String> abort(Ending ending) {
    return ending.blockers().isEmpty()
        ? ending.abortReason()
        : Optional.of(WaitFailure.tooFew(results(ending.blockers()), ending.polls().size()));
  }

  private List<PortResults> results(List<PortPoll> polls) {
    return polls.stream().map(poll -> new PortResults(poll, evidence.get(poll.index()))).toList();
  }
}
