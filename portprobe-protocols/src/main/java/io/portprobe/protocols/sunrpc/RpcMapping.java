package io.portprobe.protocols.sunrpc;

/**
 * A program in the list of a port mapper, version 2 (RFC 1833 section 3.1). Immutable and
 * thread-safe. Implemented by portprobe only.
 */
public interface RpcMapping {
  /**
   * Returns the number of the program.
   *
   * @return 0 to 2^32-1
   */
  long program();

  /**
   * Returns the well-known name of the program.
   *
   * @return for example {@code "nfs"}; empty if the number is not known
   */
  String name();

  /**
   * Returns the version of the program.
   *
   * @return 0 to 2^32-1
   */
  long version();

  /**
   * Returns the transport.
   *
   * @return {@code "tcp"}, {@code "udp"}, or the number of the IP protocol
   */
  String transport();

  /**
   * Returns the port.
   *
   * @return 0 to 2^32-1, as sent by the server
   */
  long port();
}
