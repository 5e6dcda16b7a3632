package io.portprobe.internal.probe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.util.ReferenceCountUtil;
import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.internal.dialogue.DialogueSession;
import io.portprobe.internal.dialogue.FirstBytes;
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.internal.dialogue.SilenceTimer;
import io.portprobe.internal.io.ChannelBackend;
import io.portprobe.internal.io.InboundHandler;
import io.portprobe.internal.net.Datagrams;
import io.portprobe.internal.net.Verdict.Answer;
import io.portprobe.internal.net.Verdicts;
import io.portprobe.spi.Step;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An attempt over UDP: sends the datagrams of a protocol or a payload, and retransmits while no
 * matching reply is received. A dialogue may replace the datagrams to send, or continue over TCP.
 */
final class UdpAttempt extends AddressAttempt {
  private final Retransmitter retransmitter;
  private @Nullable DialogueSession session;
  private boolean matched;
  private int replies;
  private int lastReplySize;
  private @Nullable TcpContinuation overTcp;
  private @Nullable SilenceTimer silence;
  private final FirstBytes firstBytes = new FirstBytes();

  /**
   * The socket that receives replies from other ports; null if the protocol has no such replies.
   */
  private @Nullable AnyPortSocket anyPort;

  /** The address and port that the first matching reply came from; null until then. */
  private @Nullable InetSocketAddress conversation;

  UdpAttempt(AttemptContext context, InetSocketAddress remote, Listener listener) {
    super(context, remote, listener);
    this.retransmitter = new Retransmitter(loop, new Sending());
  }

  @Override
  Channel newChannel(ChannelBackend backend, SocketProtocolFamily family) {
    DatagramChannel channel = backend.datagram(family);
    channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(2 * Datagrams.LARGEST));
    channel.pipeline().addLast(new DeadlineGate(context.deadlineNanos()), new ReplyHandler());
    ProtocolRegistry.Entry protocol = settings.speech().protocol();
    if (protocol != null && protocol.repliesFromAnyPort()) {
      channel.config().setReuseAddress(true); // a second socket shares the local port
    }
    return channel;
  }

  @Override
  void onConnected(Channel connected) {
    ProtocolRegistry.Entry protocol = settings.speech().protocol();
    if (protocol == null) {
      retransmitter.send(connected, List.of(settings.speech().payload()));
      return;
    }
    if (!protocol.repliesFromAnyPort()) {
      startDialogue(connected, protocol);
      return;
    }
    AnyPortSocket other = new AnyPortSocket(remote.getAddress(), this::receiveFromOtherPort);
    anyPort = other;
    connected.closeFuture().addListener(closed -> other.close());
    other.open(
        context.loops().backend(),
        loop,
        (InetSocketAddress) connected.localAddress(),
        failure -> {
          if (isOver()) {
            other.close();
          } else if (failure == null) {
            startDialogue(connected, protocol);
          } else {
            endLocally(
                "the socket for replies from other ports was not opened: " + failure.getMessage(),
                failure);
          }
        });
  }

  private void startDialogue(Channel connected, ProtocolRegistry.Entry protocol) {
    DialogueSession started =
        new DialogueSession(protocol, context.dialogueContext(remote, socket.local()));
    session = started;
    silence = new SilenceTimer(() -> onSilence(connected, started));
    perform(connected, started, started.start());
    if (sends() == 0) { // another payload would not show whether the protocol is spoken
      endLocally(
          started.reasonUnsent(), started.report().flatMap(DialogueReport::failure).orElse(null));
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
    if (overTcp != null) {
      overTcp.expire();
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
    if (overTcp != null) {
      overTcp.abort();
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
    InetSocketAddress source = conversation;
    String from =
        source == null || source.getPort() == remote.getPort()
            ? ""
            : " from port " + source.getPort();
    return Answer.of(PortState.LISTENING, reason, "a reply of " + lastReplySize + " bytes" + from);
  }

  private String noReply() {
    return "no reply to " + sends() + (sends() == 1 ? " datagram" : " datagrams");
  }

  private String unseen() {
    return context.loops().backend().receivesIcmpErrors() ? "" : Verdicts.UNSEEN_ON_NIO;
  }

  /** Receives a datagram from another port of the probed address. */
  private void receiveFromOtherPort(InetSocketAddress sender, ByteBuf bytes) {
    Channel other = anyPort == null ? null : anyPort.channel();
    if (other != null && session != null && isReceiving()) {
      receive(other, sender, bytes);
    }
  }

  private void receive(Channel channel, InetSocketAddress sender, ByteBuf bytes) {
    if (conversation != null && !conversation.equals(sender)) {
      return; // RFC 1350 section 4: the conversation is with another port
    }
    replies++;
    firstBytes.append(bytes.nioBuffer());
    lastReplySize = bytes.readableBytes();
    markAnswered();
    if (session == null || session.hasEnded()) {
      matched = true; // a plain payload has no reply that would not match
      answer(verdict(), report());
      return;
    }
    Step step = session.received(bytes.nioBuffer());
    boolean matches = spoken(session) || (step != null && !(step instanceof Step.Await));
    matched |= matches;
    if (matches) {
      conversation = sender;
    }
    if (matched && settings.speech().stateOnly()) {
      answer(verdict(), report());
    } else {
      perform(channel, session, step);
    }
  }

  private static boolean spoken(DialogueSession dialogue) {
    return dialogue
        .report()
        .filter(r -> r.cause() == Cause.COMPLETED || r.cause() == Cause.REFUSED)
        .isPresent();
  }

  private void onSilence(Channel channel, DialogueSession dialogue) {
    if (isReceiving()) {
      perform(channel, dialogue, dialogue.silent());
    }
  }

  private void perform(Channel channel, DialogueSession dialogue, @Nullable Step first) {
    List<ByteBuffer> toSend = new ArrayList<>();
    SilenceTimer timer = Objects.requireNonNull(silence, "silence");
    Step step = first;
    timer.apply(loop, step);
    while (step instanceof Step.Send send) {
      toSend.add(send.bytes());
      step = dialogue.sent(send);
      timer.apply(loop, step);
    }
    if (!toSend.isEmpty()) {
      retransmitter.send(channel, toSend);
    }
    if (step instanceof Step.Poll poll) {
      retransmitter.replace(
          channel,
          poll.datagrams(),
          replies == 0 ? Retransmitter.FIRST_MILLIS : Retransmitter.LATER_MILLIS);
    }
    if (step instanceof Step.More && toSend.isEmpty()) {
      retransmitter.cancel();
    }
    if (step instanceof Step.ContinueOverTcp) {
      continueOverTcp(dialogue);
    } else if (step == null && (replies > 0 || spoken(dialogue))) {
      answer(verdict(), report());
    }
  }

  private void continueOverTcp(DialogueSession dialogue) {
    TcpContinuation continuation =
        new TcpContinuation(
            context, remote, dialogue, this, (cause, why) -> endContinued(dialogue, cause, why));
    overTcp = continuation;
    continuation.start();
  }

  /** Returns whether the attempt continues over UDP. */
  private boolean isReceiving() {
    return !isOver() && overTcp == null;
  }

  /**
   * Ends the attempt with the state that the datagrams proved. The result over TCP does not change
   * it.
   */
  private void endContinued(DialogueSession dialogue, Cause cause, String why) {
    dialogue.end(cause, why); // no effect if it has ended already
    answer(verdict(), report());
  }

  /** Decides about the datagrams to send. */
  private final class Sending implements Retransmitter.Listener {
    @Override
    public boolean isSending() {
      return isReceiving();
    }

    @Override
    public Object message(Channel channel, ByteBuffer datagram) {
      ByteBuf bytes = Unpooled.wrappedBuffer(datagram.duplicate());
      return anyPort != null && channel == anyPort.channel()
          ? new DatagramPacket(bytes, Objects.requireNonNull(conversation, "conversation"))
          : bytes;
    }

    @Override
    public void onNotWritten(Channel channel, Throwable error) {
      onError(channel, error);
    }
  }

  @Override
  int sends() {
    return retransmitter.sent();
  }

  @Override
  ByteBuffer firstBytes() {
    return firstBytes.copy();
  }

  /** Handles an error of the socket. An error after a reply changes nothing. */
  private void onError(Channel channel, Throwable error) {
    if (replies == 0 && !retransmitter.resendIfTooBig(channel, error)) {
      onSocketError(error);
    }
  }

  /** Receives datagrams and errors of the socket. */
  private final class ReplyHandler extends InboundHandler {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      try {
        if (isReceiving()) {
          receive(ctx.channel(), remote, ((DatagramPacket) message).content());
        }
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      retransmitter.cancel();
      if (silence != null) {
        silence.cancel();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      if (!(cause instanceof IOException)) {
        endWithInternalError(cause);
      } else {
        onError(ctx.channel(), cause);
      }
    }
  }
}
