package io.portprobe.protocols.domain.report;

/** Whether an address of a controller takes part in the verdicts. */
public enum AddressState {
  /** At least one service of the address listens. */
  RESPONDING("responding"),
  /** No service of the address listens. */
  DOWN("down"),
  /** No service was probed: denied by the target policy, no route, or no time left. */
  NOT_PROBED("not probed");

  private final String description;

  AddressState(String description) {
    this.description = description;
  }

  /**
   * Returns the state in words.
   *
   * @return for example {@code "responding"}
   */
  public String description() {
    return description;
  }
}
