package io.portprobe.local;

import io.portprobe.Transport;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A socket of this host that receives what is sent to its port: a listening TCP socket, or an
 * unconnected UDP socket. Immutable and thread-safe. A later version may add methods.
 */
public interface LocalSocket {
  /**
   * Returns the transport.
   *
   * @return TCP or UDP
   */
  Transport transport();

  /**
   * Returns the local address.
   *
   * @return the wildcard address if the socket is bound to all addresses
   */
  InetAddress address();

  /**
   * Returns the local port.
   *
   * @return 1 to 65535
   */
  int port();

  /**
   * Returns the user id of the owner.
   *
   * @return empty if the operating system does not report it
   */
  OptionalInt uid();

  /**
   * Returns the id of a process that has the socket open.
   *
   * @return empty if the operating system hides the process, as Linux does with the processes of
   *     other users, or if the process was not found in half a second
   */
  OptionalLong pid();

  /**
   * Returns the name of the process.
   *
   * @return for example {@code "java"}, made safe to print; empty if {@link #pid()} is, or the name
   *     is not known
   */
  Optional<String> command();

  /**
   * Returns whether the socket receives what is sent to an address. The operating system does not
   * list IPV6_V6ONLY: a socket on all IPv6 addresses counts as one on all IPv4 addresses too.
   *
   * @param target an address of this host
   * @return true if the socket is bound to this address or to all addresses of its family
   */
  boolean receives(InetAddress target);
}
