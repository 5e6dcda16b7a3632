package io.portprobe.protocols.domain.report;

import java.util.List;

/**
 * A query for the SRV records of one name at every name server. Immutable and thread-safe.
 * Implemented by portprobe only.
 */
public interface ServiceQuery {
  /**
   * Returns the name.
   *
   * @return for example {@code "_ldap._tcp.dc._msdcs.ad.example"}
   */
  String name();

  /**
   * Returns the records of all name servers.
   *
   * @return an unmodifiable list without duplicates, by ascending priority, then by descending
   *     weight; possibly empty
   */
  List<ServiceRecord> records();

  /**
   * Returns the response of each name server.
   *
   * @return an unmodifiable list in the order of the name servers
   */
  List<NameServerAnswer> answers();

  /**
   * Returns whether all name servers that responded returned the same records.
   *
   * @return true if they agree
   */
  boolean agrees();
}
