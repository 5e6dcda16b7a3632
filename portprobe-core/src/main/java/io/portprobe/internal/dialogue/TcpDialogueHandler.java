package io.portprobe.internal.dialogue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.Endpoint;
import io.portprobe.internal.net.Errno;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.spi.TlsSettings;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.concurrent.Executor;
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

  /** Receives the end of the handler, on the event loop, once. */
  public interface Listener {
    /** The dialogue has ended. */
    void onEnded(DialogueSession session);

    /** The dialogue continues on a new connection to the same port. */
    void onReconnect(DialogueSession session, boolean tls);
  }

  private final DialogueSession session;
  private final Endpoint endpoint;
  private final TlsSettings tlsSettings;
  private final Executor computing;
  private final Listener listener;
  private final SilenceTimer silence = new SilenceTimer(this::onSilence);
  private @Nullable ChannelHandlerContext context;
  private @Nullable TlsNegotiation negotiation;
  private State state = State.PLAIN;
  private boolean tlsFirst;

  /**
   * Creates the handler of one connection.
   *
   * @param endpoint the endpoint as the caller named it, for the name check of TLS
   * @param tlsSettings what the caller offers in a TLS handshake
   * @param computing runs what must not block the event loop
   */
  public TcpDialogueHandler(
      DialogueSession session,
      Endpoint endpoint,
      TlsSettings tlsSettings,
      Executor computing,
      Listener listener) {
    this.computing = computing;
    this.session = session;
    this.endpoint = endpoint;
    this.tlsSettings = tlsSettings;
    this.listener = listener;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  /** Starts the dialogue. */
  public void start() {
    if (session.hasEnded()) { // the plug-in failed to open a dialogue
      notifyEnded();
    } else {
      perform(session.start());
    }
  }

  /** Starts or continues the dialogue with a TLS handshake. */
  public void startSecured() {
    if (session.hasEnded()) {
      notifyEnded();
    } else {
      tlsFirst = true;
      startTls(null);
    }
  }

  /** Continues a dialogue that was started over UDP or on another connection. */
  public void resume() {
    perform(session.connected());
  }

  private void onSilence() {
    if (state != State.ENDED) {
      perform(session.silent());
    }
  }

  /** Ends the dialogue at the deadline. */
  public void expire() {
    if (state == State.HANDSHAKE) {
      if (negotiation != null) {
        negotiation.progress().ifPresent(session::abortHandshake);
      }
      session.end(Cause.DEADLINE, "the TLS handshake timed out");
    } else if (session.bytesReceived() == 0) {
      session.end(
          Cause.DEADLINE,
          "the peer "
              + (state == State.SECURED ? "completed the TLS handshake" : "accepted the connection")
              + " but sent nothing before the deadline");
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
    if (state == State.HANDSHAKE && negotiation != null) {
      negotiation.fail(new ClosedChannelException());
    } else if (state != State.ENDED) {
      finish(session.closed());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (state == State.ENDED) {
      return; // the channel is closing
    }
    Errno errno = Errno.of(cause).orElse(null);
    if (errno == Errno.ECONNRESET || errno == Errno.EPIPE) {
      finish(session.reset(cause));
      return;
    }
    session.fail(
        isTlsFailure(cause) ? Cause.TLS : Cause.CONNECTION_FAILED,
        "the connection failed (" + TlsNegotiation.reason(cause) + ")",
        cause);
    notifyEnded();
  }

  private static boolean isTlsFailure(Throwable cause) {
    return cause instanceof SSLException || cause.getCause() instanceof SSLException;
  }

  private void perform(@Nullable Step first) {
    ChannelHandlerContext ctx = Objects.requireNonNull(context, "context");
    Step step = first;
    silence.apply(ctx.executor(), step);
    while (step instanceof Step.Send send) {
      write(ctx, send.bytes());
      step = session.sent(send);
      silence.apply(ctx.executor(), step);
    }
    if (step == null) {
      notifyEnded();
    } else if (step instanceof Step.StartTls start) {
      startTls(start.framing().orElse(null));
    } else if (step instanceof Step.Reconnect reconnect) {
      finish(reconnect);
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

  private void startTls(@Nullable Framing framing) {
    if (state != State.PLAIN) {
      session.fail(
          Cause.PLUGIN_FAILURE,
          "the protocol requested TLS twice",
          new IllegalStateException("TLS is already established"));
      notifyEnded();
      return;
    }
    ChannelHandlerContext ctx = Objects.requireNonNull(context, "context");
    TlsSettings ofProtocol = session.tlsSettings();
    if (ofProtocol == null) {
      notifyEnded();
      return;
    }
    state = State.HANDSHAKE;
    TlsNegotiation started = new TlsNegotiation(ctx, computing, new NegotiationEvents());
    negotiation = started;
    started.start(endpoint, ofProtocol.overriddenBy(tlsSettings), framing);
  }

  /** Continues the dialogue after the handshake. */
  private final class NegotiationEvents implements TlsNegotiation.Listener {
    @Override
    public void onSecured(TlsInfo info) {
      state = State.SECURED;
      perform(session.secured(info, tlsFirst));
    }

    @Override
    public void onFailed(TlsFailure reason, FirstBytes received, Throwable failure) {
      finish(session.failHandshake(reason, received, failure));
    }

    @Override
    public void onPlugInFailure(String method, @Nullable Throwable failure) {
      session.failFraming(method, failure);
      notifyEnded();
    }
  }

  /** Continues on a new connection, or reports the end of the dialogue. */
  private void finish(Step.@Nullable Reconnect reconnect) {
    if (reconnect == null) {
      notifyEnded();
    } else if (state != State.ENDED) {
      end();
      listener.onReconnect(session, reconnect.tls());
    }
  }

  private void notifyEnded() {
    if (state != State.ENDED && session.hasEnded()) {
      end();
      listener.onEnded(session);
    }
  }

  private void end() {
    state = State.ENDED;
    cancelTimers();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    cancelTimers();
  }

  private void cancelTimers() {
    silence.cancel();
    if (negotiation != null) {
      negotiation.cancel();
    }
  }
}
