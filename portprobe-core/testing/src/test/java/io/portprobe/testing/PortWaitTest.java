package io.portprobe.testing;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static io.portprobe.testing.PortAssertions.awaitAllOf;
import static io.portprobe.testing.PortAssertions.awaitAnyOf;
import static io.portprobe.testing.PortAssertions.awaitAtLeast;
import static io.portprobe.testing.PortAssertions.awaitPort;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.faultkit.SwitchablePeer;
import io.portprobe.faultkit.TcpFault;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.testing.protocol.SampleProtocol;
import io.portprobe.testing.protocol.SampleProtocol.Sample;
import io.portprobe.testing.protocol.SampleProtocol.SampleDialogue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class PortWaitTest {
  private static final Duration LONG = ofSeconds(20);

  /** The deadline of waits that fail; enough for one probe on a busy machine. */
  private static final Duration SHORT = ofSeconds(1);

  private static final ProbeClient CLIENT =
      ProbeClient.builder()
          .withoutDiscovery()
          .protocol(new SampleProtocol(SampleDialogue::new))
          .build();

  /** Returns a loopback address that no other test uses. */
  private static InetAddress ownAddress() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 77, 0, 2});
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an IPv4 address", e);
    }
  }

  /** Loads the classes of the clients, which must not use up the short deadlines. */
  @BeforeAll
  static void warmUp() {
    try (TcpPeer peer = TcpPeer.refusing()) {
      PortAssertions.assertThatPort(endpointOf(peer)).isNotListening();
      PortAssertions.assertThatPort(CLIENT, endpointOf(peer)).isNotListening();
    }
  }

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @Test
  @DisplayName("A wait ends when a server starts")
  void comesUp() throws Exception {
    try (TcpPeer silent = TcpPeer.silent();
        SwitchablePeer server = SwitchablePeer.forwardingTo(silent.address())) {
      server.switchTo(TcpFault.refuse());
      CompletableFuture<ProbeReport> up =
          awaitPort(endpointOf(server)).within(LONG).untilListeningAsync();
      awaitPort(endpointOf(server)).within(LONG).untilNotListening();
      assertThat(up).isNotDone();
      server.switchTo(TcpFault.none());

      assertThat(up.get().state()).isEqualTo(PortState.LISTENING);
      assertThat(up.get().attempts().get(0).remote()).isEqualTo(server.address());
    }
  }

  @Test
  @DisplayName("A wait ends when a server has stopped for the required time")
  @EnabledOnOs(OS.LINUX)
  void goesDown() {
    TcpPeer peer = TcpPeer.at(ownAddress(), 0).silent();
    awaitPort(endpointOf(peer)).within(LONG).untilListening();
    peer.close();
    ProbeReport report =
        awaitPort(endpointOf(peer)).within(LONG).heldFor(ofMillis(100)).untilNotListening();
    assertThat(report.state()).isEqualTo(PortState.NOT_LISTENING);
  }

  @Test
  @Tag("slow")
  @DisplayName("A wait for a protocol over UDP ends with the required finding")
  void speaks() {
    try (UdpPeer peer =
        UdpPeer.responding(
            request ->
                SampleProtocol.response(ByteBuffer.wrap(request)).stream()
                    .map(ByteBuffer::array)
                    .toList())) {
      PortWait<ProbeReport> wait = awaitPort(CLIENT, endpointOf(peer)).within(LONG);
      assertThat(wait.untilSpeaking("sample").findings()).hasSize(1);
      assertThat(wait.untilSpeakingAsync("sample").join().findings()).hasSize(1);
      wait.untilSpeaking("sample", Sample.class, s -> assertThat(s.lines()).hasSize(2));
      assertThat(
              wait.untilSpeakingAsync("sample", Sample.class, s -> assertThat(s.lines()).hasSize(2))
                  .join()
                  .findings())
          .hasSize(1);
      assertThatThrownBy(
              () ->
                  wait.within(SHORT)
                      .untilSpeaking("sample", Sample.class, s -> assertThat(s.lines()).hasSize(3)))
          .isInstanceOf(AssertionError.class)
          .message()
          .contains(
              "to speak sample with a matching finding, but: ",
              "\n  Found Sample:\n    answer 1\n    answer 2\n",
              "replied and spoke sample ");
    }
  }

  @Test
  @Tag("slow")
  @DisplayName("A wait for a protocol reports a server that only closes")
  void closing() {
    try (TcpPeer peer = TcpPeer.closing()) {
      PortWait<ProbeReport> wait = awaitPort(CLIENT, endpointOf(peer)).within(SHORT);
      assertThatThrownBy(() -> wait.untilSpeaking("sample"))
          .isInstanceOf(AssertionError.class)
          .message()
          .containsPattern("probed (\\d+ times|once): accepted and (closed|reset) ");
    }
  }

  @Test
  @Tag("slow")
  @DisplayName("A wait reports the probe timeout if a server is slower")
  void slow() {
    try (TcpPeer peer = TcpPeer.silent()) {
      PortWait<ProbeReport> wait =
          awaitPort(CLIENT, endpointOf(peer))
              .within(SHORT.multipliedBy(3))
              .probeTimeout(ofMillis(300));
      assertThatThrownBy(() -> wait.untilSpeaking("sample"))
          .isInstanceOf(AssertionError.class)
          .message()
          .containsPattern(
              "probed (\\d+ times|once) \\(probeTimeout 300\\.0 ms each\\): .*accepted and stayed"
                  + " silent ");
    }
  }

  @Test
  @Tag("slow")
  @DisplayName("A wait reports the process that owns a local port")
  @EnabledOnOs(OS.LINUX)
  void whoHasIt() {
    try (TcpPeer peer = TcpPeer.silent()) {
      PortWait<ProbeReport> wait = awaitPort(endpointOf(peer)).within(SHORT);
      assertThatThrownBy(wait::untilNotListening)
          .isInstanceOf(AssertionError.class)
          .message()
          .contains(
              "to be listening, but it is LISTENING (accepted).",
              "\n  on this host tcp port %d is bound on 127.0.0.1, by pid %d "
                  .formatted(peer.port(), ProcessHandle.current().pid()));
    }
  }

  @Test
  @DisplayName("A wait ends as soon as the process exits, and reports its exit code")
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void processEnds() throws IOException {
    Process process = new ProcessBuilder("sh", "-c", "read line; exit 3").start();
    try (TcpPeer peer = TcpPeer.refusing()) {
      CompletableFuture<ProbeReport> guarded =
          awaitPort(endpointOf(peer)).within(LONG).whileAlive(process).untilListeningAsync();
      CompletableFuture<ProbeReport> byHandle =
          awaitPort(endpointOf(peer))
              .within(LONG)
              .whileAlive(process.toHandle())
              .untilListeningAsync();
      process.getOutputStream().close();
      assertThatThrownBy(guarded::join)
          .cause()
          .isInstanceOf(AssertionError.class)
          .message()
          .containsPattern(
              "Stopped waiting after .* m?s because process %d .*exited with code 3: expected "
                  .formatted(process.pid()));
      assertThatThrownBy(byHandle::join)
          .cause()
          .hasMessageContaining("because process " + process.pid())
          .hasMessageContaining("exited: expected ");
    }
  }

  @Test
  @DisplayName("A wait ends during a probe when a condition aborts it")
  @EnabledOnOs(OS.LINUX) // where a full backlog is silent
  void inFlight() throws IOException {
    Process process = new ProcessBuilder("sh", "-c", "read line; exit 3").start();
    AtomicInteger looks = new AtomicInteger();
    try (TcpPeer deaf = TcpPeer.blackHole()) {
      PortWait<ProbeReport> wait = awaitPort(endpointOf(deaf)).within(LONG).probeTimeout(LONG);
      assertThatThrownBy(
              () ->
                  wait.unless("it was checked three times", () -> looks.incrementAndGet() == 3)
                      .untilListening())
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("Stopped waiting after ")
          .hasMessageContaining("because it was checked three times: expected " + endpointOf(deaf))
          .hasMessageContaining("probed 0 times: no result yet; one more probe was in flight");
      PortWait<ProbeReport> guarded =
          wait.whileAlive(process)
              .unless(
                  "never",
                  () -> {
                    if (looks.incrementAndGet() == 6) {
                      process.destroy();
                    }
                    return false;
                  });
      assertThatThrownBy(guarded::untilListening)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("because process " + process.pid())
          .hasMessageContaining("one more probe was in flight");
    } finally {
      process.destroy();
    }
  }

  @Test
  @Tag("slow")
  @DisplayName("A wait for several ports requires all, any, or some of them")
  void several() {
    try (TcpPeer up = TcpPeer.silent();
        TcpPeer second = TcpPeer.silent();
        TcpPeer down = TcpPeer.refusing()) {
      assertThat(awaitAllOf(endpointOf(up), endpointOf(second)).within(LONG).untilListening())
          .hasSize(2);
      assertThat(awaitAnyOf(endpointOf(up), endpointOf(down)).within(LONG).untilListening())
          .hasSize(1);
      assertThat(
              awaitAtLeast(2, endpointOf(up), endpointOf(second), endpointOf(down))
                  .within(LONG)
                  .untilListening())
          .extracting(ProbeReport::endpoint)
          .containsExactly(endpointOf(up), endpointOf(second));
      assertThatThrownBy(
              () -> awaitAllOf(endpointOf(up), endpointOf(down)).within(SHORT).untilListening())
          .isInstanceOf(AssertionError.class)
          .hasMessageMatching(
              "(?s)Waited \\d+\\.\\d+ s for all 2 ports to be listening, but 1 of them"
                  + " does not meet this: tcp://127\\.0\\.0\\.1:\\d+\\.\n.*");
    }
    assertThatThrownBy(() -> awaitAtLeast(CLIENT, 2, List.of(Endpoint.tcp("db", 1))))
        .hasMessage("count: 2 (expected: 1-1)");
    assertThatThrownBy(() -> awaitAtLeast(CLIENT, 1, List.of()))
        .hasMessage("endpoints: [] (expected: at least one)");
  }

  @Test
  @DisplayName("Misuse is thrown unchanged")
  void misuse() {
    PortWait<ProbeReport> wait = awaitPort(CLIENT, Endpoint.tcp("127.0.0.1", 1));
    assertThatThrownBy(() -> wait.untilSpeaking("gopher"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gopher");
    ProbeClient closed = ProbeClient.create();
    PortWait<ProbeReport> late = awaitPort(closed, Endpoint.tcp("127.0.0.1", 1));
    closed.close();
    assertThatThrownBy(late::untilListening).isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("An interrupt ends the wait and stays set")
  void interrupted() {
    try (TcpPeer peer = TcpPeer.refusing()) {
      PortWait<ProbeReport> wait = awaitPort(endpointOf(peer)).within(LONG);
      Thread.currentThread().interrupt();
      assertThatThrownBy(wait::untilListening)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("which is not proven: the thread was interrupted")
          .hasCauseInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
