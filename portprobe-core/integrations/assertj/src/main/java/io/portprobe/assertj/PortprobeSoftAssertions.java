package io.portprobe.assertj;

import io.portprobe.CheckReturnValue;
import io.portprobe.ProbeReport;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.api.StandardSoftAssertionsProvider;
import org.jspecify.annotations.Nullable;

/**
 * Soft assertions about reports, together with all soft assertions of AssertJ. A failed assertion
 * is collected, and {@link #assertAll()} throws one error with all failures. Not thread-safe.
 *
 * <pre>{@code
 * PortprobeSoftAssertions.assertSoftly(
 *     softly -> {
 *       softly.assertThat(web).isListening();
 *       softly.assertThat(telnet).isNotListening().hasReason(Reason.REFUSED);
 *     });
 * }</pre>
 */
public class PortprobeSoftAssertions extends AbstractSoftAssertions
    implements StandardSoftAssertionsProvider {
  /** Creates soft assertions without failures. */
  public PortprobeSoftAssertions() {}

  /**
   * Starts a soft assertion about a report.
   *
   * @param report the report; null fails every assertion
   * @return the assertion; its failures are collected
   */
  @CheckReturnValue
  public ProbeReportAssert assertThat(@Nullable ProbeReport report) {
    return proxy(ProbeReportAssert.class, ProbeReport.class, report);
  }

  /**
   * Calls the assertions and throws one error with all failures.
   *
   * @param softly receives new soft assertions
   * @throws AssertionError if an assertion failed
   */
  public static void assertSoftly(Consumer<PortprobeSoftAssertions> softly) {
    SoftAssertionsProvider.assertSoftly(PortprobeSoftAssertions.class, softly);
  }
}
