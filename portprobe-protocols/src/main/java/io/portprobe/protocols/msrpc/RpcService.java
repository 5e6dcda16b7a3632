package io.portprobe.protocols.msrpc;

import io.portprobe.spi.Finding;

/**
 * A server that speaks MS-RPC, but does not offer the interface of the inquiry on this port: the
 * endpoint mapper is not here. TCP only: over UDP such a server has refused. {@link
 * Inquiry#management()} lists the interfaces of such a port. Immutable and thread-safe. Implemented
 * by portprobe only.
 */
public interface RpcService extends Finding {
  /**
   * Returns the name of the interface that the server rejected.
   *
   * @return for example {@code "endpoint mapper"}
   */
  String interfaceName();

  /**
   * Returns how the server rejected the interface.
   *
   * @return for example {@code "provider rejection, abstract syntax not supported"}
   */
  String rejection();
}
