package io.portprobe.internal.probe;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.portprobe.internal.dialogue.DialogueSession;
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.internal.dialogue.TcpDialogueHandler;
import io.portprobe.internal.io.ChannelBackend;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.net.Verdicts;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Connects; then holds the dialogue, if there is one. */
final class TcpAttempt extends AddressAttempt {
  private final @Nullable DialogueSession begun;
  private @Nullable TcpDialogueHandler conversation;

  TcpAttempt(
      ProbeSettings settings,
      InetSocketAddress remote,
      EventLoop loop,
      ClientEventLoops loops,
      Owner owner) {
    super(settings, remote, loop, loops, owner);
    this.begun = null;
  }

  /** Goes on with a dialogue that was begun over UDP. */
  TcpAttempt(
      ProbeSettings settings,
      InetSocketAddress remote,
      EventLoop loop,
      ClientEventLoops loops,
      Owner owner,
      DialogueSession begun) {
    super(settings, remote, loop, loops, owner);
    this.begun = begun;
  }

  @Override
  Channel newChannel(ChannelBackend backend, SocketProtocolFamily family) {
    SocketChannel channel = backend.stream(family);
    channel
        .config()
        .setAutoRead(false) // bytes wait in the kernel until the dialogue asks for them
        .setConnectTimeoutMillis(0) // the deadline is the probe's
        .setOption(ChannelOption.TCP_NODELAY, true);
    // Else Netty closes a refused socket before its error queue can be read.
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    return channel;
  }

  @Override
  void connected(Channel connected) {
    markAnswered();
    connected.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
    if (begun != null) {
      converse(connected, begun).goOn();
      return;
    }
    ProtocolRegistry.Entry protocol = settings.speech().protocol();
    if (protocol == null || settings.speech().stateOnly()) {
      if (settings.sockets().closeByReset()) {
        connected.config().setOption(ChannelOption.SO_LINGER, 0);
      }
      answer(Verdicts.ACCEPTED, null);
      return;
    }
    DialogueSession session = new DialogueSession(protocol, settings.dialogueContext(remote));
    converse(connected, session).begin();
  }

  private TcpDialogueHandler converse(Channel connected, DialogueSession session) {
    TcpDialogueHandler talking =
        new TcpDialogueHandler(
            session, settings.endpoint(), settings.speech().tls(), this::dialogueEnded);
    conversation = talking;
    connected.pipeline().addLast(talking);
    return talking;
  }

  @Override
  void expireConnected() {
    if (conversation == null) {
      answer(Verdicts.ACCEPTED, null);
    } else {
      conversation.expire();
    }
  }

  private void dialogueEnded(DialogueSession session) {
    answer(Verdicts.ACCEPTED, session.report().orElse(null));
  }
}
