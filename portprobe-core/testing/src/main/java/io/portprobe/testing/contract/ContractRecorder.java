package io.portprobe.testing.contract;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.spi.Finding;
import io.portprobe.testing.contract.NetworkContract.Line;
import io.portprobe.testing.internal.client.BoundedProbes;
import io.portprobe.testing.internal.client.WaitThreads;
import io.portprobe.testing.internal.expectation.StateExpectation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes what is seen for what is expected, as far as an expectation holds for it. */
final class ContractRecorder {
  /**
   * A port as it was seen.
   *
   * @param line holds for it
   * @param findings what a protocol found there, line by line
   */
  record Recorded(Line line, List<String> findings) {}

  private final List<Recorded> recorded = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final List<String> undecided = new ArrayList<>();

  private ContractRecorder() {}

  /** Asks; what plug-ins found is read on the threads of waits, where they may take their time. */
  static CompletableFuture<List<Recorded>> record(
      ProbeClient client, Collection<Endpoint> endpoints) {
    List<PortProbe> probes = endpoints.stream().map(client::probe).toList();
    BoundedProbes questions = BoundedProbes.ask(client.window(), probes);
    List<CompletableFuture<ProbeReport>> answers = questions.answers();
    CompletableFuture<List<Recorded>> seen =
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
            .handleAsync(
                (all, failure) -> new ContractRecorder().take(answers), WaitThreads.pool());
    var unused = seen.whenComplete((all, failure) -> questions.close());
    return seen;
  }

  private List<Recorded> take(List<CompletableFuture<ProbeReport>> answers) {
    for (CompletableFuture<ProbeReport> answer : answers) {
      try {
        take(answer.join());
      } catch (CompletionException e) {
        failures.add(e.getCause() == null ? e : e.getCause());
      } catch (CancellationException e) { // by who has the client
        failures.add(e);
      }
    }
    if (!undecided.isEmpty()) {
      failures.add(undecided(answers.size()));
    }
    if (failures.isEmpty()) {
      return recorded;
    }
    Throwable first = failures.get(0);
    failures.stream().filter(each -> each != first).forEach(first::addSuppressed);
    throw new CompletionException(first);
  }

  private void take(ProbeReport report) {
    if (!StateExpectation.of(report.state()).isProvenBy(report)) {
      undecided.add(report.endpoint() + ": " + seen(report));
      return;
    }
    Optional<DialogueReport> spoken =
        report.dialogue().filter(dialogue -> dialogue.outcome() == Outcome.FINISHED);
    Line line =
        new Line(
            "recorded",
            report.endpoint(),
            report.state(),
            reason(report),
            spoken.map(DialogueReport::protocol),
            List.of(),
            Map.of());
    List<String> findings =
        spoken.flatMap(DialogueReport::finding).map(Finding::lines).orElse(List.of());
    recorded.add(new Recorded(line, List.copyOf(findings)));
  }

  /** The ground, if the addresses share it: which is named first is for the resolver to say. */
  private static Optional<Reason> reason(ProbeReport report) {
    List<Reason> reasons =
        report.attempts().stream()
            .filter(attempt -> attempt.state() == report.state())
            .map(attempt -> attempt.reason())
            .distinct()
            .toList();
    return reasons.size() == 1 ? Optional.of(reasons.get(0)) : Optional.empty();
  }

  private static String seen(ProbeReport report) {
    Stream<String> answers =
        report.attempts().stream()
            .map(
                attempt ->
                    attempt.remote().getAddress().getHostAddress()
                        + " is "
                        + attempt.state().description()
                        + " ("
                        + attempt.reason().description()
                        + ")");
    Stream<String> omissions =
        report.omissions().stream().map(omission -> "left out: " + omission.getMessage());
    return Stream.concat(answers, omissions).collect(Collectors.joining("; "));
  }

  private IllegalStateException undecided(int count) {
    return new IllegalStateException(
        undecided.size()
            + " of "
            + count
            + (count == 1 ? " port" : " ports")
            + " cannot be recorded (expected: one that listens somewhere, or whose addresses all"
            + " answer the same):\n  "
            + String.join("\n  ", undecided));
  }
}
