package io.portprobe.assertions;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.assertions.NetworkContract.Line;
import io.portprobe.spi.Finding;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One line of a contract, held against the network. */
final class ContractCheck {
  private final Line line;

  ContractCheck(Line line) {
    this.line = line;
  }

  /**
   * Asks.
   *
   * @return completes with what is wrong, or with null
   * @throws IllegalArgumentException if the protocol is not known; the message says where it stands
   */
  CompletableFuture<@Nullable AssertionError> ask(ProbeClient client, Optional<Duration> timeout) {
    return probe(client, timeout).report().handle(this::judge);
  }

  private PortProbe probe(ProbeClient client, Optional<Duration> timeout) {
    PortProbe probe = client.probe(line.endpoint());
    if (timeout.isPresent()) {
      probe = probe.timeout(timeout.get());
    }
    if (line.protocol().isEmpty()) {
      return probe.stateOnly();
    }
    try {
      return probe.as(line.protocol().get());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(line.origin() + ": " + e.getMessage(), e);
    }
  }

  private @Nullable AssertionError judge(
      @Nullable ProbeReport report, @Nullable Throwable failure) {
    if (failure != null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      if (cause instanceof ProbeException e) {
        return Failure.of(line.endpoint(), words(), e);
      }
      throw new CompletionException(cause);
    }
    ProbeReport seen = Objects.requireNonNull(report, "report");
    return shortfall(seen).map(shortfall -> Failure.of(words(), seen, shortfall)).orElse(null);
  }

  private Optional<Shortfall> shortfall(ProbeReport report) {
    Claim claim = claim();
    if (!claim.holds(report)) {
      return Optional.of(Shortfall.ofState(claim, report));
    }
    if (line.reason().isPresent() && line.reason().get() != report.reason()) {
      return Optional.of(Shortfall.ofReason(report));
    }
    return line.protocol().isEmpty() ? Optional.empty() : dialogue(report);
  }

  private Optional<Shortfall> dialogue(ProbeReport report) {
    Optional<Finding> finding =
        report
            .dialogue()
            .filter(dialogue -> dialogue.outcome() == Outcome.FINISHED)
            .flatMap(DialogueReport::finding);
    if (finding.isEmpty()) {
      return Optional.of(Shortfall.ofDialogue(report));
    }
    return unmet(finding.get())
        .map(unmet -> Shortfall.ofFinding(finding.get(), new AssertionError(unmet)));
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

  private Claim claim() {
    PortState state = line.state();
    return switch (state) {
      case LISTENING -> Claim.LISTENING;
      case NOT_LISTENING -> Claim.NOT_LISTENING;
      case FILTERED -> Claim.FILTERED;
      case LISTENING_OR_FILTERED -> Claim.LISTENING_OR_FILTERED;
    };
  }

  private String words() {
    return claim().words()
        + line.reason().map(reason -> " (" + reason.words() + ")").orElse("")
        + line.protocol().map(name -> " and to speak " + name).orElse("");
  }
}
