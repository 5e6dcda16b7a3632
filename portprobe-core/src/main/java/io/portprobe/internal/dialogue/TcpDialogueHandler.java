package io.portprobe.internal.dialogue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.Endpoint;
import io.portprobe.internal.io.BackgroundThreads;
import io.portprobe.internal.net.Errno;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Carries out the steps of a dialogue on a connected stream. Confined to the event loop. */
public final class TcpDialogueHandler extends ChannelInboundHandlerAdapter {
  /** Where the stream is in its life. TLS is possible once, and nothing follows the end. */
  private enum State {
    PLAIN,
    HANDSHAKE,
    SECURED,
    ENDED
  }

  private final DialogueSession session;
  private final Endpoint endpoint;
  private final boolean tlsFirst;
  private final Consumer<DialogueSession> ended;
  private @Nullable ChannelHandlerContext context;
  private State state = State.PLAIN;

  /**
   * Makes the handler of one connection.
   *
   * @param endpoint the endpoint as the caller named it, for the name check of TLS
   * @param tlsFirst whether TLS comes before the first step
   * @param ended receives the session, once, when it has ended
   */
  public TcpDialogueHandler(
      DialogueSession session,
      Endpoint endpoint,
      boolean tlsFirst,
      Consumer<DialogueSession> ended) {
    this.session = session;
    this.endpoint = endpoint;
    this.tlsFirst = tlsFirst;
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
    } else if (tlsFirst) {
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
    if (state == State.HANDSHAKE) {
      session.end(Cause.DEADLINE, "the TLS handshake was not done by the deadline");
    } else if (session.bytesReceived() == 0) {
      session.end(Cause.DEADLINE, "the peer accepted, but said nothing until the deadline");
    } else {
      session.end(
          Cause.DEADLINE,
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
    if (state != State.ENDED) {
      ctx.read(); // TLS may have taken bytes without yielding any
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (state == State.HANDSHAKE) {
      session.broken(
          Cause.TLS,
          "the peer closed the connection during the TLS handshake",
          new ClosedChannelException());
    } else {
      session.closed();
    }
    tell();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (state == State.ENDED) {
      return; // closing; what comes late changes nothing
    }
    Errno errno = Errno.of(cause).orElse(null);
    boolean reset = errno == Errno.ECONNRESET || errno == Errno.EPIPE;
    session.broken(
        reset ? Cause.PEER_RESET : isOfTls(cause) ? Cause.TLS : Cause.CONNECTION_FAILED,
        reset ? "the peer reset the connection" : "the connection broke (" + cause + ")",
        cause);
    tell();
  }

  private static boolean isOfTls(Throwable cause) {
    return cause instanceof SSLException || cause.getCause() instanceof SSLException;
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
                if (!written.isSuccess() && state != State.ENDED) {
                  exceptionCaught(ctx, written.cause());
                }
              });
    }
  }

  private void startTls() {
    if (state != State.PLAIN) {
      session.broken(
          Cause.PLUGIN_FAILURE,
          "the protocol asked for TLS twice",
          new IllegalStateException("TLS stands already"));
      tell();
      return;
    }
    ChannelHandlerContext ctx = Objects.requireNonNull(context, "context");
    state = State.HANDSHAKE;
    BackgroundThreads.computing()
        .execute(
            () -> { // making an engine loads providers and reads random bytes
              try {
                TlsHandshake made = new TlsHandshake(endpoint);
                ctx.executor().execute(() -> shakeHands(ctx, made));
              } catch (GeneralSecurityException | RuntimeException e) {
                ctx.executor().execute(() -> handshakeFailed(e));
              }
            });
  }

  private void shakeHands(ChannelHandlerContext ctx, TlsHandshake made) {
    if (state == State.ENDED) {
      return;
    }
    SslHandler handler = made.handler();
    handler
        .handshakeFuture()
        .addListener(
            done -> {
              if (done.isSuccess()) {
                handshakeDone(made.facts());
              } else {
                handshakeFailed(done.cause());
              }
            });
    ctx.pipeline().addBefore(ctx.name(), "tls", handler);
    ctx.read();
  }

  private void handshakeDone(TlsInfo facts) {
    if (state != State.ENDED) {
      state = State.SECURED;
      perform(session.secured(facts));
    }
  }

  private void handshakeFailed(Throwable failure) {
    if (state != State.ENDED) {
      session.broken(Cause.TLS, "the TLS handshake failed (" + failure.getMessage() + ")", failure);
      tell();
    }
  }

  private void tell() {
    if (state != State.ENDED && session.isOver()) {
      state = State.ENDED;
      ended.accept(session);
    }
  }
}
