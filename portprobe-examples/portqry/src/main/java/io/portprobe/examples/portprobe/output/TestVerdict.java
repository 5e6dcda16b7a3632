package io.portprobe.examples.portprobe.output;

import io.portprobe.PortState;
import io.portprobe.examples.portprobe.output.ResultRecord.Expectation;
import io.portprobe.examples.portprobe.output.ResultRecord.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A result as a test case: for JUnit reports and TAP. With an expectation the test is that it is
 * met; without one, that the port is listening.
 *
 * @param outcome whether the test passed
 * @param type why not, in one word to group by; empty if it passed
 * @param message why not, in one line; empty if it passed
 */
public record TestVerdict(Outcome outcome, String type, String message) {
  /** The outcomes of a test. */
  public enum Outcome {
    /** As expected. */
    PASSED,
    /** Not as expected. */
    FAILED,
    /**
     * The run ended before the probe, a row on which this one depends is not met, or the
     * expectation is optional and not met.
     */
    SKIPPED,
    /** The port could not be probed. */
    ERROR
  }

  private static final TestVerdict PASSED = new TestVerdict(Outcome.PASSED, "", "");

  /** Returns the verdict of a result. */
  public static TestVerdict of(ResultRecord result) {
    Optional<Expectation> optional =
        result.expectation().filter(each -> !each.required() && !each.met());
    if (optional.isPresent()) {
      return skipped(differences(result));
    }
    if (result.failure().isPresent()) {
      Failure failure = result.failure().get();
      Outcome outcome = outcome(failure.kind());
      if (outcome == Outcome.SKIPPED || result.expectation().isEmpty()) {
        return new TestVerdict(outcome, failure.kind().name(), failure.message());
      }
    }
    return result
        .expectation()
        .map(expectation -> of(expectation, differences(result)))
        .orElseGet(() -> ofState(result));
  }

  /** Returns the verdict of a row about a host name. */
  public static TestVerdict of(NameRecord row) {
    Expectation expectation = row.expectation();
    return expectation.met() || expectation.required()
        ? of(expectation, expectation.differences())
        : skipped(expectation.differences());
  }

  private static TestVerdict of(Expectation expectation, List<String> differences) {
    return expectation.met()
        ? PASSED
        : new TestVerdict(Outcome.FAILED, "NOT_AS_EXPECTED", String.join("; ", differences));
  }

  private static TestVerdict skipped(List<String> differences) {
    return new TestVerdict(
        Outcome.SKIPPED, "OPTIONAL", "optional: " + String.join("; ", differences));
  }

  private static TestVerdict ofState(ResultRecord result) {
    PortState state = result.state().orElseThrow();
    return state.isListening()
        ? PASSED
        : new TestVerdict(Outcome.FAILED, state.name(), String.join("; ", differences(result)));
  }

  private static Outcome outcome(Failure.Kind kind) {
    return switch (kind) {
      case CANCELLED, SKIPPED -> Outcome.SKIPPED;
      case UNRESOLVED, DENIED, LOCAL, INVALID, DEFECT -> Outcome.ERROR;
    };
  }

  /** Returns what differs from the expectation, or the state and its reason without one. */
  public static List<String> differences(ResultRecord result) {
    List<String> differences = new ArrayList<>();
    result.expectation().ifPresent(expectation -> differences.addAll(expectation.differences()));
    result.failure().ifPresent(failure -> differences.add(failure.message()));
    if (differences.isEmpty() && result.state().isPresent()) {
      String state = result.state().get().description().toLowerCase(Locale.ROOT);
      differences.add(
          state + result.reason().map(reason -> ": " + reason.description()).orElse(""));
    }
    return differences.stream().distinct().toList();
  }

  /** Returns the name of the test: that of the row of a contract, the endpoint, from where. */
  public static String name(ResultRecord result) {
    String name = result.name().map(text -> text + ": ").orElse("");
    String from = result.vantagePoint().map(place -> " from " + place).orElse("");
    return name + result.endpoint() + from;
  }

  /** Returns the name of the test of a host name. */
  public static String name(NameRecord row) {
    return row.name() + ": " + row.host() + row.vantagePoint().map(" from "::concat).orElse("");
  }
}
