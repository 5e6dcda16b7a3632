package io.portprobe.internal.probe;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import io.portprobe.internal.io.InboundHandler;

/**
 * A channel handler that discards what the peer sends, until the peer ends the connection. Confined
 * to the event loop.
 */
final class HeldConnection extends InboundHandler {
  /** No greeting is longer. A peer that floods is not read further, so its end is not seen. */
  private static final int MAX_READS = 1_024;

  private final Runnable onEnd;
  private int reads;

  HeldConnection(Runnable onEnd) {
    this.onEnd = onEnd;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (++reads < MAX_READS) {
      ctx.read();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    onEnd.run();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    onEnd.run();
  }
}
