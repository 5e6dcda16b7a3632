package io.portprobe.examples.portprobe.host;

import io.portprobe.examples.portprobe.cli.ExitCodes;

/** Whether an address has a host. The absence of a response alone proves nothing. */
enum Presence {
  /** The host responded. */
  PRESENT("PRESENT", ExitCodes.AS_WANTED),
  /** No response, and something reports that the host is unreachable. */
  UNREACHABLE("UNREACHABLE", ExitCodes.NOT_AS_WANTED),
  /** No response. The host is absent, or a packet filter drops the probes. */
  NOT_KNOWN("NOT KNOWN", ExitCodes.NOT_KNOWN);

  private final String description;
  private final int exitCode;

  Presence(String description, int exitCode) {
    this.description = description;
    this.exitCode = exitCode;
  }

  String description() {
    return description;
  }

  int exitCode() {
    return exitCode;
  }
}
