package io.portprobe.internal.probe;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.util.concurrent.Future;
import io.portprobe.DialogueReport;
import io.portprobe.internal.dialogue.DialogueSession;
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.internal.dialogue.TcpDialogueHandler;
import io.portprobe.internal.dialogue.TlsOnlyProtocol;
import io.portprobe.internal.io.ChannelBackend;
import io.portprobe.internal.io.InboundHandler;
import io.portprobe.internal.net.Verdicts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An attempt over TCP: connects, then runs the dialogue, if there is one. */
final class TcpAttempt extends AddressAttempt {
  /**
   * Reads once in each turn of the event loop, so that the deadlines of other probes do not wait
   * while a peer floods this one.
   */
  private static final RecvByteBufAllocator ONE_READ =
      new AdaptiveRecvByteBufAllocator().maxMessagesPerRead(1);

  private static final String LAST = "last";

  private final @Nullable DialogueSession continued;
  private final boolean tls;
  private @Nullable NextConnection next;
  private @Nullable TcpDialogueHandler dialogue;
  private @Nullable Future<?> holdTimer;
  private long connectedNanos;
  private long closedNanos = -1;

  TcpAttempt(AttemptContext context, InetSocketAddress remote, Listener listener) {
    super(context, remote, listener);
    this.continued = null;
    this.tls = settings.speech().tls();
  }

  /**
   * Creates an attempt that continues a dialogue.
   *
   * @param tls whether TLS starts with the connection
   */
  TcpAttempt(
      AttemptContext context,
      InetSocketAddress remote,
      Listener listener,
      DialogueSession continued,
      boolean tls) {
    super(context, remote, listener);
    this.continued = continued;
    this.tls = tls;
  }

  @Override
  Channel newChannel(ChannelBackend backend, SocketProtocolFamily family) {
    SocketChannel channel = backend.stream(family);
    channel
        .config()
        .setAutoRead(false) // bytes wait in the kernel until the dialogue reads them
        .setConnectTimeoutMillis(0) // the probe has its own deadline
        .setRecvByteBufAllocator(ONE_READ)
        .setOption(ChannelOption.TCP_NODELAY, true);
    channel.pipeline().addLast(new DeadlineGate(context.deadlineNanos()));
    channel.pipeline().addLast(LAST, new LastHandler());
    // Otherwise Netty closes a refused socket before its error queue can be read.
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    return channel;
  }

  @Override
  void onConnected(Channel connected) {
    markAnswered();
    connected.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
    connectedNanos = System.nanoTime();
    connected.pipeline().addBefore(LAST, null, new CloseWatch());
    if (continued != null) {
      TcpDialogueHandler handler = addHandler(connected, continued);
      if (tls) {
        handler.startSecured();
      } else {
        handler.resume();
      }
      return;
    }
    ProtocolRegistry.Entry spoken = settings.speech().protocol();
    ProtocolRegistry.Entry protocol = spoken == null && tls ? TlsOnlyProtocol.entry() : spoken;
    if (protocol == null || settings.speech().stateOnly()) {
      if (settings.sockets().closeByReset()) {
        connected.config().setOption(ChannelOption.SO_LINGER, 0);
      }
      Duration hold = settings.sockets().holdOpen();
      if (hold.isZero()) {
        answer(Verdicts.ACCEPTED, null);
      } else {
        holdOpen(connected, hold);
      }
      return;
    }
    DialogueSession session =
        new DialogueSession(protocol, context.dialogueContext(remote, socket.local()));
    DialogueReport misuse = session.misuse().orElse(null);
    if (misuse != null) {
      endLocally(misuse.note(), misuse.failure().orElse(null));
      return;
    }
    TcpDialogueHandler handler = addHandler(connected, session);
    if (tls) {
      handler.startSecured();
    } else {
      handler.start();
    }
  }

  private void holdOpen(Channel connected, Duration time) {
    connected.pipeline().addBefore(LAST, null, new HeldConnection(this::endHold));
    holdTimer = loop.schedule(this::endHold, time.toNanos(), TimeUnit.NANOSECONDS);
    connected.read();
  }

  private void endHold() {
    answer(Verdicts.ACCEPTED, null);
    cancelHoldTimer();
  }

  private void cancelHoldTimer() {
    if (holdTimer != null) {
      holdTimer.cancel(false);
    }
  }

  @Override
  void abort() {
    super.abort();
    cancelHoldTimer();
    if (next != null) {
      next.abort();
    }
  }

  @Override
  void markReset() {
    connectedNanos = System.nanoTime();
    closedNanos = connectedNanos;
  }

  @Override
  Optional<Duration> closedAfter() {
    return closedNanos < 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(closedNanos - connectedNanos));
  }

  /** Records when the peer ended the connection, before the dialogue is notified. */
  private final class CloseWatch extends InboundHandler {
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      record();
      ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      if (cause instanceof IOException) {
        record();
      }
      ctx.fireExceptionCaught(cause);
    }

    private void record() {
      if (closedNanos < 0 && !isOver()) {
        closedNanos = System.nanoTime();
      }
    }
  }

  /**
   * Ends the pipeline: Netty logs an error that no handler takes. An error of a socket that failed
   * to connect, or whose state is known, changes nothing.
   */
  private final class LastHandler extends InboundHandler {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      if (!(cause instanceof IOException)) {
        endWithInternalError(cause);
      }
    }
  }

  private TcpDialogueHandler addHandler(Channel connected, DialogueSession session) {
    TcpDialogueHandler handler =
        new TcpDialogueHandler(
            session,
            settings.spokenWith(),
            settings.speech().tlsSettings(),
            context.loops().threads().computing(),
            new Continuation());
    dialogue = handler;
    connected.pipeline().addBefore(LAST, null, handler);
    return handler;
  }

  @Override
  void expireConnected() {
    if (next != null) {
      next.expire();
    } else if (dialogue == null) {
      endHold();
    } else {
      dialogue.expire();
    }
  }

  private void endWith(DialogueSession session) {
    answer(Verdicts.ACCEPTED, session.report().orElse(null));
  }

  /** Ends the attempt, or continues the dialogue on another connection. */
  private final class Continuation implements TcpDialogueHandler.Listener {
    @Override
    public void onEnded(DialogueSession session) {
      endWith(session);
    }

    @Override
    public void onReconnect(DialogueSession session, boolean overTls) {
      NextConnection opened =
          new NextConnection(
              context,
              remote,
              session,
              overTls,
              "on a new connection",
              TcpAttempt.this,
              (cause, why) -> {
                session.end(cause, why); // no effect if it has ended already
                endWith(session);
              });
      next = opened;
      socket.closeThen(
          () -> {
            if (isOver()) {
              listener.onSocketsClosed(TcpAttempt.this);
            } else {
              opened.start();
            }
          });
    }
  }
}
