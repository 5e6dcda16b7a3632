package io.portprobe.protocols.sunrpc;

/**
 * A program in the list of rpcbind, version 4 (RFC 1833 section 2.1). Texts are escaped and have at
 * most 255 characters. Immutable and thread-safe. Implemented by portprobe only.
 */
public interface RpcAddress {
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
   * Returns the network identifier of the transport.
   *
   * @return for example {@code "tcp6"} or {@code "local"}
   */
  String netId();

  /**
   * Returns the universal address. Over IP, the last two numbers are the port.
   *
   * @return for example {@code "0.0.0.0.0.111"} for port 111
   */
  String address();

  /**
   * Returns the owner who registered the program.
   *
   * @return for example {@code "superuser"}
   */
  String owner();
}
