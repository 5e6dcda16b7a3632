package io.portprobe.internal.probe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
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
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.net.Datagrams;
import io.portprobe.internal.net.Verdict.Answer;
import io.portprobe.spi.Step;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the question of a protocol, or a payload, and sends it again while nothing fitting comes
 * back: after half a second, then every second, since a host that limits its ICMP errors sends one
 * a second. A dialogue may have something else sent then.
 */
final class UdpAttempt extends AddressAttempt {
  private static final long FIRST_RETRANSMISSION_MILLIS = 500;
  private static final long RETRANSMISSION_MILLIS = 1_000;

  private @Nullable DialogueSession session;
  private List<ByteBuffer> question = List.of();
  private @Nullable Future<?> retransmission;
  private boolean fitting;
  private int replies;
  private int lastReplySize;
  private boolean onStream;
  private @Nullable Sequel sequel;

  UdpAttempt(
      ProbeSettings settings,
      InetSocketAddress remote,
      EventLoop loop,
      ClientEventLoops loops,
      Owner owner) {
    super(settings, remote, loop, loops, owner);
  }

  @Override
  Channel newChannel(ChannelBackend backend, SocketProtocolFamily family) {
    DatagramChannel channel = backend.datagram(family);
    channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(2 * Datagrams.LARGEST));
    channel.pipeline().addLast(new Replies());
    return channel;
  }

  @Override
  void connected(Channel connected) {
    sent = 0;
    ProtocolRegistry.Entry protocol = settings.speech().protocol();
    if (protocol != null) {
      session = new DialogueSession(protocol, settings.dialogueContext(remote));
      perform(connected, session, session.start());
    }
    if (sent == 0) { // no protocol, or one whose dialogue failed before it had asked anything
      ask(connected, List.of(settings.speech().payload()));
    }
  }

  @Override
  void expireConnected() {
    if (session == null) {
      answer(soFar(), null);
      return;
    }
    if (sequel != null) {
      sequel.expire();
      return;
    }
    session.end(
        Cause.DEADLINE,
        replies == 0 ? noReply() : "the deadline came after " + replies + " replies");
    answer(soFar(), report());
  }

  @Override
  void abort() {
    super.abort();
    if (sequel != null) {
      sequel.abort();
    }
  }

  private @Nullable DialogueReport report() {
    return session == null ? null : session.report().orElse(null);
  }

  private Answer soFar() {
    if (fitting) {
      return listening(Reason.REPLIED);
    }
    return replies > 0
        ? listening(Reason.UNEXPECTED_REPLY)
        : Answer.silence(settings.endpoint().transport(), noReply());
  }

  private Answer listening(Reason reason) {
    return Answer.of(PortState.LISTENING, reason, "a reply of " + lastReplySize + " bytes");
  }

  private String noReply() {
    return "no reply to " + sent + (sent == 1 ? " datagram" : " datagrams");
  }

  private void received(Channel channel, ByteBuf bytes) {
    replies++;
    lastReplySize = bytes.readableBytes();
    markAnswered();
    if (session == null || session.isOver()) {
      fitting = true; // nothing was asked that it could fail to fit
      answer(soFar(), report());
      return;
    }
    Step step = session.received(bytes.nioBuffer());
    boolean finished = session.report().filter(r -> r.cause() == Cause.COMPLETED).isPresent();
    fitting |= finished || (step != null && !(step instanceof Step.Await));
    if (fitting && settings.speech().stateOnly()) {
      answer(soFar(), report());
    } else {
      perform(channel, session, step);
    }
  }

  private void perform(Channel channel, DialogueSession talking, @Nullable Step first) {
    List<ByteBuffer> datagrams = new ArrayList<>();
    Step step = first;
    while (step instanceof Step.Send send) {
      datagrams.add(send.bytes());
      step = talking.after(send);
    }
    if (!datagrams.isEmpty()) {
      ask(channel, datagrams);
    }
    if (step instanceof Step.Poll remind) {
      question = List.of(remind.bytes());
      schedule(channel, RETRANSMISSION_MILLIS);
    }
    if (step instanceof Step.ContinueOverTcp) {
      goOnOverTcp(talking);
    } else if (step == null && replies > 0) {
      answer(soFar(), report());
    } else if (datagrams.isEmpty() && replies == 0) {
      talking.end(Cause.NOTHING_SENT, "it asked nothing, and over UDP the question is the probe");
    }
  }

  private void goOnOverTcp(DialogueSession talking) {
    Optional<String> denial = owner.denial(Transport.TCP, remote);
    if (denial.isPresent()) {
      endOnStream(
          talking,
          Cause.TCP_UNAVAILABLE,
          "over TCP " + remote.getAddress().getHostAddress() + " " + denial.get());
      return;
    }
    onStream = true;
    letGo(
        () -> {
          if (isOver()) {
            owner.socketsClosed(this);
          } else {
            sequel = new Sequel(talking);
            sequel.start();
          }
        });
  }

  /** The state stands by the datagrams, whatever became of the stream. */
  private void endOnStream(DialogueSession talking, Cause cause, String why) {
    talking.end(cause, why); // unless it has come to an end of its own
    answer(soFar(), report());
  }

  private void ask(Channel channel, List<ByteBuffer> datagrams) {
    question = datagrams;
    send(channel);
    schedule(channel, FIRST_RETRANSMISSION_MILLIS);
  }

  private void schedule(Channel channel, long millis) {
    if (retransmission != null) {
      retransmission.cancel(false);
    }
    retransmission =
        loop.schedule(
            () -> {
              if (!isOver() && !onStream && channel.isActive()) {
                send(channel);
                schedule(channel, RETRANSMISSION_MILLIS);
              }
            },
            millis,
            TimeUnit.MILLISECONDS);
  }

  private void send(Channel channel) {
    for (ByteBuffer datagram : question) {
      sent++;
      channel
          .writeAndFlush(Unpooled.wrappedBuffer(datagram.duplicate()))
          .addListener(
              written -> {
                if (!written.isSuccess() && replies == 0) {
                  failed(written.cause());
                }
              });
    }
  }

  /** The stream that the conversation goes on over; its end is the end of the attempt. */
  private final class Sequel implements Owner {
    private final DialogueSession talking;
    private final TcpAttempt stream;

    Sequel(DialogueSession talking) {
      this.talking = talking;
      this.stream = new TcpAttempt(settings.overTcp(), remote, loop, loops, this, talking);
    }

    void start() {
      stream.start();
    }

    void expire() {
      stream.expire();
    }

    void abort() {
      stream.abort();
    }

    @Override
    public void answered(AddressAttempt attempt, Attempt answer) {
      String words = answer.state().description() + ", " + answer.reason().description();
      Cause cause = answer.reason() == Reason.TIMED_OUT ? Cause.DEADLINE : Cause.TCP_UNAVAILABLE;
      endOnStream(talking, cause, "over TCP the port is " + words + " (" + answer.evidence() + ")");
    }

    @Override
    public void faulted(AddressAttempt attempt, String what, @Nullable Throwable cause) {
      endOnStream(talking, Cause.TCP_UNAVAILABLE, "over TCP: " + what);
    }

    @Override
    public void socketsClosed(AddressAttempt attempt) {
      owner.socketsClosed(UdpAttempt.this);
    }

    @Override
    public void broken(AddressAttempt attempt, Throwable defect) {
      UdpAttempt.this.broken(defect);
    }

    @Override
    public Optional<String> denial(Transport transport, InetSocketAddress address) {
      return owner.denial(transport, address);
    }
  }

  private final class Replies extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      try {
        if (!isOver() && !onStream) {
          received(ctx.channel(), ((DatagramPacket) message).content());
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
        broken(cause);
      } else if (replies == 0) {
        failed(cause); // an ICMP error behind a reply changes nothing
      }
    }
  }
}
