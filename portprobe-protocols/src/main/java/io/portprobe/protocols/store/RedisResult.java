package io.portprobe.protocols.store;

import io.portprobe.spi.Finding;
import java.util.Map;
import java.util.Optional;

/**
 * What a Redis server replied to {@code PING} and {@code INFO}. Immutable and thread-safe.
 * Implemented by portprobe only; more methods may follow.
 */
public interface RedisResult extends Finding {
  /** Whether the server accepts commands of a client that has not authenticated. */
  enum Access {
    /** The server replied with {@code PONG}. */
    OPEN,
    /** The server requires a password ({@code -NOAUTH}). */
    PASSWORD_REQUIRED,
    /** The server is in protected mode and accepts local clients only ({@code -DENIED}). */
    PROTECTED_MODE,
    /** The server replied with another error: it is loading, busy, or has too many clients. */
    REFUSED
  }

  /**
   * Returns whether the server accepts commands.
   *
   * @return the access of a client without a password
   */
  Access access();

  /**
   * Returns the error with which the server replied to {@code PING}.
   *
   * @return the line without the leading hyphen; empty if the access is open
   */
  Optional<String> error();

  /**
   * Returns the product.
   *
   * @return {@code "Redis"}, {@code "Valkey"} or {@code "Dragonfly"}; empty without {@code INFO}
   */
  Optional<String> product();

  /**
   * Returns the version of the product.
   *
   * @return for example {@code "7.0.15"}; empty without {@code INFO}
   */
  Optional<String> version();

  /**
   * Returns the mode of the server ({@code redis_mode}).
   *
   * @return {@code "standalone"}, {@code "sentinel"} or {@code "cluster"}; empty without {@code
   *     INFO}
   */
  Optional<String> mode();

  /**
   * Returns the role of the server in the replication.
   *
   * @return {@code "master"}, {@code "slave"} or {@code "sentinel"}; empty without {@code INFO}
   */
  Optional<String> role();

  /**
   * Returns the fields of the reply to {@code INFO}.
   *
   * @return an unmodifiable map of at most 1000 fields in the order received; empty without {@code
   *     INFO}
   */
  Map<String, String> info();

  /**
   * Returns why {@link #info()} is empty although the access is open.
   *
   * @return the error of the server to {@code INFO}, or that the server did not reply to it
   */
  Optional<String> infoError();
}
