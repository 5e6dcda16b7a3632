package io.portprobe.examples.connectivity;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.spi.Finding;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * AssertJ's assertions about an answer that is there already. Where nothing was asked yet, {@link
 * io.portprobe.testing.PortAssertions#assertThatPort} is shorter. What fails tells the whole story
 * of the answer.
 *
 * <p>Not final, so that {@code SoftAssertions.proxy} can make a soft one of it.
 */
public class ProbeReportAssert extends AbstractAssert<ProbeReportAssert, ProbeReport> {
  /**
   * For {@link #assertThat} and for soft assertions.
   *
   * @param report the answer
   */
  public ProbeReportAssert(@Nullable ProbeReport report) {
    super(report, ProbeReportAssert.class);
  }

  /**
   * Begins an assertion; a static import stands well beside that of AssertJ's own.
   *
   * @param report the answer
   * @return the assertion
   */
  public static ProbeReportAssert assertThat(@Nullable ProbeReport report) {
    return new ProbeReportAssert(report);
  }

  /**
   * Asserts that something listens.
   *
   * @return this
   */
  public ProbeReportAssert isListening() {
    return hasState(PortState.LISTENING);
  }

  /**
   * Asserts that the network said no. Silence does not.
   *
   * @return this
   */
  public ProbeReportAssert isNotListening() {
    return hasState(PortState.NOT_LISTENING);
  }

  /**
   * Asserts what the state is.
   *
   * @param state the state
   * @return this
   */
  public ProbeReportAssert hasState(PortState state) {
    ProbeReport report = answer();
    if (report.state() != state) {
      throw unlike("to be " + state.description(), report);
    }
    return this;
  }

  /**
   * Asserts on what ground the state was given.
   *
   * @param reason the reason
   * @return this
   */
  public ProbeReportAssert hasReason(Reason reason) {
    ProbeReport report = answer();
    if (report.reason() != reason) {
      throw unlike("to have the reason '" + reason.description() + "'", report);
    }
    return this;
  }

  /**
   * Asserts something about what a protocol found.
   *
   * @param <F> the type of the finding
   * @param type the type of the finding
   * @param requirements is given the first of that type
   * @return this
   */
  public <F extends Finding> ProbeReportAssert hasFinding(
      Class<F> type, Consumer<? super F> requirements) {
    ProbeReport report = answer();
    requirements.accept(
        report
            .finding(type)
            .orElseThrow(
                () -> unlike("to give a finding of type " + type.getSimpleName(), report)));
    return this;
  }

  private ProbeReport answer() {
    isNotNull();
    return actual;
  }

  private AssertionError unlike(String expected, ProbeReport report) {
    return failure(
        "Expected %s %s, but it is %s (%s).%n%s",
        report.endpoint(),
        expected,
        report.state().description(),
        report.reason().description(),
        report.explain());
  }
}
