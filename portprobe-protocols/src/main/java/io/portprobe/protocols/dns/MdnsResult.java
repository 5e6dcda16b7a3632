package io.portprobe.protocols.dns;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What a responder of multicast DNS (RFC 6762) states about its host.
 *
 * <p>The protocol {@code "mdns"} is bound to udp/5353 and has no options. The client sends two
 * queries by unicast from an ordinary port (sections 5.5 and 6.7), each with a random id: for the
 * types of services, {@code _services._dns-sd._udp.local PTR} (RFC 6763 section 9), and for the
 * name of the probed address, in {@code in-addr.arpa} or {@code ip6.arpa}. A responder has no
 * response for what it does not know, and ignores clients that are not on its link, so that silence
 * proves little.
 *
 * <p>Immutable and thread-safe. Implemented by portprobe only.
 */
public interface MdnsResult extends Finding {
  /**
   * Returns the name of the host.
   *
   * @return for example {@code "printer.local"}; empty if the responder has none for the address
   */
  Optional<String> hostName();

  /**
   * Returns the types of the services that the responder announces.
   *
   * @return an unmodifiable, sorted list, for example {@code "_http._tcp"}, {@code "_ipp._tcp"}
   */
  List<String> services();

  /**
   * Returns the records of the responses.
   *
   * @return an unmodifiable list, the answers and the additional records, in the order received
   */
  List<DnsRecord> records();

  /**
   * Returns the irregularities of the responses.
   *
   * @return an unmodifiable list of sentences without a full stop, possibly empty
   */
  List<String> notes();
}
