package io.portprobe.examples.distributed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A program that listens on ports, accepts connections and closes them. */
final class Listeners {
  private Listeners() {}

  /** Runs until it is killed. The arguments are endpoints, such as {@code 127.0.0.1:80}. */
  public static void main(String[] endpoints) throws IOException {
    Selector selector = Selector.open();
    List<ServerSocketChannel> servers = new ArrayList<>();
    for (String endpoint : endpoints) {
      int colon = endpoint.lastIndexOf(':');
      ServerSocketChannel server = ServerSocketChannel.open();
      server.bind(
          new InetSocketAddress(
              InetAddress.getByName(endpoint.substring(0, colon)),
              Integer.parseInt(endpoint.substring(colon + 1))),
          500);
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT, server);
      servers.add(server);
    }
    System.out.println("listening on " + servers.size() + " ports");
    while (true) {
      selector.select(key -> accept((ServerSocketChannel) key.attachment()));
    }
  }

  private static void accept(ServerSocketChannel server) {
    try {
      SocketChannel connection = server.accept();
      if (connection != null) { // null if the client has reset it
        connection.close();
      }
    } catch (IOException e) {
      System.err.println("accept failed: " + e.getMessage());
    }
  }
}
