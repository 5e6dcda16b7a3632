package io.portprobe.internal.dialogue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.portprobe.internal.io.BackgroundThreads;
import io.portprobe.internal.net.Errno;
import io.portprobe.internal.probe.ProbeSettings;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries out the steps of a dialogue on a connected stream. On the loop only. */
public final class TcpDialogueHandler extends ChannelInboundHandlerAdapter {
  private final DialogueSession session;
  private final ProbeSettings settings;
  private final Consumer<DialogueSession> ended;
  private @Nullable ChannelHandlerContext context;
  private @Nullable TlsHandshake tls;
  private boolean handshaking;
  private boolean told;

  public TcpDialogueHandler(
      DialogueSession session, ProbeSettings settings, Consumer<DialogueSession> ended) {
    this.session = session;
    this.settings = settings;
    this.ended = ended;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  /** Says the first word, or starts TLS where that comes first. */
  public void begin() {
    if (session.isOver()) { // the plug-in failed to open a dialogue
      tell();
    } else if (settings.speech().tls()) {
      startTls();
    } else {
      perform(session.start());
    }
  }

  /** Goes on with what was begun over UDP. */
  public void goOn() {
    perform(session.connected());
  }

  /** The deadline came. */
  public void expire() {
    if (handshaking) {
      session.cutShort("the TLS handshake was not done by the deadline");
    } else if (session.bytesReceived() == 0) {
      session.cutShort("the peer accepted, but said nothing until the deadline");
    } else {
      session.cutShort(
          "the deadline came after "
              + session.bytesReceived()
              + " bytes, and the protocol still waited for more");
    }
    tell();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (bytes.isReadable() && !session.isOver()) {
        perform(session.received(bytes.nioBuffer()));
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (!told) {
      ctx.read(); // TLS may have taken bytes without yielding any
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (handshaking) {
      session.broken(
          "the peer closed the connection during the TLS handshake", new ClosedChannelException());
    } else {
      session.closed();
    }
    tell();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (told) {
      return; // closing; what comes late changes nothing
    }
    Errno errno = Errno.of(cause).orElse(null);
    boolean reset = errno == Errno.ECONNRESET || errno == Errno.EPIPE;
    session.broken(
        reset ? "the peer reset the connection" : "the connection broke (" + cause + ")", cause);
    tell();
  }

  private void perform(@Nullable Step first) {
    ChannelHandlerContext ctx = Objects.requireNonNull(context, "context");
    Step step = first;
    while (step instanceof Step.Send send) {
      write(ctx, send.bytes());
      step = session.after(send);
    }
    if (step == null) {
      tell();
    } else if (step instanceof Step.StartTls) {
      startTls();
    } else {
      ctx.read();
    }
  }

  private void write(ChannelHandlerContext ctx, ByteBuffer bytes) {
    if (bytes.hasRemaining()) {
      ctx.writeAndFlush(Unpooled.wrappedBuffer(bytes))
          .addListener(
              written -> {
                if (!written.isSuccess() && !told) {
                  exceptionCaught(ctx, written.cause());
                }
              });
    }
  }

  private void startTls() {
    if (tls != null) {
      session.broken(
          "the protocol asked for TLS twice", new IllegalStateException("TLS stands already"));
      tell();
      return;
    }
    ChannelHandlerContext ctx = Objects.requireNonNull(context, "context");
    handshaking = true;
    BackgroundThreads.computing()
        .execute(
            () -> { // making an engine loads providers and reads random bytes
              try {
                TlsHandshake made = new TlsHandshake(settings.endpoint());
                ctx.executor().execute(() -> shakeHands(ctx, made));
              } catch (GeneralSecurityException | RuntimeException e) {
                ctx.executor().execute(() -> handshakeDone(false, e));
              }
            });
  }

  private void shakeHands(ChannelHandlerContext ctx, TlsHandshake made) {
    if (told) {
      return;
    }
    tls = made;
    SslHandler handler = made.handler();
    handler.handshakeFuture().addListener(done -> handshakeDone(done.isSuccess(), done.cause()));
    ctx.pipeline().addBefore(ctx.name(), "tls", handler);
    ctx.read();
  }

  private void handshakeDone(boolean success, @Nullable Throwable cause) {
    handshaking = false;
    if (told) {
      return;
    }
    if (!success) {
      session.broken(
          "the TLS handshake failed ("
              + (cause == null ? "no cause given" : cause.getMessage())
              + ")",
          cause == null ? new IllegalStateException("no cause given") : cause);
      tell();
      return;
    }
    TlsInfo facts = Objects.requireNonNull(tls, "tls").facts();
    perform(session.secured(facts));
  }

  private void tell() {
    if (!told && session.isOver()) {
      told = true;
      ended.accept(session);
    }
  }
}
