package io.portprobe.examples.portprobe.host;

/** What an observation says about the host. */
enum Meaning {
  /** The host completed a TCP handshake. */
  HANDSHAKE("TCP handshake", true),
  /** The host refused a TCP connection with a reset. */
  RESET("TCP reset", true),
  /** The host sent a datagram. */
  UDP_REPLY("UDP reply", true),
  /** The host itself sent an ICMP error. */
  ICMP_ERROR("ICMP error of the host", true),
  /** The host replied to an ICMP echo request. */
  ECHO_REPLY("ICMP echo reply", true),
  /** The host confirmed its link-layer address within the last seconds. */
  NEIGHBOUR("neighbour table", true),
  /** A router, or the neighbour table of this computer, reports that there is no such host. */
  UNREACHABLE("unreachable", false),
  /** A packet filter on the way rejects the probes. */
  REJECTED("rejected on the way", false),
  /** Nothing about the host. */
  NONE("no evidence", false);

  private final String description;
  private final boolean isEvidence;

  Meaning(String description, boolean isEvidence) {
    this.description = description;
    this.isEvidence = isEvidence;
  }

  String description() {
    return description;
  }

  /** Returns whether it proves that the host is there. */
  boolean isEvidence() {
    return isEvidence;
  }
}
