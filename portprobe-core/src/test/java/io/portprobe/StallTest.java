package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.portprobe.blocking.BlockedThread;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.internal.client.ProbeClients;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.spi.Binding;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process that is suspended until after the deadline reads the responses that arrived meanwhile.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class StallTest {
  private static final Duration TIMEOUT = ofMillis(150);

  /** The time from the deadline to the end of the stall. */
  private static final Duration LATE = ofMillis(350);

  /** A busy machine may not send before the deadline. */
  private static final int MAX_TRIES = 20;

  private static final Duration PATIENCE = ofSeconds(20);

  static List<IoMode> modes() {
    return Epoll.isAvailable() ? List.of(IoMode.NIO, IoMode.EPOLL) : List.of(IoMode.NIO);
  }

  /** A stall of the loop, which a peer starts before it responds. */
  private static final class Stall {
    private final EventLoop loop;
    private final long deadline;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicBoolean responded = new AtomicBoolean();
    private volatile boolean inTime;

    Stall(EventLoop loop, Duration timeout) {
      this.loop = loop;
      this.deadline = System.nanoTime() + timeout.toNanos();
    }

    private void spin() {
      inTime = System.nanoTime() - deadline < 0;
      begun.countDown();
      spinUntil(
          () -> System.nanoTime() - deadline > LATE.toNanos() && (!inTime || responded.get()));
    }

    /** Responds while the loop is blocked. */
    void during(Response response) throws IOException {
      loop.execute(this::spin);
      try {
        begun.await();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
      response.send();
      responded.set(true);
    }
  }

  private interface Response {
    void send() throws IOException;
  }

  private final AtomicReference<@Nullable Stall> stall = new AtomicReference<>();

  private void respond(Response response) throws IOException {
    Stall current = stall.getAndSet(null);
    if (current == null) {
      response.send();
    } else {
      current.during(response);
    }
  }

  /**
   * Runs a probe on a loop that is blocked until after the deadline, as on SIGSTOP.
   *
   * @param byPeer whether the peer starts the stall when it has received something, or it starts
   *     right after the probe, since the kernel responds
   */
  private ProbeReport probe(IoMode mode, Endpoint endpoint, boolean speak, boolean byPeer)
      throws Exception {
    ProbeClientBuilder builder =
        ProbeClient.builder()
            .withoutDiscovery()
            .protocol(
                Talk.protocol(
                    "talk", Binding.of(endpoint.transport(), 9), c -> new Talk.Pinging()));
    ClientEventLoops loops = ClientEventLoops.open(mode, 1);
    EventLoop loop = speak ? loops.next("talk") : loops.next();
    try (ProbeClient client = ProbeClients.open(builder.config(), config -> builder, () -> loops)) {
      PortProbe patient = client.probe(endpoint).timeout(PATIENCE);
      (speak ? patient.as("talk") : patient.stateOnly()).report().join(); // loads classes
      for (int i = 0; i < MAX_TRIES; i++) {
        Duration timeout = TIMEOUT.multipliedBy(1 + i); // a busy machine needs more
        PortProbe probe = client.probe(endpoint).timeout(timeout);
        Stall next = new Stall(loop, timeout);
        if (byPeer) {
          stall.set(next);
        }
        CompletableFuture<ProbeReport> report = (speak ? probe.as("talk") : probe).report();
        if (!byPeer) {
          next.responded.set(true);
          loop.execute(next::spin);
        }
        ProbeReport result = report.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next.inTime) {
          return result;
        }
      }
      throw new AssertionError("no stall began before the deadline, in " + MAX_TRIES + " tries");
    }
  }

  private static void spinUntil(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    BlockedThread.until(() -> condition.getAsBoolean() || System.nanoTime() - end >= 0);
  }

  @ParameterizedTest
  @MethodSource("modes")
  void openPort_isListening_afterAStall(IoMode mode) throws Exception {
    try (TcpPeer peer = TcpPeer.silent()) {
      assertThat(probe(mode, endpointOf(peer), false, false).state())
          .isEqualTo(PortState.LISTENING);
    }
  }

  @ParameterizedTest
  @MethodSource("modes")
  void closedPort_isNotListening_afterAStall(IoMode mode) throws Exception {
    try (TcpPeer peer = TcpPeer.refusing()) {
      assertThat(probe(mode, endpointOf(peer), false, false).state())
          .isEqualTo(PortState.NOT_LISTENING);
    }
  }

  @ParameterizedTest
  @MethodSource("modes")
  void udpReply_isRead_afterAStall(IoMode mode) throws Exception {
    CompletableFuture<Void> serving;
    try (DatagramSocket peer = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      serving = CompletableFuture.runAsync(() -> serve(peer));
      Endpoint endpoint = Endpoint.udp("127.0.0.1", peer.getLocalPort());

      assertThat(probe(mode, endpoint, false, true).reason()).isEqualTo(Reason.REPLIED);
    }
    assertThat(serving).succeedsWithin(PATIENCE);
  }

  private void serve(DatagramSocket socket) {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        socket.receive(packet);
        respond(() -> socket.send(packet));
      }
    } catch (IOException closed) {
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("modes")
  void dialogue_readsWhatWasReceived_afterAStall(IoMode mode) throws Exception {
    try (TcpPeer peer =
        TcpPeer.serving(
            (in, out) -> {
              respond(
                  () -> {
                    out.write(Talk.bytes("pong\n"));
                    out.flush();
                  });
              in.readAllBytes();
            })) {
      assertThat(probe(mode, endpointOf(peer), true, true).dialogue().orElseThrow().outcome())
          .isEqualTo(DialogueReport.Outcome.FINISHED);
    }
  }
}
