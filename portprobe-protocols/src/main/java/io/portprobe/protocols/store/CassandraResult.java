package io.portprobe.protocols.store;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a Cassandra server responded to an OPTIONS frame. Immutable and thread-safe. Implemented by
 * portprobe only; more methods may follow.
 */
public interface CassandraResult extends Finding {
  /**
   * Returns the version of the native protocol in which the server responded.
   *
   * @return 3 to 5
   */
  int protocolVersion();

  /**
   * Returns the options that the server supports.
   *
   * @return an unmodifiable map in the order received, for example {@code "CQL_VERSION"} to {@code
   *     "3.4.6"}; empty with an error
   */
  Map<String, List<String>> options();

  /**
   * Returns the code of the error.
   *
   * @return for example 10, a protocol error; empty if there is no error
   */
  OptionalInt errorCode();

  /**
   * Returns the message of the error.
   *
   * @return the text of the server; empty if there is no error
   */
  Optional<String> errorMessage();
}
