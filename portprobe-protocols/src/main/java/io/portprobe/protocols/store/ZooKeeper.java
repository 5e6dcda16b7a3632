package io.portprobe.protocols.store;

/**
 * The protocol {@code "zookeeper"}: the four-letter words of Apache ZooKeeper. Bound to tcp/2181.
 * It has no options.
 *
 * <p>The client sends {@code srvr}, the only word that a server executes by default since ZooKeeper
 * 3.5.3. The server replies with its version, mode and counters, and closes the connection. The
 * finding is a {@link ZooKeeperResult}, also if the server does not execute the word or does not
 * serve requests. The client starts no session and reads no nodes.
 */
public final class ZooKeeper {
  private ZooKeeper() {}
}
