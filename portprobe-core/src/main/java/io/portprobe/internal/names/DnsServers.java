package io.portprobe.internal.names;

import io.netty.channel.EventLoop;
import io.portprobe.internal.io.ChannelBackend;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The name servers of one client. A server that did not reply, while another did, is queried last
 * for {@value #AVOID_SECONDS} s. Confined to the event loop.
 */
final class DnsServers {
  static final int AVOID_SECONDS = 30;

  private final ChannelBackend backend;
  private final EventLoop loop;
  private final int port;
  private final Map<InetAddress, DnsServer> servers = new HashMap<>();
  private final Map<DnsServer, Avoided> avoided = new HashMap<>();
  private int turn;

  private record Avoided(long sinceNanos, String why) {}

  /**
   * Creates the servers.
   *
   * @param port usually 53
   */
  DnsServers(ChannelBackend backend, EventLoop loop, int port) {
    this.backend = backend;
    this.loop = loop;
    this.port = port;
  }

  EventLoop loop() {
    return loop;
  }

  /** Returns the servers in the order in which to query them. */
  List<DnsServer> inOrder(ResolvConf settings) {
    List<DnsServer> first = new ArrayList<>();
    List<DnsServer> last = new ArrayList<>();
    List<InetAddress> addresses = settings.servers();
    int start = settings.rotate() ? turn++ : 0;
    for (int i = 0; i < addresses.size(); i++) {
      InetAddress address = addresses.get(Math.floorMod(start + i, addresses.size()));
      DnsServer server =
          servers.computeIfAbsent(
              address, a -> new DnsServer(new InetSocketAddress(a, port), backend, loop));
      (isAvoided(server) ? last : first).add(server);
    }
    first.addAll(last);
    return first;
  }

  /** Returns what is known about the servers that are queried last. */
  List<String> notes(ResolvConf settings) {
    if (avoided.isEmpty()) {
      return List.of();
    }
    List<String> notes = new ArrayList<>();
    for (InetAddress address : settings.servers()) {
      DnsServer server = servers.get(address);
      Avoided entry = server != null && isAvoided(server) ? avoided.get(server) : null;
      if (server != null && entry != null) {
        notes.add("name server " + server.description() + " " + entry.why());
      }
    }
    return notes;
  }

  private boolean isAvoided(DnsServer server) {
    Avoided entry = avoided.get(server);
    if (entry == null) {
      return false;
    }
    if (System.nanoTime() - entry.sinceNanos() < TimeUnit.SECONDS.toNanos(AVOID_SECONDS)) {
      return true;
    }
    avoided.remove(server);
    return false;
  }

  /** A server did not reply, while another one did. */
  void avoid(DnsServer server, String why) {
    avoided.putIfAbsent(server, new Avoided(System.nanoTime(), why));
  }

  /** A server replied. */
  void replied(DnsServer server) {
    if (!avoided.isEmpty()) {
      avoided.remove(server);
    }
  }

  void close() {
    servers.values().forEach(DnsServer::close);
  }
}
