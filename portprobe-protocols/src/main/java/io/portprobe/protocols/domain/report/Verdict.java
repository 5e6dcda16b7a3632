package io.portprobe.protocols.domain.report;

/** Whether a purpose is possible, as far as the network and the services decide it. */
public enum Verdict {
  /** Every controller that responds has all services that the purpose needs. */
  POSSIBLE("possible"),
  /** At least one controller has all services, and another one that responds does not. */
  PARTLY("possible with some controllers only"),
  /** No controller has all services, or a name server does not return the records. */
  BLOCKED("blocked"),
  /** A service was not probed, so that the check cannot decide. */
  UNKNOWN("not known");

  private final String description;

  Verdict(String description) {
    this.description = description;
  }

  /**
   * Returns the verdict in words.
   *
   * @return for example {@code "blocked"}
   */
  public String description() {
    return description;
  }
}
