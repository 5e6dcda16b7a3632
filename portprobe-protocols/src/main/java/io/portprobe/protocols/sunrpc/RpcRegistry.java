package io.portprobe.protocols.sunrpc;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;

/**
 * The programs that an rpcbind or port mapper lists: the finding of the protocol {@code "rpcbind"},
 * bound to udp/111 and tcp/111.
 *
 * <p>The client calls PMAPPROC_DUMP of version 2 (RFC 1833 section 3), then RPCBPROC_DUMP of
 * version 4 (section 2.2). A server that refuses a list is a finding too. Immutable and
 * thread-safe. Implemented by portprobe only.
 */
public interface RpcRegistry extends Finding {
  /**
   * Returns the list of the port mapper, version 2: programs over TCP and UDP on IPv4.
   *
   * @return at most 1,000 mappings, in the order of the server
   */
  List<RpcMapping> mappings();

  /**
   * Returns the list of rpcbind, version 4: programs over all transports.
   *
   * @return at most 1,000 addresses, in the order of the server
   */
  List<RpcAddress> addresses();

  /**
   * Returns why the server did not send the list of version 2.
   *
   * @return for example {@code "authentication error 7"}; empty if it sent the list
   */
  Optional<String> mappingsError();

  /**
   * Returns why the server did not send the list of version 4.
   *
   * @return for example {@code "program version mismatch: 2 to 2"}; empty if it sent the list
   */
  Optional<String> addressesError();

  /**
   * Returns whether the finding has everything that the server listed.
   *
   * @return false if a list was cut, or the second response was not received
   */
  boolean complete();
}
