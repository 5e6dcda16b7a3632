package io.portprobe.scan;

import java.util.Objects;

/** A scan is larger than it may be without being {@link Scan#allowLarge()}. */
public final class ScanTooLargeException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** What the scan comes to. */
  private final transient ScanPlan plan;

  /**
   * Makes one.
   *
   * @param message what is too large, and how large it may be
   * @param plan what the scan comes to
   */
  public ScanTooLargeException(String message, ScanPlan plan) {
    super(message);
    this.plan = Objects.requireNonNull(plan, "plan");
  }

  /**
   * What the scan comes to.
   *
   * @return the plan that was refused
   */
  public ScanPlan plan() {
    return plan;
  }
}
