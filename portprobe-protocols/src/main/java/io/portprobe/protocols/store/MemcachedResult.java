package io.portprobe.protocols.store;

import io.portprobe.spi.Finding;
import java.util.Optional;

/**
 * What a memcached server replied to {@code version}. Immutable and thread-safe. Implemented by
 * portprobe only; more methods may follow.
 */
public interface MemcachedResult extends Finding {
  /**
   * Returns the version of the server.
   *
   * @return for example {@code "1.6.18"}; empty if the server replied with an error
   */
  Optional<String> version();

  /**
   * Returns the error of the server.
   *
   * @return for example {@code "CLIENT_ERROR unauthenticated"}; empty if there is none
   */
  Optional<String> error();
}
