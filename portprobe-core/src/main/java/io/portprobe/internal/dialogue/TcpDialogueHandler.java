package io.portprobe.internal.dialogue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.Endpoint;
import io.portprobe.internal.io.BackgroundThreads;
import io.portprobe.internal.io.LoopTasks;
import io.portprobe.internal.net.Errno;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A channel handler that performs the steps of a dialogue on a TCP connection. Confined to the
 * event loop.
 */
public final class TcpDialogueHandler extends ChannelInboundHandlerAdapter {
  /** The state of the connection. TLS can be started once, and no state follows {@code ENDED}. */
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
   * Creates the handler of one connection.
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

  /** Starts the dialogue, or TLS if that comes first. */
  public void start() {
    if (session.hasEnded()) { // the plug-in failed to open a dialogue
      notifyEnded();
    } else if (tlsFirst) {
      startTls();
    } else {
      perform(session.start());
    }
  }

  /** Continues a dialogue that was started over UDP. */
  public void resume() {
    perform(session.connected());
  }

  /** Ends the dialogue at the deadline. */
  public void expire() {
    if (state == State.HANDSHAKE) {
      session.end(Cause.DEADLINE, "the TLS handshake timed out");
    } else if (session.bytesReceived() == 0) {
      session.end(
          Cause.DEADLINE, "the peer accepted the connection but sent nothing before the deadline");
    } else {
      session.end(
          Cause.DEADLINE,
          "the deadline passed after "
              + session.bytesReceived()
              + " bytes while the protocol waited for more");
    }
    notifyEnded();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (bytes.isReadable() && !session.hasEnded()) {
        perform(session.received(bytes.nioBuffer()));
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (state != State.ENDED) {
      ctx.read(); // TLS may consume bytes without producing any
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (state == State.HANDSHAKE) {
      session.fail(
          Cause.TLS,
          "the peer closed the connection during the TLS handshake",
          new ClosedChannelException());
    } else {
      session.closed();
    }
    notifyEnded();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (state == State.ENDED) {
      return; // the channel is closing
    }
    Errno errno = Errno.of(cause).orElse(null);
    boolean reset = errno == Errno.ECONNRESET || errno == Errno.EPIPE;
    session.fail(
        reset ? Cause.PEER_RESET : isTlsFailure(cause) ? Cause.TLS : Cause.CONNECTION_FAILED,
        reset ? "the peer reset the connection" : "the connection failed (" + reason(cause) + ")",
        cause);
    notifyEnded();
  }

  private static boolean isTlsFailure(Throwable cause) {
    return cause instanceof SSLException || cause.getCause() instanceof SSLException;
  }

  private void perform(@Nullable Step first) {
    ChannelHandlerContext ctx = Objects.requireNonNull(context, "context");
    Step step = first;
    while (step instanceof Step.Send send) {
      write(ctx, send.bytes());
      step = session.sent(send);
    }
    if (step == null) {
      notifyEnded();
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
      session.fail(
          Cause.PLUGIN_FAILURE,
          "the protocol requested TLS twice",
          new IllegalStateException("TLS is already established"));
      notifyEnded();
      return;
    }
    ChannelHandlerContext ctx = Objects.requireNonNull(context, "context");
    state = State.HANDSHAKE;
    BackgroundThreads.computing()
        .execute(
            () -> { // creating an engine loads providers and reads random bytes
              try {
                TlsHandshake handshake = new TlsHandshake(endpoint);
                var unused = LoopTasks.submit(ctx.executor(), () -> startHandshake(ctx, handshake));
              } catch (GeneralSecurityException | RuntimeException | Error e) {
                var unused = LoopTasks.submit(ctx.executor(), () -> handshakeFailed(e));
              }
            });
  }

  private void startHandshake(ChannelHandlerContext ctx, TlsHandshake handshake) {
    if (state == State.ENDED) {
      return;
    }
    SslHandler handler = handshake.handler();
    handler
        .handshakeFuture()
        .addListener(
            done -> {
              if (done.isSuccess()) {
                handshakeDone(handshake.info());
              } else {
                handshakeFailed(done.cause());
              }
            });
    ctx.pipeline().addBefore(ctx.name(), "tls", handler);
    ctx.read();
  }

  private void handshakeDone(TlsInfo info) {
    if (state != State.ENDED) {
      state = State.SECURED;
      perform(session.secured(info));
    }
  }

  private void handshakeFailed(Throwable failure) {
    if (state != State.ENDED) {
      session.failHandshake("the TLS handshake failed: " + reason(failure), failure);
      notifyEnded();
    }
  }

  /** Netty's exception for bytes that are not of TLS has all of them as hexadecimal digits. */
  private static String reason(Throwable failure) {
    return failure instanceof NotSslRecordException
            || failure.getCause() instanceof NotSslRecordException
        ? "the peer sent data that is not TLS, so the service may expect no TLS on this port"
        : SafeText.line(String.valueOf(failure.getMessage()));
  }

  private void notifyEnded() {
    if (state != State.ENDED && session.hasEnded()) {
      state = State.ENDED;
      ended.accept(session);
    }
  }
}
