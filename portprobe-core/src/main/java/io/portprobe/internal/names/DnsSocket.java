package io.portprobe.internal.names;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryEncoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseDecoder;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsQuery;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import io.portprobe.internal.net.Errno;
import io.portprobe.internal.net.LocalRoutes;
import io.portprobe.internal.util.Randomness;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connected UDP socket with many queries in flight. The kernel drops datagrams from other
 * addresses, and reports an ICMP port unreachable as ECONNREFUSED. Confined to the event loop.
 */
final class DnsSocket extends SimpleChannelInboundHandler<DatagramDnsResponse> {
  private static final int MAX_QUERIES = 1_000;

  /** Linux's default receive buffer has room for about 150 responses at once. */
  private static final int MAX_IN_FLIGHT = 100;

  private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long IDLE_SECONDS = 2;
  private static final DatagramDnsQueryEncoder ENCODER = new DatagramDnsQueryEncoder();
  private static final DatagramDnsResponseDecoder DECODER = new DatagramDnsResponseDecoder();

  private final DnsServer server;
  private final IntObjectMap<DnsExchange> exchanges = new IntObjectHashMap<>();
  private final long openedNanos = System.nanoTime();
  private @Nullable DatagramChannel channel;
  private @Nullable Throwable broken;
  private int sent;
  private boolean flushing;
  private boolean idleCheck;

  /** Opens a socket. A failure is reported for each exchange. */
  DnsSocket(DnsServer server) {
    this.server = server;
    InetSocketAddress address = server.address();
    try {
      DatagramChannel opened =
          server
              .backend()
              .datagram(
                  address.getAddress() instanceof Inet4Address
                      ? SocketProtocolFamily.INET
                      : SocketProtocolFamily.INET6);
      channel = opened;
      opened.pipeline().addLast(ENCODER, DECODER, this);
      server.loop().register(opened).addListener(future -> failed(future.cause()));
      opened.connect(address).addListener(future -> notConnected(future.cause()));
    } catch (RuntimeException | Error e) { // no descriptor, or no such address family
      broken = e;
    }
  }

  /** Returns whether a further question may be sent. */
  boolean hasRoom() {
    return exchanges.size() < MAX_IN_FLIGHT && isFresh();
  }

  private boolean isFresh() {
    return broken == null && sent < MAX_QUERIES && System.nanoTime() - openedNanos < MAX_AGE_NANOS;
  }

  void send(DnsExchange exchange) {
    sent++;
    exchange.socket = this;
    do {
      exchange.id = Randomness.shared().nextInt(1 << 16);
    } while (exchanges.containsKey(exchange.id));
    exchanges.put(exchange.id, exchange);
    write(exchange);
  }

  /** Sends the datagram of an exchange, once more if it was sent before. */
  void write(DnsExchange exchange) {
    DatagramChannel open = channel;
    if (broken != null || open == null) {
      failed(broken);
      return;
    }
    DnsQuery query = new DatagramDnsQuery(null, server.address(), exchange.id);
    query.setRecursionDesired(true);
    query.addRecord(DnsSection.QUESTION, new DefaultDnsQuestion(exchange.name, exchange.type));
    open.write(query).addListener(future -> failed(future.cause()));
    if (!flushing) { // one system call for many datagrams
      flushing = true;
      server.loop().execute(this::flush);
    }
  }

  private void flush() {
    flushing = false;
    if (channel != null) {
      channel.flush();
    }
  }

  /** Removes an exchange that ended. Its identifier is free for another. */
  void forget(DnsExchange exchange) {
    exchanges.remove(exchange.id, exchange);
    if (exchanges.isEmpty()) {
      if (!isFresh()) {
        close();
      } else if (!idleCheck) {
        idleCheck = true;
        var unused = server.loop().schedule(this::closeIfIdle, IDLE_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  private void closeIfIdle() {
    idleCheck = false;
    if (exchanges.isEmpty()) {
      close();
    }
  }

  void close() {
    server.socketClosed(this);
    if (channel != null) {
      var unused = channel.close();
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramDnsResponse response) {
    DnsExchange exchange = exchanges.get(response.id());
    if (exchange == null) {
      ignoreUnknown(response);
      return;
    }
    if (!DnsMessages.answers(response, exchange.name, exchange.type)
        && !DnsMessages.isErrorWithoutQuestion(response)) {
      exchange.ignore("a response to another question");
      return;
    }
    DnsAnswer answer = DnsMessages.answer(response, exchange.name, exchange.type, exchange.host);
    if (response.isTruncated()) {
      exchanges.remove(exchange.id);
      DnsStream.query(exchange, answer);
    } else {
      exchange.answered(answer);
    }
  }

  /** Ignores a late or forged response: late if it is about a name that is not in question. */
  private void ignoreUnknown(DnsResponse response) {
    for (DnsExchange each : inFlight()) {
      if (DnsMessages.answers(response, each.name, each.type)) {
        each.ignore("a response with another identifier");
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      failed(cause);
    } else { // of the decoder; it may have been meant for each of them
      inFlight().forEach(each -> each.ignore("a datagram that is no DNS response"));
    }
  }

  private List<DnsExchange> inFlight() {
    return List.copyOf(exchanges.values());
  }

  private void notConnected(@Nullable Throwable cause) {
    failed(cause == null ? null : LocalRoutes.precise(cause, server.address()));
  }

  /** Fails the exchanges in flight: the kernel does not report which one caused the error. */
  private void failed(@Nullable Throwable cause) {
    if (cause == null) {
      return;
    }
    broken = cause;
    String why = describe(cause);
    boolean shortage = Errno.of(cause).map(Errno::isShortage).orElse(false);
    List<DnsExchange> failing = inFlight();
    exchanges.clear();
    close();
    failing.forEach(exchange -> exchange.unreachable(why, shortage));
  }

  static String describe(Throwable cause) {
    return Errno.of(cause).map(errno -> errno + ": " + errno.text()).orElseGet(cause::toString);
  }
}
