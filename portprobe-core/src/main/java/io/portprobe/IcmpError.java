package io.portprobe;

import java.net.InetAddress;

/**
 * An ICMP or ICMPv6 error message that ended an attempt, as the operating system reported it.
 * Immutable and thread-safe. A later version may add methods; only portprobe and tests are expected
 * to implement this interface.
 */
public interface IcmpError {
  /**
   * Returns the IP version of the message.
   *
   * @return 4 for ICMP (RFC 792), 6 for ICMPv6 (RFC 4443)
   */
  int version();

  /**
   * Returns the type of the message.
   *
   * @return 0 to 255
   */
  int type();

  /**
   * Returns the code of the message.
   *
   * @return 0 to 255
   */
  int code();

  /**
   * Returns the address of the host or router that sent the message.
   *
   * @return the address
   */
  InetAddress sender();
}
