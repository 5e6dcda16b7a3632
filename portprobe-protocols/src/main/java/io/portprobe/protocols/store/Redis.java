package io.portprobe.protocols.store;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "redis"}: Redis and its relatives (Valkey, KeyDB, Dragonfly),
 * which use the protocol RESP 2. Bound to tcp/6379.
 *
 * <p>The client sends {@code PING}. If the server replies with {@code PONG}, the client sends
 * {@code INFO}. The finding is a {@link RedisResult}, also if the server requires a password or
 * rejects the connection. The client never authenticates, and sends no other command.
 */
public final class Redis {
  /** Whether to send {@code INFO} to a server that accepts commands. Default: true. */
  public static final ProtocolOption<Boolean> INFO =
      ProtocolOption.of("redis.info", true).describedAs("Whether to send INFO after PING.");

  private Redis() {}
}
