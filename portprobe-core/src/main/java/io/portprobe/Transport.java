package io.portprobe;

/** A transport protocol. */
public enum Transport {
  /** Transmission Control Protocol, RFC 9293. */
  TCP,
  /** User Datagram Protocol, RFC 768. */
  UDP;

  /**
   * Returns the name in URIs and reports.
   *
   * @return {@code "tcp"} or {@code "udp"}
   */
  public String label() {
    return this == TCP ? "tcp" : "udp";
  }
}
