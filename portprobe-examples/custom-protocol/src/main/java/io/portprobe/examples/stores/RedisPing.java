package io.portprobe.examples.stores;

import io.portprobe.spi.Finding;
import java.util.List;

/**
 * What a Redis server answers to PING.
 *
 * @param reply its first line: {@code "+PONG"}, or an error such as {@code "-NOAUTH ..."}
 */
public record RedisPing(String reply) implements Finding {
  /**
   * Whether it serves anybody who asks.
   *
   * @return false if it answered with an error, because it wants a password first, say
   */
  public boolean isOpen() {
    return reply.equals("+PONG");
  }

  @Override
  public List<String> lines() {
    return List.of("Redis answers PING with " + reply);
  }
}
