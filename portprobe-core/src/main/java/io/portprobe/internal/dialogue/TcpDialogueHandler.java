package io.portprobe.internal.dialogue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.Endpoint;
import io.portprobe.internal.io.LoopTasks;
import io.portprobe.internal.net.Errno;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.spi.TlsSettings;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
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

  /** Most characters of plaintext in a message. */
  private static final int MAX_SHOWN = 100;

  /** Bytes from which TLS is distinguished from other data. */
  private static final int TLS_RECORD_HEADER = 5;

  private final DialogueSession session;
  private final Endpoint endpoint;
  private final TlsSettings tlsSettings;
  private final Executor computing;
  private final Listener listener;
  private final SilenceTimer silence = new SilenceTimer(this::onSilence);
  private @Nullable ChannelHandlerContext context;
  private @Nullable TlsHandshake handshake;
  private @Nullable RawBytes raw;
  private @Nullable Future<?> handshakeTimer;
  private @Nullable TlsFrames frames;
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
      if (handshake != null) {
        session.abortHandshake(handshake.info(false));
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
    if (state == State.HANDSHAKE) {
      handshakeFailed(new ClosedChannelException());
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
        "the connection failed (" + reason(cause) + ")",
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
    TlsSettings settings = ofProtocol.overriddenBy(tlsSettings);
    state = State.HANDSHAKE;
    computing.execute(
        () -> { // creating an engine loads providers and reads random bytes
          try {
            TlsHandshake created = new TlsHandshake(endpoint, settings);
            var unused =
                LoopTasks.submit(ctx.executor(), () -> startHandshake(ctx, created, framing));
          } catch (GeneralSecurityException | RuntimeException | Error e) {
            var unused = LoopTasks.submit(ctx.executor(), () -> handshakeFailed(e));
          }
        });
  }

  private void startHandshake(
      ChannelHandlerContext ctx, TlsHandshake created, @Nullable Framing framing) {
    if (state == State.ENDED) {
      return;
    }
    handshake = created;
    SslHandler handler = created.handler(computing);
    handler
        .handshakeFuture()
        .addListener(
            done -> {
              if (done.isSuccess()) {
                handshakeDone(created.info(true));
              } else {
                handshakeFailed(done.cause());
              }
            });
    RawBytes recorder = new RawBytes();
    raw = recorder;
    ctx.pipeline().addBefore(ctx.name(), "raw", recorder);
    if (framing != null) {
      TlsFrames wrapped = new TlsFrames(framing, new FrameFailures());
      frames = wrapped;
      ctx.pipeline().addBefore(ctx.name(), "frames", wrapped);
    }
    ctx.pipeline().addBefore(ctx.name(), "tls", handler);
    created
        .timeout()
        .ifPresent(
            time ->
                handshakeTimer =
                    ctx.executor()
                        .schedule(
                            () -> onHandshakeTimeout(recorder),
                            time.toMillis(),
                            TimeUnit.MILLISECONDS));
    ctx.read();
  }

  /** Ends a handshake to which the peer has not responded. One that proceeds may take longer. */
  private void onHandshakeTimeout(RawBytes recorder) {
    if (recorder.first.size() < TLS_RECORD_HEADER) {
      handshakeFailed(new SslHandshakeTimeoutException("no response to the ClientHello"));
    }
  }

  private void cancelHandshakeTimer() {
    if (handshakeTimer != null) {
      handshakeTimer.cancel(false);
    }
  }

  private void handshakeDone(TlsInfo info) {
    if (state == State.HANDSHAKE) {
      cancelHandshakeTimer();
      state = State.SECURED;
      if (raw != null) {
        raw.stop();
      }
      if (frames != null) {
        frames.stop();
      }
      perform(session.secured(info, tlsFirst));
    }
  }

  private void handshakeFailed(Throwable failure) {
    if (state != State.HANDSHAKE) {
      return;
    }
    cancelHandshakeTimer();
    FirstBytes received = raw == null ? new FirstBytes() : raw.first;
    boolean plain = isNotTls(failure);
    TlsFailure reason =
        TlsFailure.of(
                failure instanceof ClosedChannelException
                    ? "the peer closed the connection during the TLS handshake"
                    : "the TLS handshake failed: "
                        + (plain ? notTls(failure, received.copy()) : reason(failure)),
                handshake == null
                    ? TlsInfo.builder().complete(false).build()
                    : handshake.info(false),
                plain ? received.copy() : ByteBuffer.allocate(0))
            .withReceived(received.copy());
    finish(session.failHandshake(reason, received, failure));
  }

  /** Ends the dialogue, or its handshake, because of a frame. */
  private final class FrameFailures implements TlsFrames.Listener {
    @Override
    public void onInvalidFrame(TlsFrames.InvalidFrameException failure) {
      handshakeFailed(failure);
    }

    @Override
    public void onPlugInFailure(String method, @Nullable Throwable failure) {
      session.failFraming(method, failure);
      notifyEnded();
    }
  }

  private static String notTls(Throwable failure, ByteBuffer bytes) {
    String text = StandardCharsets.UTF_8.decode(bytes).toString();
    String what =
        failure instanceof TlsFrames.InvalidFrameException
            ? failure.getMessage()
            : "the peer sent data that is not TLS, so the service may expect no TLS on this port";
    return what + ": " + SafeText.quote(text.substring(0, Math.min(text.length(), MAX_SHOWN)));
  }

  /** Netty's exception for bytes that are not of TLS has all of them as hexadecimal digits. */
  private static boolean isNotTls(Throwable failure) {
    return failure instanceof TlsFrames.InvalidFrameException
        || failure instanceof NotSslRecordException
        || failure.getCause() instanceof NotSslRecordException;
  }

  private static String reason(Throwable failure) {
    if (isNotTls(failure)) {
      return "the peer sent data that is not TLS";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : SafeText.line(message);
  }

  /** Continues on a new connection, or reports the end of the dialogue. */
  private void finish(Step.@Nullable Reconnect reconnect) {
    if (reconnect == null) {
      notifyEnded();
    } else if (state != State.ENDED) {
      state = State.ENDED;
      silence.cancel();
      listener.onReconnect(session, reconnect.tls());
    }
  }

  private void notifyEnded() {
    if (state != State.ENDED && session.hasEnded()) {
      state = State.ENDED;
      silence.cancel();
      listener.onEnded(session);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    silence.cancel();
    cancelHandshakeTimer();
  }

  /** Records the first bytes that are received for a TLS handshake. */
  private static final class RawBytes extends ChannelInboundHandlerAdapter {
    private final FirstBytes first = new FirstBytes();
    private boolean stopped;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (!stopped && message instanceof ByteBuf bytes) {
        first.append(bytes.nioBuffer());
      }
      ctx.fireChannelRead(message);
    }

    /** Removal from the pipeline could disturb a read that is in progress. */
    void stop() {
      stopped = true;
    }
  }
}
