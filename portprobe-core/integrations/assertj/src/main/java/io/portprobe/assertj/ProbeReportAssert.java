package io.portprobe.assertj;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.spi.Finding;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * AssertJ assertions about a completed report.
 *
 * <pre>{@code
 * ProbeReport report = client.tcp("dc01", 389).as("ldap").report().join();
 * assertThat(report).isListening().hasReason(Reason.ACCEPTED).speaks("ldap");
 * }</pre>
 *
 * <p>A failed assertion throws an {@link AssertionError} that contains what to do next and {@link
 * ProbeReport#explain()}, and whose first stack frame is that of the caller. An assertion about a
 * null report fails. Use {@code io.portprobe.testing.PortAssertions} for assertions that also send
 * the probe. Not thread-safe, like all assertions of AssertJ.
 *
 * <p>Not final, because the soft assertions of AssertJ make subclasses of it.
 */
public class ProbeReportAssert extends AbstractAssert<ProbeReportAssert, ProbeReport> {
  /** Also the prefix of the subclasses that AssertJ generates. */
  private static final String OWN_FRAMES = ProbeReportAssert.class.getName();

  /**
   * Creates an assertion. Use {@link PortprobeAssertions#assertThat(ProbeReport)} instead, unless
   * AssertJ needs the constructor.
   *
   * @param report the report; null fails every assertion
   */
  public ProbeReportAssert(@Nullable ProbeReport report) {
    super(report, ProbeReportAssert.class);
  }

  /**
   * Asserts that something listens: {@link PortState#LISTENING}.
   *
   * @return this
   */
  public ProbeReportAssert isListening() {
    return hasState(PortState.LISTENING);
  }

  /**
   * Asserts that the host refused: {@link PortState#NOT_LISTENING}. A missing response is no proof.
   *
   * @return this
   */
  public ProbeReportAssert isNotListening() {
    return hasState(PortState.NOT_LISTENING);
  }

  /**
   * Asserts that the probe did not reach the port: {@link PortState#FILTERED}.
   *
   * @return this
   */
  public ProbeReportAssert isFiltered() {
    return hasState(PortState.FILTERED);
  }

  /**
   * Asserts the state.
   *
   * @param state the expected state
   * @return this
   */
  public ProbeReportAssert hasState(PortState state) {
    Objects.requireNonNull(state, "state");
    ProbeReport report = report();
    if (report.state() != state) {
      throw error(
          "to be " + state.description(),
          state,
          report.state(),
          report,
          NextStep.of(state, report));
    }
    return this;
  }

  /**
   * Asserts the reason of the state.
   *
   * @param reason the expected reason
   * @return this
   */
  public ProbeReportAssert hasReason(Reason reason) {
    Objects.requireNonNull(reason, "reason");
    ProbeReport report = report();
    if (report.reason() != reason) {
      throw error(
          "to have the reason '" + reason.description() + "'",
          reason,
          report.reason(),
          report,
          NextStep.of(reason));
    }
    return this;
  }

  /**
   * Asserts that all addresses of the host have the same state; see {@link ProbeReport#agrees()}.
   *
   * @return this
   */
  public ProbeReportAssert hasAgreeingAddresses() {
    ProbeReport report = report();
    if (!report.agrees()) {
      throw error(
          "to have the same state on all addresses",
          "one state",
          statesByAddress(report),
          report,
          NextStep.ADDRESSES);
    }
    return this;
  }

  /**
   * Asserts that the peer speaks a protocol: the report contains a dialogue of this protocol, and
   * the dialogue completed.
   *
   * @param protocol the name in any case, for example {@code "ldap"}
   * @return this
   */
  public ProbeReportAssert speaks(String protocol) {
    Objects.requireNonNull(protocol, "protocol");
    ProbeReport report = report();
    Optional<DialogueReport> dialogue = report.dialogue();
    boolean spoken =
        dialogue
            .filter(each -> each.protocol().equalsIgnoreCase(protocol))
            .filter(each -> each.cause() == Cause.COMPLETED)
            .isPresent();
    if (!spoken) {
      throw error(
          "to speak " + protocol + " (" + describe(dialogue) + ")",
          protocol,
          describe(dialogue),
          report,
          NextStep.ofDialogue(dialogue, protocol));
    }
    return this;
  }

  /**
   * Asserts why the dialogue of the protocol ended.
   *
   * @param cause the expected cause
   * @return this
   */
  public ProbeReportAssert hasDialogueCause(Cause cause) {
    Objects.requireNonNull(cause, "cause");
    ProbeReport report = report();
    Optional<DialogueReport> dialogue = report.dialogue();
    if (dialogue.map(DialogueReport::cause).filter(cause::equals).isEmpty()) {
      throw error(
          "to have a dialogue with cause " + cause + " (" + describe(dialogue) + ")",
          cause,
          describe(dialogue),
          report,
          NextStep.CAUSE);
    }
    return this;
  }

  /**
   * Asserts that the report contains a finding that meets the requirements.
   *
   * @param <F> the type of the finding
   * @param type the type of the finding
   * @param requirements receives the first finding of that type; its exceptions are thrown
   *     unchanged
   * @return this
   */
  public <F extends Finding> ProbeReportAssert hasFinding(
      Class<F> type, Consumer<? super F> requirements) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(requirements, "requirements");
    ProbeReport report = report();
    requirements.accept(
        report
            .finding(type)
            .orElseThrow(
                () ->
                    error(
                        "to have a finding of type " + type.getSimpleName(),
                        type.getSimpleName(),
                        report.findings().stream()
                            .map(finding -> finding.getClass().getSimpleName())
                            .toList(),
                        report,
                        NextStep.FINDING)));
    return this;
  }

  private static String describe(Optional<DialogueReport> dialogue) {
    return dialogue
        .map(each -> "its dialogue of " + each.protocol() + " ended with " + each.cause())
        .orElse("no protocol was spoken");
  }

  private ProbeReport report() {
    if (actual == null) {
      throw atCaller(failure("Expected a probe report, but it is null"));
    }
    return actual;
  }

  private static String statesByAddress(ProbeReport report) {
    return report.attempts().stream()
        .map(
            attempt ->
                attempt.remote().getAddress().getHostAddress()
                    + " "
                    + attempt.state().description())
        .collect(Collectors.joining(", "));
  }

  /** Returns an error with both values, which an IDE compares if opentest4j is available. */
  private AssertionError error(
      String expectation,
      Object expectedValue,
      Object actualValue,
      ProbeReport report,
      String next) {
    return atCaller(
        failureWithActualExpected(
            actualValue,
            expectedValue,
            "Expected %s %s, but it is %s (%s).%n  next: %s%n%s",
            report.endpoint(),
            expectation,
            report.state().description(),
            report.reason().description(),
            next,
            report.explain()));
  }

  /**
   * Removes the first stack frames, up to the caller: those of this class, of the subclasses that
   * AssertJ generates, of AssertJ and of the JDK.
   */
  private static AssertionError atCaller(AssertionError error) {
    error.setStackTrace(
        Arrays.stream(error.getStackTrace())
            .dropWhile(frame -> isInternal(frame.getClassName()))
            .toArray(StackTraceElement[]::new));
    return error;
  }

  private static boolean isInternal(String className) {
    return className.equals(OWN_FRAMES)
        || className.startsWith(OWN_FRAMES + "$")
        || className.startsWith("org.assertj.")
        || className.startsWith("java.")
        || className.startsWith("jdk.");
  }
}
