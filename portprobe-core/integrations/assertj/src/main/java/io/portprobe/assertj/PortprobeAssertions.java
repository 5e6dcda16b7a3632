package io.portprobe.assertj;

import io.portprobe.CheckReturnValue;
import io.portprobe.ProbeReport;
import org.jspecify.annotations.Nullable;

/**
 * Entry points of the AssertJ assertions. A static import of {@link #assertThat} does not hide
 * AssertJ's methods of the same name. All methods are thread-safe.
 */
public final class PortprobeAssertions {
  private PortprobeAssertions() {}

  /**
   * Starts an assertion about a report.
   *
   * @param report the report; null fails every assertion
   * @return the assertion
   */
  @CheckReturnValue
  public static ProbeReportAssert assertThat(@Nullable ProbeReport report) {
    return new ProbeReportAssert(report);
  }
}
