package io.portprobe.protocols.dns;

import io.portprobe.spi.Finding;
import java.util.List;

/**
 * The response of a responder of Link-Local Multicast Name Resolution (RFC 4795).
 *
 * <p>The protocol {@code "llmnr"} is bound to tcp/5355 and udp/5355, and has no options. The client
 * sends one query by unicast with a random id, for the names of the probed address, in {@code
 * in-addr.arpa} or {@code ip6.arpa} (section 2.4). Responders respond to unicast over TCP; over UDP
 * many ignore it, as they should. A responder has no response for an address that is not its own,
 * for example through address translation.
 *
 * <p>Immutable and thread-safe. Implemented by portprobe only.
 */
public interface LlmnrResult extends Finding {
  /**
   * Returns the names of the host.
   *
   * @return an unmodifiable list in the order received, at least one, for example {@code
   *     "workstation"}
   */
  List<String> names();

  /**
   * Returns the records of the response.
   *
   * @return an unmodifiable list, the answers and the additional records, in the order received
   */
  List<DnsRecord> records();

  /**
   * Returns the irregularities of the response.
   *
   * @return an unmodifiable list of sentences without a full stop, possibly empty
   */
  List<String> notes();
}
