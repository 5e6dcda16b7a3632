package io.portprobe.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketProtocolFamily;
import io.portprobe.Attempt;
import io.portprobe.Endpoint;
import io.portprobe.TargetPolicy;
import io.portprobe.internal.io.InboundHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpAttemptTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final List<Throwable> defects = new ArrayList<>();

  /** The errors that Netty would log, since no handler took them. */
  private final List<Throwable> notTaken = new ArrayList<>();

  private LoopbackServer server;
  private Channel channel;

  @BeforeEach
  void createChannel() throws Exception {
    server = new LoopbackServer();
    AttemptContext context =
        new AttemptContext(
            new ProbeSettings(
                Endpoint.tcp("127.0.0.1", server.address().getPort()), TIMEOUT, 1_000),
            server.loop,
            server.loops,
            new AddressFilter(TargetPolicy.anywhere(), server.loops.threads().deciding()),
            System.nanoTime(),
            System.nanoTime() + TIMEOUT.toNanos(),
            () -> 1);
    TcpAttempt attempt = new TcpAttempt(context, server.address(), new Results());
    channel = attempt.newChannel(server.loops.backend(), SocketProtocolFamily.INET);
    server.loop.register(channel).get(60, TimeUnit.SECONDS);
    channel.pipeline().addLast(new Recorder());
  }

  @AfterEach
  void close() throws Exception {
    channel.close().get(60, TimeUnit.SECONDS);
    server.close();
  }

  /** Records the defects. */
  private final class Results implements AddressAttempt.Listener {
    @Override
    public void onAnswer(AddressAttempt attempt, Attempt answer) {}

    @Override
    public void onLocalFault(AddressAttempt attempt, String what, @Nullable Throwable cause) {}

    @Override
    public void onShortage(AddressAttempt attempt, String what, Throwable cause) {}

    @Override
    public void onInternalError(AddressAttempt attempt, Throwable defect) {
      defects.add(defect);
    }

    @Override
    public void onSocketsClosed(AddressAttempt attempt) {}
  }

  private final class Recorder extends InboundHandler {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      notTaken.add(cause);
    }
  }

  private void fire(Throwable error) throws Exception {
    server.onLoop(() -> channel.pipeline().fireExceptionCaught(error));
  }

  @Test
  void errorOfTheSocketWithoutDialogue_isNotLogged() throws Exception {
    fire(new IOException("reset"));

    assertThat(notTaken).isEmpty();
    assertThat(defects).isEmpty();
  }

  @Test
  void defectWithoutDialogue_endsTheAttempt() throws Exception {
    IllegalStateException defect = new IllegalStateException("defect");
    fire(defect);

    assertThat(notTaken).isEmpty();
    assertThat(defects).containsExactly(defect);
  }
}
