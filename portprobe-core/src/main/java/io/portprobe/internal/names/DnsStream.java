package io.portprobe.internal.names;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.handler.codec.dns.DefaultDnsQuery;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsQuery;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.handler.codec.dns.TcpDnsQueryEncoder;
import io.netty.handler.codec.dns.TcpDnsResponseDecoder;
import io.portprobe.internal.net.LocalRoutes;
import java.net.Inet4Address;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A query over TCP, after a truncated response over UDP (RFC 7766). If it fails, the addresses of
 * the truncated response count. Confined to the event loop.
 */
final class DnsStream extends SimpleChannelInboundHandler<DnsResponse> {
  private static final long TIMEOUT_SECONDS = 5;

  private final DnsExchange exchange;
  private final DnsAnswer truncated;

  private DnsStream(DnsExchange exchange, DnsAnswer truncated) {
    this.exchange = exchange;
    this.truncated = truncated;
  }

  /** Starts a query. */
  static void query(DnsExchange exchange, DnsAnswer truncated) {
    new DnsStream(exchange, truncated).open();
  }

  private void open() {
    DnsServer server = exchange.server;
    boolean ipv4 = server.address().getAddress() instanceof Inet4Address;
    try {
      SocketChannel channel =
          server.backend().stream(ipv4 ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6);
      exchange.stream = channel;
      channel.pipeline().addLast(new TcpDnsQueryEncoder(), new TcpDnsResponseDecoder(), this);
      server.loop().register(channel).addListener(future -> failed(future.cause()));
      channel.connect(server.address()).addListener(future -> failed(future.cause()));
      channel.closeFuture().addListener(future -> ended("the server closed the connection"));
      Runnable timeout = () -> ended("no response after " + TIMEOUT_SECONDS + " s");
      var unused = server.loop().schedule(timeout, TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (RuntimeException | Error e) { // no descriptor
      failed(e);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    DnsQuery query = new DefaultDnsQuery(exchange.id);
    query.setRecursionDesired(true);
    query.addRecord(DnsSection.QUESTION, new DefaultDnsQuestion(exchange.name, exchange.type));
    context.writeAndFlush(query).addListener(future -> failed(future.cause()));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DnsResponse response) {
    if (response.id() == exchange.id
        && (DnsMessages.answers(response, exchange.name, exchange.type)
            || DnsMessages.isErrorWithoutQuestion(response))) {
      exchange.answered(DnsMessages.answer(response, exchange.name, exchange.type, exchange.host));
    }
    ended("a response to another query");
    close(context.channel());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    failed(cause);
    close(context.channel());
  }

  private static void close(Channel channel) {
    var unused = channel.close();
  }

  private void failed(@Nullable Throwable cause) {
    if (cause != null) {
      ended(DnsSocket.describe(LocalRoutes.precise(cause, exchange.server.address())));
    }
  }

  /** Ends the exchange, which closes the channel. Has no effect if it has ended. */
  private void ended(String why) {
    exchange.answered(
        truncated instanceof DnsAnswer.Addresses
            ? truncated
            : new DnsAnswer.ServerError("a truncated response and none over TCP (" + why + ")"));
  }
}
