package io.portprobe.testing.contract;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.spi.Finding;
import io.portprobe.testing.contract.NetworkContract.Line;
import io.portprobe.testing.internal.expectation.AssertionErrors;
import io.portprobe.testing.internal.expectation.EvidenceText;
import io.portprobe.testing.internal.expectation.StateExpectation;
import io.portprobe.testing.internal.expectation.UnmetExpectation;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One line of a contract, held against the network. Made for all lines before any is asked, so that
 * a line which cannot be asked leaves nothing in flight.
 */
final class ContractCheck {
  private final Line line;
  private final PortProbe probe;

  private ContractCheck(Line line, PortProbe probe) {
    this.line = line;
    this.probe = probe;
  }

  /**
   * Prepares the question.
   *
   * @throws IllegalArgumentException if the protocol is not known, or the timeout is out of range;
   *     the message says where it stands
   */
  static ContractCheck of(Line line, ProbeClient client, Optional<Duration> timeout) {
    PortProbe probe = client.probe(line.endpoint());
    if (timeout.isPresent()) {
      probe = probe.timeout(timeout.get());
    }
    if (line.protocol().isEmpty()) {
      return new ContractCheck(line, probe.stateOnly());
    }
    try {
      return new ContractCheck(line, probe.as(line.protocol().get()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(line.origin() + ": " + e.getMessage(), e);
    }
  }

  PortProbe probe() {
    return probe;
  }

  /**
   * Waits for the answer and judges it, which calls plug-ins and reads tables of the system: a task
   * for the thread that asserts, not for that which brings the answer.
   *
   * @param evidence what it is to be told with
   * @return what is wrong, or null
   */
  @Nullable AssertionError judge(CompletableFuture<ProbeReport> answer, EvidenceText evidence)
      throws InterruptedException {
    try {
      ProbeReport seen = answer.get();
      return shortfall(seen)
          .map(shortfall -> AssertionErrors.of(words(), seen, shortfall, evidence))
          .orElse(null);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProbeException unasked) {
        return AssertionErrors.of(line.endpoint(), words(), unasked);
      }
      if (e.getCause() instanceof RuntimeException misuse) {
        throw misuse;
      }
      throw new IllegalStateException(line.endpoint() + ": the probe failed", e.getCause());
    }
  }

  private Optional<UnmetExpectation> shortfall(ProbeReport report) {
    StateExpectation claim = StateExpectation.of(line.state());
    if (!claim.isProvenBy(report)) {
      return Optional.of(UnmetExpectation.ofState(claim, report));
    }
    if (line.reason().isPresent() && line.reason().get() != report.reason()) {
      return Optional.of(UnmetExpectation.ofReason(report));
    }
    return line.protocol().isEmpty() ? Optional.empty() : dialogue(report);
  }

  private Optional<UnmetExpectation> dialogue(ProbeReport report) {
    Optional<Finding> finding =
        report
            .dialogue()
            .filter(dialogue -> dialogue.outcome() == Outcome.FINISHED)
            .flatMap(DialogueReport::finding);
    if (finding.isEmpty()) {
      return Optional.of(UnmetExpectation.ofDialogue(report));
    }
    return unmet(finding.get())
        .map(unmet -> UnmetExpectation.ofFinding(finding.get(), new AssertionError(unmet)));
  }

  private Optional<String> unmet(Finding finding) {
    for (String text : line.lines()) {
      if (finding.lines().stream().noneMatch(each -> each.contains(text))) {
        return Optional.of("no line has '" + text + "'");
      }
    }
    for (Map.Entry<String, String> value : line.values().entrySet()) {
      Optional<String> seen = component(finding, value.getKey());
      if (seen.isEmpty()) {
        return Optional.of("it has no " + value.getKey());
      }
      if (!seen.get().equals(value.getValue())) {
        return Optional.of(
            value.getKey() + " is '" + seen.get() + "', not '" + value.getValue() + "'");
      }
    }
    return Optional.empty();
  }

  /** The text of a component of a record; of what is in an optional, if there is something. */
  private static Optional<String> component(Finding finding, String name) {
    if (!finding.getClass().isRecord()) {
      return Optional.empty();
    }
    for (RecordComponent component : finding.getClass().getRecordComponents()) {
      if (component.getName().equals(name)) {
        try {
          Object value = component.getAccessor().invoke(finding);
          return value instanceof Optional<?> optional
              ? optional.map(String::valueOf)
              : Optional.of(String.valueOf(value));
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(
              finding.getClass().getName() + ": " + name + " (expected: a public record)", e);
        }
      }
    }
    return Optional.empty();
  }

  private String words() {
    return StateExpectation.of(line.state()).description()
        + line.reason().map(reason -> " (" + reason.description() + ")").orElse("")
        + line.protocol().map(name -> " and to speak " + name).orElse("");
  }
}
