package io.portprobe.testing.contract;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.spi.Finding;
import io.portprobe.testing.internal.expectation.AddressScope;
import io.portprobe.testing.internal.expectation.AssertionErrors;
import io.portprobe.testing.internal.expectation.EvidenceText;
import io.portprobe.testing.internal.expectation.StateExpectation;
import io.portprobe.testing.internal.expectation.UnmetExpectation;
import io.portprobe.text.SafeText;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A check of one port of a contract. The checks of all ports are created before the first probe is
 * sent, so that an invalid port leaves nothing in flight.
 */
final class ContractCheck {
  private final ContractEntry entry;
  private final PortProbe probe;

  private ContractCheck(ContractEntry entry, PortProbe probe) {
    this.entry = entry;
    this.probe = probe;
  }

  /**
   * Prepares the probe.
   *
   * @throws IllegalArgumentException if the client does not know the protocol, or the timeout is
   *     out of range; the message names the line of the file
   */
  static ContractCheck of(ContractEntry entry, ProbeClient client, Optional<Duration> timeout) {
    PortProbe probe = client.probe(entry.endpoint());
    if (timeout.isPresent()) {
      probe = probe.timeout(timeout.get());
    }
    if (entry.protocol().isEmpty()) {
      return new ContractCheck(entry, probe.stateOnly());
    }
    try {
      return new ContractCheck(entry, probe.as(entry.protocol().get()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(entry.origin() + ": " + e.getMessage(), e);
    }
  }

  /** Returns the probe to send. */
  PortProbe probe() {
    return probe;
  }

  /**
   * Waits for the result and checks it. Runs on the asserting thread, because it calls plug-ins and
   * reads the socket table, which must not happen on an event loop.
   *
   * @param evidence the evidence of the whole message
   * @return the error; null if the port is as expected
   */
  @Nullable AssertionError check(CompletableFuture<ProbeReport> result, EvidenceText evidence)
      throws InterruptedException {
    try {
      ProbeReport report = result.get();
      return unmet(report)
          .map(unmet -> AssertionErrors.of(subject(), report, unmet, evidence))
          .orElse(null);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProbeException unsent) {
        return AssertionErrors.of(subject(), unsent);
      }
      if (e.getCause() instanceof RuntimeException misuse) {
        throw misuse;
      }
      throw new IllegalStateException(entry.endpoint() + ": the probe failed", e.getCause());
    }
  }

  /** Returns all differences at once, so that one run shows what has to change. */
  private Optional<UnmetExpectation> unmet(ProbeReport report) {
    StateExpectation state = StateExpectation.of(entry.state());
    if (!state.isProvenBy(report, AddressScope.ANY)) {
      return Optional.of(UnmetExpectation.ofState(state, AddressScope.ANY, report));
    }
    Optional<UnmetExpectation> reason =
        entry.reasons().isEmpty() || entry.reasons().contains(report.reason())
            ? Optional.empty()
            : Optional.of(UnmetExpectation.ofReason(entry.reasons(), AddressScope.ANY, report));
    Optional<UnmetExpectation> dialogue =
        entry.protocol().isEmpty() ? Optional.empty() : dialogue(report);
    return reason.map(first -> dialogue.map(first::and).orElse(first)).or(() -> dialogue);
  }

  private Optional<UnmetExpectation> dialogue(ProbeReport report) {
    Optional<Finding> finding =
        report
            .dialogue()
            .filter(dialogue -> dialogue.outcome() == Outcome.FINISHED)
            .flatMap(DialogueReport::finding);
    if (finding.isEmpty()) {
      return Optional.of(UnmetExpectation.ofDialogue(AddressScope.ANY, report));
    }
    List<String> differences = differences(finding.get());
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            UnmetExpectation.ofFinding(
                finding.get(), new AssertionError(String.join("; ", differences))));
  }

  private List<String> differences(Finding finding) {
    List<String> seen = finding.lines();
    List<String> differences = new ArrayList<>();
    for (String text : entry.lines()) {
      if (seen.stream().noneMatch(line -> line.contains(text))) {
        differences.add("no line contains '" + text + "'");
      }
    }
    for (Map.Entry<String, String> value : new TreeMap<>(entry.values()).entrySet()) {
      Optional<String> component = component(finding, value.getKey());
      if (component.isEmpty()) {
        differences.add("it has no component " + value.getKey());
      } else if (!component.get().equals(value.getValue())) {
        differences.add(
            value.getKey()
                + " is "
                + SafeText.quote(component.get())
                + ", not "
                + SafeText.quote(value.getValue()));
      }
    }
    return differences;
  }

  /** Returns a component of a finding as text; an empty optional has none. */
  private static Optional<String> component(Finding finding, String name) {
    Optional<Method> accessor = accessor(finding.getClass(), name);
    if (accessor.isEmpty()) {
      return Optional.empty();
    }
    try {
      Object value = accessor.get().invoke(finding);
      return value instanceof Optional<?> optional
          ? optional.map(String::valueOf)
          : Optional.of(String.valueOf(value));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          finding.getClass().getName()
              + ": "
              + name
              + " (expected: a component of a public record, or a method of a public interface)",
          e);
    }
  }

  /** Finds the accessor of a record component, or the method of an interface of the finding. */
  private static Optional<Method> accessor(Class<?> type, String name) {
    Stream<Method> components =
        type.isRecord() && Modifier.isPublic(type.getModifiers())
            ? Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor)
            : Stream.empty();
    Stream<Method> accessors =
        interfaces(type)
            .filter(each -> Finding.class.isAssignableFrom(each) && each != Finding.class)
            .flatMap(each -> Arrays.stream(each.getMethods()))
            .filter(method -> method.getParameterCount() == 0)
            .filter(method -> method.getReturnType() != void.class);
    return Stream.concat(components, accessors)
        .filter(method -> method.getName().equals(name))
        .findFirst();
  }

  private static Stream<Class<?>> interfaces(@Nullable Class<?> type) {
    return type == null
        ? Stream.empty()
        : Stream.concat(Arrays.stream(type.getInterfaces()), interfaces(type.getSuperclass()));
  }

  private AssertionErrors.Subject subject() {
    return new AssertionErrors.Subject(Optional.empty(), entry.endpoint(), expected());
  }

  private String reasons() {
    return entry.reasons().isEmpty()
        ? ""
        : entry.reasons().stream()
            .map(Reason::description)
            .collect(Collectors.joining(" or ", " (", ")"));
  }

  private String expected() {
    return StateExpectation.of(entry.state()).description()
        + reasons()
        + entry.protocol().map(name -> " and to speak " + name).orElse("");
  }
}
