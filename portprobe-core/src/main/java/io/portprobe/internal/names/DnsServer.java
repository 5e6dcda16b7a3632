package io.portprobe.internal.names;

import io.netty.channel.EventLoop;
import io.portprobe.internal.io.ChannelBackend;
import io.portprobe.text.AddressText;
import io.portprobe.text.HostSyntax;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;

/**
 * A name server, with its sockets and a limit of queries in flight. Many queries share a socket. A
 * socket is replaced after some queries, so that a forged response has to guess the port as well as
 * the identifier (RFC 5452). Confined to the event loop.
 */
final class DnsServer {
  /** Most queries in flight; further queries wait. */
  static final int MAX_IN_FLIGHT = 2_000;

  private final InetSocketAddress address;
  private final ChannelBackend backend;
  private final EventLoop loop;
  private final Queue<DnsExchange> waiting = new ArrayDeque<>();
  private final Set<DnsSocket> sockets = new LinkedHashSet<>();
  private int inFlight;
  private boolean draining;
  private boolean closed;

  DnsServer(InetSocketAddress address, ChannelBackend backend, EventLoop loop) {
    this.address = address;
    this.backend = backend;
    this.loop = loop;
  }

  InetSocketAddress address() {
    return address;
  }

  /** Returns the address for messages, with the port if it is not that of DNS. */
  String description() {
    InetAddress ip = address.getAddress();
    return address.getPort() == SystemNames.DNS_PORT
        ? AddressText.of(ip)
        : HostSyntax.withPort(AddressText.of(ip), address.getPort());
  }

  ChannelBackend backend() {
    return backend;
  }

  EventLoop loop() {
    return loop;
  }

  /** Sends a question, or queues it. */
  void send(DnsExchange exchange) {
    if (inFlight >= MAX_IN_FLIGHT) {
      waiting.add(exchange);
    } else {
      dispatch(exchange);
    }
  }

  private void dispatch(DnsExchange exchange) {
    exchange.state = DnsExchange.State.SENT;
    inFlight++;
    if (closed) {
      exchange.unreachable("the client is closed", false);
      return;
    }
    socket().send(exchange);
  }

  private DnsSocket socket() {
    for (DnsSocket each : sockets) {
      if (each.hasRoom()) {
        return each;
      }
    }
    DnsSocket opened = new DnsSocket(this);
    sockets.add(opened);
    return opened;
  }

  /** An exchange that was sent has ended. */
  void exchangeEnded() {
    inFlight--;
    if (draining) {
      return; // an exchange that fails at once ends during the loop below
    }
    draining = true;
    while (inFlight < MAX_IN_FLIGHT && !waiting.isEmpty()) {
      DnsExchange next = waiting.remove();
      if (next.state == DnsExchange.State.QUEUED) {
        dispatch(next);
      }
    }
    draining = false;
  }

  void socketClosed(DnsSocket socket) {
    sockets.remove(socket);
  }

  void close() {
    closed = true;
    Set.copyOf(sockets).forEach(DnsSocket::close);
  }
}
