package io.portprobe.protocols.domain.report;

/** The outcome for one service of one address. */
public enum ServiceOutcome {
  /** The service responded in its protocol. */
  REACHABLE("reachable"),
  /** The service did not respond in its protocol; the reason is part of the report. */
  UNREACHABLE("not reachable"),
  /**
   * UDP: no reply. A packet filter that drops looks the same as a service that does not reply to
   * this request. It blocks a purpose that needs the service.
   */
  NO_REPLY("no reply"),
  /** The endpoint map has no TCP port for the interface: clients use a named pipe over SMB. */
  NOT_OFFERED("not offered"),
  /** The service was not probed, or the probe was not carried out. */
  NOT_PROBED("not probed");

  private final String description;

  ServiceOutcome(String description) {
    this.description = description;
  }

  /**
   * Returns the outcome in words.
   *
   * @return for example {@code "not probed"}
   */
  public String description() {
    return description;
  }
}
