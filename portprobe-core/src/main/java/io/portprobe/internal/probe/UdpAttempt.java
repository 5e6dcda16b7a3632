package io.portprobe.internal.probe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.internal.dialogue.DialogueSession;
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.internal.io.ChannelBackend;
import io.portprobe.internal.net.Datagrams;
import io.portprobe.internal.net.Errno;
import io.portprobe.internal.net.Verdict.Answer;
import io.portprobe.internal.net.Verdicts;
import io.portprobe.spi.Step;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An attempt over UDP: sends the datagrams of a protocol or a payload, and retransmits while no
 * matching reply is received: after half a second, then every second, because a host that
 * rate-limits its ICMP errors sends one a second. A dialogue may replace the datagrams to send.
 */
final class UdpAttempt extends AddressAttempt {
  private static final long FIRST_RETRANSMISSION_MILLIS = 500;
  private static final long RETRANSMISSION_MILLIS = 1_000;

  /** Most datagrams to send again at once because of a smaller path MTU; each router has one. */
  private static final int MAX_RESENDS = 8;

  private @Nullable DialogueSession session;

  /** What each retransmission sends, in turn. */
  private List<List<ByteBuffer>> rounds = List.of();

  private int round;
  private @Nullable Future<?> retransmission;
  private boolean matched;
  private int resends;
  private int replies;
  private int lastReplySize;
  private boolean overTcp;
  private AddressFilter.@Nullable Pending tcpDecision;
  private @Nullable TcpContinuation continuation;

  UdpAttempt(AttemptContext context, InetSocketAddress remote, Listener listener) {
    super(context, remote, listener);
  }

  @Override
  Channel newChannel(ChannelBackend backend, SocketProtocolFamily family) {
    DatagramChannel channel = backend.datagram(family);
    channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(2 * Datagrams.LARGEST));
    channel.pipeline().addLast(new ReplyHandler());
    return channel;
  }

  @Override
  void onConnected(Channel connected) {
    sent = 0;
    ProtocolRegistry.Entry protocol = settings.speech().protocol();
    if (protocol == null) {
      sendRepeatedly(connected, List.of(settings.speech().payload()));
      return;
    }
    session = new DialogueSession(protocol, context.dialogueContext(remote));
    perform(connected, session, session.start());
    if (sent == 0) { // another payload would not show whether the protocol is spoken
      endLocally(
          session.reasonUnsent(), session.report().flatMap(DialogueReport::failure).orElse(null));
    }
  }

  @Override
  void expireConnected() {
    if (replies == 0 && hadTooLittleTime()) {
      endWithTooLittleTime();
      return;
    }
    if (session == null) {
      answer(verdict(), null);
      return;
    }
    if (continuation != null) {
      continuation.expire();
      return;
    }
    if (overTcp) {
      endContinued(session, Cause.TCP_UNAVAILABLE, "over TCP: the target policy did not return");
      return;
    }
    session.end(
        Cause.DEADLINE,
        replies == 0
            ? noReply()
            : "the deadline expired after "
                + replies
                + (replies == 1
                    ? " reply, which did not complete the protocol"
                    : " replies, none of which completed the protocol"));
    answer(verdict(), report());
  }

  @Override
  void abort() {
    super.abort();
    if (tcpDecision != null) {
      tcpDecision.cancel();
    }
    if (continuation != null) {
      continuation.abort();
    }
  }

  private @Nullable DialogueReport report() {
    return session == null ? null : session.report().orElse(null);
  }

  /** Returns what the datagrams received until now prove. */
  private Answer verdict() {
    if (matched) {
      return listening(Reason.REPLIED);
    }
    return replies > 0
        ? listening(Reason.UNEXPECTED_REPLY)
        : Answer.silence(settings.endpoint().transport(), noReply() + unseen());
  }

  private Answer listening(Reason reason) {
    return Answer.of(PortState.LISTENING, reason, "a reply of " + lastReplySize + " bytes");
  }

  private String noReply() {
    return "no reply to " + sent + (sent == 1 ? " datagram" : " datagrams");
  }

  private String unseen() {
    return context.loops().backend().receivesIcmpErrors() ? "" : Verdicts.UNSEEN_ON_NIO;
  }

  private void receive(Channel channel, ByteBuf bytes) {
    replies++;
    lastReplySize = bytes.readableBytes();
    markAnswered();
    if (session == null || session.hasEnded()) {
      matched = true; // a plain payload has no reply that would not match
      answer(verdict(), report());
      return;
    }
    Step step = session.received(bytes.nioBuffer());
    boolean completed = session.report().filter(r -> r.cause() == Cause.COMPLETED).isPresent();
    matched |= completed || (step != null && !(step instanceof Step.Await));
    if (matched && settings.speech().stateOnly()) {
      answer(verdict(), report());
    } else {
      perform(channel, session, step);
    }
  }

  private void perform(Channel channel, DialogueSession dialogue, @Nullable Step first) {
    List<ByteBuffer> toSend = new ArrayList<>();
    Step step = first;
    while (step instanceof Step.Send send) {
      toSend.add(send.bytes());
      step = dialogue.sent(send);
    }
    if (!toSend.isEmpty()) {
      sendRepeatedly(channel, toSend);
    }
    if (step instanceof Step.Poll poll) {
      rounds = poll.datagrams().stream().map(List::of).toList();
      round = 0;
      scheduleRetransmission(
          channel, replies == 0 ? FIRST_RETRANSMISSION_MILLIS : RETRANSMISSION_MILLIS);
    }
    if (step instanceof Step.ContinueOverTcp) {
      continueOverTcp(dialogue);
    } else if (step == null && replies > 0) {
      answer(verdict(), report());
    }
  }

  private void continueOverTcp(DialogueSession dialogue) {
    overTcp = true;
    tcpDecision =
        context
            .filter()
            .decide(
                Transport.TCP,
                remote,
                loop,
                denial -> {
                  if (isOver()) {
                    return;
                  }
                  if (denial.isPresent()) {
                    endContinued(
                        dialogue,
                        Cause.TCP_UNAVAILABLE,
                        "over TCP " + remote.getAddress().getHostAddress() + " " + denial.get());
                  } else {
                    openTcp(dialogue);
                  }
                });
  }

  private void openTcp(DialogueSession dialogue) {
    closeSocket(
        () -> {
          if (isOver()) {
            listener.onSocketsClosed(this);
          } else {
            continuation = new TcpContinuation(dialogue);
            continuation.start();
          }
        });
  }

  /**
   * Ends the attempt with the state that the datagrams proved. The result over TCP does not change
   * it.
   */
  private void endContinued(DialogueSession dialogue, Cause cause, String why) {
    dialogue.end(cause, why); // no effect if it has ended already
    answer(verdict(), report());
  }

  private void sendRepeatedly(Channel channel, List<ByteBuffer> toSend) {
    rounds = List.of(toSend);
    round = 0;
    send(channel, toSend);
    scheduleRetransmission(channel, FIRST_RETRANSMISSION_MILLIS);
  }

  private void scheduleRetransmission(Channel channel, long millis) {
    if (retransmission != null) {
      retransmission.cancel(false);
    }
    retransmission =
        loop.schedule(
            () -> {
              if (!isOver() && !overTcp && channel.isActive()) {
                send(channel, rounds.get(round++ % rounds.size()));
                scheduleRetransmission(channel, RETRANSMISSION_MILLIS);
              }
            },
            millis,
            TimeUnit.MILLISECONDS);
  }

  private void send(Channel channel, List<ByteBuffer> datagrams) {
    for (ByteBuffer datagram : datagrams) {
      sent++;
      channel
          .writeAndFlush(Unpooled.wrappedBuffer(datagram.duplicate()))
          .addListener(
              written -> {
                if (!written.isSuccess() && replies == 0) {
                  onError(channel, written.cause());
                }
              });
    }
  }

  /**
   * Handles an error of the socket. ICMP fragmentation needed (RFC 1191) and packet too big (RFC
   * 8201) say nothing about the port: the kernel knows the smaller path MTU by now, and fragments.
   */
  private void onError(Channel channel, Throwable error) {
    boolean tooBig = Errno.of(error).filter(errno -> errno == Errno.EMSGSIZE).isPresent();
    if (tooBig && resends < MAX_RESENDS) {
      resends++;
      resend(channel);
    } else {
      onSocketError(error);
    }
  }

  private void resend(Channel channel) {
    loop.execute(
        () -> {
          if (!isOver() && !overTcp && channel.isActive() && !rounds.isEmpty()) {
            send(channel, rounds.get(Math.max(0, round - 1) % rounds.size()));
          }
        });
  }

  /** The rest of the dialogue over TCP. Its end is the end of the attempt. */
  private final class TcpContinuation implements Listener {
    private final DialogueSession dialogue;
    private final TcpAttempt attempt;

    TcpContinuation(DialogueSession dialogue) {
      this.dialogue = dialogue;
      this.attempt = new TcpAttempt(context.overTcp(), remote, this, dialogue);
    }

    void start() {
      attempt.start();
    }

    void expire() {
      attempt.expire();
    }

    void abort() {
      attempt.abort();
    }

    @Override
    public void onAnswer(AddressAttempt attempt, Attempt answer) {
      String state = answer.state().description() + ", " + answer.reason().description();
      Cause cause = answer.reason() == Reason.TIMED_OUT ? Cause.DEADLINE : Cause.TCP_UNAVAILABLE;
      endContinued(
          dialogue, cause, "over TCP the port is " + state + " (" + answer.evidence() + ")");
    }

    @Override
    public void onLocalFault(AddressAttempt attempt, String what, @Nullable Throwable cause) {
      endContinued(dialogue, Cause.TCP_UNAVAILABLE, "over TCP: " + what);
    }

    @Override
    public void onShortage(AddressAttempt attempt, String what, Throwable cause) {
      onLocalFault(attempt, what, cause);
      listener.onSocketsClosed(UdpAttempt.this);
    }

    @Override
    public void onInternalError(AddressAttempt attempt, Throwable defect) {
      endWithInternalError(defect);
    }

    @Override
    public void onSocketsClosed(AddressAttempt attempt) {
      listener.onSocketsClosed(UdpAttempt.this);
    }
  }

  /** Receives datagrams and errors of the socket. */
  private final class ReplyHandler extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      try {
        if (!isOver() && !overTcp) {
          receive(ctx.channel(), ((DatagramPacket) message).content());
        }
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      if (retransmission != null) {
        retransmission.cancel(false);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      if (!(cause instanceof IOException)) {
        endWithInternalError(cause);
      } else if (replies == 0) {
        onError(ctx.channel(), cause); // an ICMP error after a reply changes nothing
      }
    }
  }
}
