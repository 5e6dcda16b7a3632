package io.portprobe;

/** The transport protocol under a port. */
public enum Transport {
  /** Transmission Control Protocol, RFC 9293. */
  TCP,
  /** User Datagram Protocol, RFC 768. */
  UDP;

  /**
   * The name as it stands in URIs and reports.
   *
   * @return {@code "tcp"} or {@code "udp"}
   */
  public String label() {
    return this == TCP ? "tcp" : "udp";
  }
}
