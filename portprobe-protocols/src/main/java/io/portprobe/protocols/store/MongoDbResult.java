package io.portprobe.protocols.store;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a MongoDB server replied to {@code hello} and {@code buildInfo}. Immutable and thread-safe.
 * Implemented by portprobe only; more methods may follow.
 */
public interface MongoDbResult extends Finding {
  /** The role of a server. */
  enum Role {
    /** A server without a replica set. */
    STANDALONE,
    /** The primary of a replica set. */
    PRIMARY,
    /** A secondary of a replica set. */
    SECONDARY,
    /** An arbiter of a replica set. */
    ARBITER,
    /** A router of a sharded cluster ({@code mongos}). */
    ROUTER,
    /** Another member of a replica set, for example during start-up. */
    OTHER
  }

  /**
   * Returns the version of the server.
   *
   * @return for example {@code "7.0.5"}; empty if the server did not reply to {@code buildInfo}
   */
  Optional<String> version();

  /**
   * Returns the lowest version of the wire protocol.
   *
   * @return 0 or more; empty if the server did not report it
   */
  OptionalInt minWireVersion();

  /**
   * Returns the highest version of the wire protocol, which shows the release of the server: 6 is
   * MongoDB 3.6, 7 is 4.0, 8 is 4.2, 9 is 4.4, 13 is 5.0, 17 is 6.0, 21 is 7.0 and 25 is 8.0.
   *
   * @return 0 or more; empty if the server did not report it
   */
  OptionalInt maxWireVersion();

  /**
   * Returns the role of the server.
   *
   * @return the role
   */
  Role role();

  /**
   * Returns the name of the replica set.
   *
   * @return empty without a replica set
   */
  Optional<String> replicaSet();

  /**
   * Returns the members of the replica set that the server reports.
   *
   * @return an immutable list of hosts and ports in the order received
   */
  List<String> members();

  /**
   * Returns the primary of the replica set.
   *
   * @return a host and port; empty if the server reports none
   */
  Optional<String> primary();

  /**
   * Returns the response to {@code hello} or {@code isMaster}. The name of a nested value is the
   * path to it, with dots.
   *
   * @return an unmodifiable map in the order received
   */
  Map<String, String> hello();

  /**
   * Returns the response to {@code buildInfo}, in the same form.
   *
   * @return an unmodifiable map in the order received; empty if the server did not reply
   */
  Map<String, String> buildInfo();
}
