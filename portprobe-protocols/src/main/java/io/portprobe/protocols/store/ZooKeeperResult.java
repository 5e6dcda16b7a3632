package io.portprobe.protocols.store;

import io.portprobe.spi.Finding;
import java.util.Map;
import java.util.Optional;

/**
 * What a ZooKeeper server replied to {@code srvr}. Immutable and thread-safe. Implemented by
 * portprobe only; more methods may follow.
 */
public interface ZooKeeperResult extends Finding {
  /**
   * Returns the version of the server.
   *
   * @return for example {@code "3.8.4"}; empty with an error
   */
  Optional<String> version();

  /**
   * Returns the mode of the server.
   *
   * @return {@code "standalone"}, {@code "leader"}, {@code "follower"} or {@code "observer"}; empty
   *     with an error
   */
  default Optional<String> mode() {
    return Optional.ofNullable(fields().get("Mode"));
  }

  /**
   * Returns the fields of the reply.
   *
   * @return an unmodifiable map in the order received, for example {@code "Node count"} to {@code
   *     "5"}; empty with an error
   */
  Map<String, String> fields();

  /**
   * Returns why the server did not reply with its fields.
   *
   * @return the text of the server; empty if there is no error
   */
  Optional<String> error();
}
