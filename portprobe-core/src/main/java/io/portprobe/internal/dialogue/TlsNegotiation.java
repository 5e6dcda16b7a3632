package io.portprobe.internal.dialogue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.concurrent.Future;
import io.portprobe.Endpoint;
import io.portprobe.internal.io.LoopTasks;
import io.portprobe.internal.net.Errno;
import io.portprobe.spi.Framing;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.spi.TlsSettings;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A TLS handshake on an open connection: adds its handlers to the pipeline, and reports its end
 * once. Confined to the event loop.
 */
final class TlsNegotiation {
  /** Most characters of plaintext in a message. */
  private static final int MAX_SHOWN = 100;

  /** Bytes from which TLS is distinguished from other data. */
  private static final int TLS_RECORD_HEADER = 5;

  /** Receives the events of the handshake, on the event loop. The first two exclude each other. */
  interface Listener {
    /** The handshake is complete. */
    void onSecured(TlsInfo info);

    /**
     * The handshake failed.
     *
     * @param received the first bytes that the peer sent for it, or instead of it
     */
    void onFailed(TlsFailure reason, FirstBytes received, Throwable failure);

    /** The rule of the protocol's frames threw, or returned null; also after the handshake. */
    void onPlugInFailure(String method, @Nullable Throwable failure);
  }

  private enum State {
    /** The engine is created. */
    CREATING,
    HANDSHAKE,
    /** Complete, failed or cancelled. */
    ENDED
  }

  private final ChannelHandlerContext ctx;
  private final Executor computing;
  private final Listener listener;
  private State state = State.CREATING;
  private @Nullable TlsHandshake handshake; // set in HANDSHAKE
  private @Nullable RawBytes raw; // set in HANDSHAKE
  private @Nullable TlsFrames frames;
  private @Nullable Future<?> timer;

  /**
   * Creates a handshake that has not started.
   *
   * @param ctx the handlers are added before it
   * @param computing runs what must not block the event loop
   */
  TlsNegotiation(ChannelHandlerContext ctx, Executor computing, Listener listener) {
    this.ctx = ctx;
    this.computing = computing;
    this.listener = listener;
  }

  /**
   * Starts the handshake.
   *
   * @param endpoint the endpoint as the caller named it, for the check of the name
   * @param framing the rule of the frames that carry the handshake; null for none
   */
  void start(Endpoint endpoint, TlsSettings settings, @Nullable Framing framing) {
    computing.execute(
        () -> { // creating an engine loads providers and reads random bytes
          try {
            TlsHandshake created = new TlsHandshake(endpoint, settings);
            var unused = LoopTasks.submit(ctx.executor(), () -> begin(created, framing));
          } catch (GeneralSecurityException | RuntimeException | Error e) {
            var unused = LoopTasks.submit(ctx.executor(), () -> fail(e));
          }
        });
  }

  private void begin(TlsHandshake created, @Nullable Framing framing) {
    if (state == State.ENDED) {
      return;
    }
    state = State.HANDSHAKE;
    handshake = created;
    SslHandler handler = created.handler(computing);
    handler
        .handshakeFuture()
        .addListener(
            done -> {
              if (done.isSuccess()) {
                complete(created.info(true));
              } else {
                fail(done.cause());
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
                timer =
                    ctx.executor()
                        .schedule(
                            () -> onTimeout(recorder), time.toMillis(), TimeUnit.MILLISECONDS));
    ctx.read();
  }

  /** Ends a handshake to which the peer has not responded. One that proceeds may take longer. */
  private void onTimeout(RawBytes recorder) {
    if (recorder.first.size() < TLS_RECORD_HEADER) {
      fail(new SslHandshakeTimeoutException("no response to the ClientHello"));
    }
  }

  private void complete(TlsInfo info) {
    if (state == State.ENDED) {
      return;
    }
    cancel();
    if (raw != null) {
      raw.stop();
    }
    if (frames != null) {
      frames.stop();
    }
    listener.onSecured(info);
  }

  /** Ends the handshake by a failure. Has no effect after its end. */
  void fail(Throwable failure) {
    if (state == State.ENDED) {
      return;
    }
    cancel();
    FirstBytes received = raw == null ? new FirstBytes() : raw.first;
    TlsFailure reason =
        TlsFailure.of(
                description(failure, received),
                progress().orElseGet(() -> TlsInfo.builder().complete(false).build()),
                isNotTls(failure) ? received.copy() : ByteBuffer.allocate(0))
            .withReceived(received.copy());
    listener.onFailed(
        failure instanceof SslHandshakeTimeoutException ? reason.asTimeout() : reason,
        received,
        failure);
  }

  /** Ends the handshake without an event. */
  void cancel() {
    state = State.ENDED;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /** Returns what the incomplete handshake has negotiated; empty before it has begun. */
  Optional<TlsInfo> progress() {
    return Optional.ofNullable(handshake).map(begun -> begun.info(false));
  }

  /** Ends the handshake because of a frame. */
  private final class FrameFailures implements TlsFrames.Listener {
    @Override
    public void onInvalidFrame(TlsFrames.InvalidFrameException failure) {
      fail(failure);
    }

    @Override
    public void onPlugInFailure(String method, @Nullable Throwable failure) {
      listener.onPlugInFailure(method, failure);
    }
  }

  private static String description(Throwable failure, FirstBytes received) {
    if (isClosed(failure)) {
      return "the peer closed the connection during the TLS handshake";
    }
    if (isReset(failure)) {
      return "the peer reset the connection during the TLS handshake";
    }
    String reason = isNotTls(failure) ? notTls(failure, received.copy()) : reason(failure);
    return "the TLS handshake failed: " + reason;
  }

  private static boolean isClosed(Throwable failure) {
    return failure instanceof ClosedChannelException
        || failure.getCause() instanceof ClosedChannelException;
  }

  /** Netty wraps the error of a write in an exception that does not name the reason. */
  private static boolean isReset(Throwable failure) {
    Errno errno = Errno.of(failure).orElse(null);
    return errno == Errno.ECONNRESET || errno == Errno.EPIPE;
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

  /** Returns the message of a failure of TLS or of the connection, in one line. */
  static String reason(Throwable failure) {
    if (isNotTls(failure)) {
      return "the peer sent data that is not TLS";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : SafeText.line(message);
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
