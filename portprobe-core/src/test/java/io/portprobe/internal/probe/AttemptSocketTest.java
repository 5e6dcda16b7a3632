package io.portprobe.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.portprobe.internal.io.ChannelBackend;
import io.portprobe.internal.net.FailureClassifier.Phase;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttemptSocketTest {

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private LoopbackServer server;

  @BeforeEach
  void listen() throws Exception {
    server = new LoopbackServer();
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  /** Records the events of a socket. */
  private class Events implements AttemptSocket.Listener {
    @Override
    public Channel newChannel(ChannelBackend backend, SocketProtocolFamily family) {
      return backend.stream(family);
    }

    @Override
    public void onNotCreated(RuntimeException error) {
      events.add("not created: " + error.getMessage());
    }

    @Override
    public void onFirstConnect() {
      events.add("first connect");
    }

    @Override
    public void onFirstConnectCalled() {}

    @Override
    public void onConnected(Channel connected) {
      events.add("connected");
    }

    @Override
    public void onError(Throwable error) {
      events.add("error");
    }

    @Override
    public void onSelfConnect(String what) {
      events.add(what);
    }

    @Override
    public void onInternalError(Throwable defect) {
      events.add("defect: " + defect);
    }

    @Override
    public void onClosed() {
      events.add("closed");
    }
  }

  private AttemptSocket socket(int port, int sourcePort) {
    return new AttemptSocket(
        server.loop,
        server.loops.backend(),
        LoopbackServer.address(port),
        new ProbeSettings.Sockets(null, sourcePort, false, Duration.ZERO),
        new Events());
  }

  private AttemptSocket socket() {
    return socket(server.address().getPort(), 0);
  }

  private static void endAndClose(AttemptSocket socket, boolean inUse) {
    socket.end();
    socket.close(inUse);
  }

  private String event() throws InterruptedException {
    return events.poll(60, TimeUnit.SECONDS);
  }

  @Test
  void open_listeningPort_connects_andEndClosesIt() throws Exception {
    AttemptSocket socket = socket();
    server.onLoop(socket::open);

    assertThat(event()).isEqualTo("first connect");
    assertThat(event()).isEqualTo("connected");
    assertThat(socket.isConnected()).isTrue();
    assertThat(socket.connects()).isEqualTo(1);
    assertThat(socket.local()).isPresent();

    server.onLoop(() -> endAndClose(socket, false));
    assertThat(event()).isEqualTo("closed");
    assertThat(socket.channel()).isNull();
  }

  @Test
  void open_closedPort_reportsTheError_andKeepsTheSocketUntilTheEnd() throws Exception {
    AttemptSocket socket = socket(LoopbackServer.closedPort(), 0);
    server.onLoop(socket::open);

    assertThat(event()).isEqualTo("first connect");
    assertThat(event()).isEqualTo("error");
    assertThat(socket.phase()).isNotEqualTo(Phase.SETUP);
    assertThat(socket.isConnected()).isFalse();

    server.onLoop(() -> endAndClose(socket, false));
    assertThat(event()).isEqualTo("closed");
  }

  @Test
  void open_channelThatIsNotCreated_isReported() throws Exception {
    AttemptSocket socket =
        new AttemptSocket(
            server.loop,
            server.loops.backend(),
            LoopbackServer.address(1),
            new ProbeSettings.Sockets(null, 0, false, Duration.ZERO),
            new Events() {
              @Override
              public Channel newChannel(ChannelBackend backend, SocketProtocolFamily family) {
                throw new IllegalStateException("no descriptor");
              }
            });
    server.onLoop(socket::open);

    assertThat(event()).isEqualTo("not created: no descriptor");
    assertThat(socket.phase()).isEqualTo(Phase.SETUP);
  }

  @Test
  void open_sourcePortOfThePeer_isASelfConnect() throws Exception {
    int port = LoopbackServer.closedPort();
    AttemptSocket socket = socket(port, port);
    server.onLoop(socket::open);

    assertThat(event()).isEqualTo("first connect");
    assertThat(event()).isEqualTo("source port equals the probed port on this host");
    assertThat(socket.isConnected()).isFalse();
    server.onLoop(() -> endAndClose(socket, false));
    assertThat(event()).isEqualTo("closed");
  }

  @Test
  void end_whileTheDescriptorIsInUse_closesLater() throws Exception {
    AttemptSocket socket = socket();
    server.onLoop(socket::open);
    assertThat(event()).isEqualTo("first connect");
    assertThat(event()).isEqualTo("connected");

    server.onLoop(() -> endAndClose(socket, true));
    assertThat(socket.channel()).isNotNull();
    assertThat(events).isEmpty();

    server.onLoop(() -> endAndClose(socket, false));
    assertThat(event()).isEqualTo("closed");
  }

  @Test
  void end_duringTheConnect_reportsOnlyTheClose() throws Exception {
    AttemptSocket socket = socket();
    server.onLoop(
        () -> {
          socket.open();
          endAndClose(socket, false);
        });

    assertThat(event()).isEqualTo("first connect");
    assertThat(event()).isEqualTo("closed");
    server.onLoop(() -> {});
    assertThat(events).isEmpty();
  }

  @Test
  void end_ofAConnectedSocket_keepsItOpenUntilClose() throws Exception {
    AttemptSocket socket = socket();
    server.onLoop(socket::open);
    assertThat(event()).isEqualTo("first connect");
    assertThat(event()).isEqualTo("connected");
    assertThat(socket.hasEnded()).isFalse();

    server.onLoop(socket::end);
    assertThat(socket.hasEnded()).isTrue();
    assertThat(socket.isConnected()).isFalse();
    assertThat(socket.channel()).isNotNull();

    server.onLoop(() -> socket.close(false));
    assertThat(event()).isEqualTo("closed");
  }

  @Test
  void closeThen_closesTheSocket_whichMayBeOpenedAgain() throws Exception {
    AttemptSocket socket = socket();
    server.onLoop(socket::open);
    assertThat(event()).isEqualTo("first connect");
    assertThat(event()).isEqualTo("connected");

    server.onLoop(() -> socket.closeThen(socket::open));

    assertThat(event()).isEqualTo("connected");
    assertThat(socket.connects()).isEqualTo(2);
    server.onLoop(() -> endAndClose(socket, false));
    assertThat(event()).isEqualTo("closed");
  }

  @Test
  void closeThen_peerHasClosed_runsAtOnce_withoutACloseEvent() throws Exception {
    AttemptSocket socket = socket();
    server.onLoop(socket::open);
    assertThat(event()).isEqualTo("first connect");
    assertThat(event()).isEqualTo("connected");
    server.onLoop(() -> socket.channel().close());

    server.onLoop(() -> socket.closeThen(() -> events.add("continued")));
    assertThat(event()).isEqualTo("continued");
    server.onLoop(() -> endAndClose(socket, false));
    assertThat(events).isEmpty();
  }
}
