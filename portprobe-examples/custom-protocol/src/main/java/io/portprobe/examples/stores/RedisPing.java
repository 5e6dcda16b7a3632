package io.portprobe.examples.stores;

import io.portprobe.spi.Finding;
import java.util.List;

/**
 * The reply of a Redis server to PING.
 *
 * @param reply the first line: {@code "+PONG"}, or an error such as {@code "-NOAUTH ..."}
 */
public record RedisPing(String reply) implements Finding {
  /**
   * Returns whether the server accepts commands without authentication.
   *
   * @return false if it replied with an error, for example because it requires a password
   */
  public boolean isOpen() {
    return reply.equals("+PONG");
  }

  @Override
  public List<String> lines() {
    return List.of("Redis replies to PING with " + reply);
  }
}
