package io.portprobe.protocols.store;

/**
 * The protocol {@code "mongodb"}: the wire protocol of MongoDB 3.6 and later, and of databases that
 * speak it. Bound to tcp/27017. It has no options.
 *
 * <p>The client sends the command {@code hello} as an OP_MSG message, {@code isMaster} if the
 * server does not know {@code hello}, and then {@code buildInfo}. Servers respond to them before
 * authentication. If the server closes the connection after the first message, the client connects
 * again and sends {@code isMaster} as an OP_QUERY message, which older servers understand. Each
 * message has a random id, which the response must repeat. The finding is a {@link MongoDbResult}.
 * The client never authenticates and reads no data.
 */
public final class MongoDb {
  private MongoDb() {}
}
