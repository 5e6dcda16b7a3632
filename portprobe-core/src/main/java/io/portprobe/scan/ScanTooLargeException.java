package io.portprobe.scan;

import java.util.Objects;

/**
 * Thrown when a scan exceeds {@link Scan#maxProbes} or {@link Scan#maxDuration} without {@link
 * Scan#allowLarge()}.
 */
public final class ScanTooLargeException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** The plan that exceeds the limit. */
  private final transient ScanPlan plan;

  /**
   * Creates an exception.
   *
   * @param message which limit is exceeded, and its value
   * @param plan the plan that exceeds it
   */
  public ScanTooLargeException(String message, ScanPlan plan) {
    super(message);
    this.plan = Objects.requireNonNull(plan, "plan");
  }

  /**
   * Returns the plan that exceeds the limit. The serialized form of the exception does not contain
   * it.
   *
   * @return the plan; null in an exception that was deserialized
   */
  public ScanPlan plan() {
    return plan;
  }
}
