package io.portprobe.protocols.store;

/**
 * The protocol {@code "cassandra"}: the native protocol (CQL) of Apache Cassandra and ScyllaDB,
 * versions 3 to 5. Bound to tcp/9042. It has no options.
 *
 * <p>The client sends an OPTIONS frame of version 4 with a random stream id, to which a server
 * responds with SUPPORTED before authentication. A server of another version responds with an
 * error. The finding is a {@link CassandraResult}. The client sends no other frame.
 */
public final class Cassandra {
  private Cassandra() {}
}
