package io.portprobe.examples.connectivity;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.spi.Finding;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * AssertJ assertions about a completed report. {@link
 * io.portprobe.testing.PortAssertions#assertThatPort} is shorter if no probe has been sent yet. A
 * failed assertion contains {@link ProbeReport#explain()}.
 *
 * <p>Not final, so that {@code SoftAssertions.proxy} can extend it.
 */
public class ProbeReportAssert extends AbstractAssert<ProbeReportAssert, ProbeReport> {
  /**
   * Creates an assertion; used by {@link #assertThat} and by soft assertions.
   *
   * @param report the report
   */
  public ProbeReportAssert(@Nullable ProbeReport report) {
    super(report, ProbeReportAssert.class);
  }

  /**
   * Starts an assertion; can be imported statically together with AssertJ's {@code assertThat}.
   *
   * @param report the report
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
   * Asserts that the port refuses. Silence does not prove this.
   *
   * @return this
   */
  public ProbeReportAssert isNotListening() {
    return hasState(PortState.NOT_LISTENING);
  }

  /**
   * Asserts the state.
   *
   * @param state the expected state
   * @return this
   */
  public ProbeReportAssert hasState(PortState state) {
    ProbeReport report = checkedReport();
    if (report.state() != state) {
      throw error("to be " + state.description(), report);
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
    ProbeReport report = checkedReport();
    if (report.reason() != reason) {
      throw error("to have the reason '" + reason.description() + "'", report);
    }
    return this;
  }

  /**
   * Asserts that the report contains a finding that meets the requirements.
   *
   * @param <F> the type of the finding
   * @param type the type of the finding
   * @param requirements receives the first finding of that type
   * @return this
   */
  public <F extends Finding> ProbeReportAssert hasFinding(
      Class<F> type, Consumer<? super F> requirements) {
    ProbeReport report = checkedReport();
    requirements.accept(
        report
            .finding(type)
            .orElseThrow(() -> error("to have a finding of type " + type.getSimpleName(), report)));
    return this;
  }

  private ProbeReport checkedReport() {
    isNotNull();
    return actual;
  }

  private AssertionError error(String expected, ProbeReport report) {
    return failure(
        "Expected %s %s, but it is %s (%s).%n%s",
        report.endpoint(),
        expected,
        report.state().description(),
        report.reason().description(),
        report.explain());
  }
}
