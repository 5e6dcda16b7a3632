package io.portprobe.protocols.domain.report;

import io.portprobe.Endpoint;
import java.util.List;
import java.util.Optional;

/**
 * The response of one name server to one query. Immutable and thread-safe. Implemented by portprobe
 * only.
 */
public interface NameServerAnswer {
  /**
   * Returns the name server.
   *
   * @return transport, address and port
   */
  Endpoint server();

  /**
   * Returns the response code.
   *
   * @return for example {@code "NOERROR"} or {@code "NXDOMAIN"}; empty without a response
   */
  Optional<String> rcode();

  /**
   * Returns the records.
   *
   * @return an unmodifiable list by ascending priority, then by descending weight
   */
  List<ServiceRecord> records();

  /**
   * Returns why there is no response.
   *
   * @return for example {@code "LISTENING or FILTERED (silent)"}; empty with a response
   */
  Optional<String> failure();
}
