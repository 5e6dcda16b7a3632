package io.portprobe.protocols.queue;

/**
 * The protocol {@code "amqp"}: AMQP 0-9-1. Bound to tcp/5672 and, with TLS first, tcp/5671. It has
 * no options.
 *
 * <p>The client sends the protocol header of AMQP 0-9-1. A broker of this version replies with
 * {@code Connection.Start}; a broker of another version, for example AMQP 1.0, replies with its own
 * header or closes the connection. The finding is an {@link AmqpResult}. The client never responds
 * to {@code Connection.Start}, so it does not log on.
 */
public final class Amqp {
  private Amqp() {}
}
