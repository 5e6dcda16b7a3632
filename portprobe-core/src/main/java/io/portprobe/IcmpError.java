package io.portprobe;

import java.net.InetAddress;
import java.util.Objects;

/**
 * An ICMP or ICMPv6 error message that ended an attempt, as the operating system handed it out.
 *
 * @param version 4 for ICMP (RFC 792), 6 for ICMPv6 (RFC 4443)
 * @param type the message type, 0 to 255
 * @param code the message code, 0 to 255
 * @param sender the address of the host or router that sent it
 */
public record IcmpError(int version, int type, int code, InetAddress sender) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the version is neither 4 nor 6
   */
  public IcmpError {
    if (version != 4 && version != 6) {
      throw new IllegalArgumentException("version: " + version + " (expected: 4 or 6)");
    }
    Objects.requireNonNull(sender, "sender");
  }

  /**
   * One line.
   *
   * @return for example {@code "ICMP 3/13 from 198.18.77.40"}
   */
  @Override
  public String toString() {
    return (version == 4 ? "ICMP " : "ICMPv6 ")
        + type
        + "/"
        + code
        + " from "
        + sender.getHostAddress();
  }
}
