package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.blocking.BlockedThread;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanResult;
import io.portprobe.scan.ScanResults;
import io.portprobe.scan.ScanRun;
import io.portprobe.scan.ScanSummary;
import io.portprobe.scan.ScanSummary.Ending;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scans and clients whose plug-in does not return from a call, until a test ends. */
class BlockingPlugInTest {
  private static final String HERE = BlockingPlugInTest.class.getName();
  private static final String LOCALHOST = "127.0.0.1";

  /** Far more than it takes on a busy machine to abandon a call, which never returns. */
  private static final long SOON = 60;

  private final AtomicBoolean released = new AtomicBoolean();
  private final CountDownLatch blocked = new CountDownLatch(1);
  private final BlockingQueue<ScanResult> results = new LinkedBlockingQueue<>();

  @AfterEach
  void release() {
    released.set(true);
  }

  private final class Blocking implements Dialogue {
    @Override
    public Step start() {
      block();
      return Step.send(new byte[] {1});
    }

    @Override
    public Step received(ByteBuffer bytes) {
      return Step.await();
    }
  }

  private void block() {
    blocked.countDown();
    BlockedThread.until(released::get);
  }

  private ProbeClient client(Binding binding) {
    Protocol stuck = Talk.protocol("stuck", binding, context -> new Blocking());
    return ProbeClient.builder().withoutDiscovery().protocol(stuck).build();
  }

  private ScanResult next() throws InterruptedException {
    return results.poll(60, SECONDS);
  }

  @Test
  void udpScan_blockedDatagram_delaysNoOtherPort_andStopAndCloseDoNotWait() throws Exception {
    try (UdpPeer peer = UdpPeer.silent();
        UdpPeer other = UdpPeer.responding(datagram -> List.of(datagram))) {
      ProbeClient client = client(Binding.udp(peer.port()));
      Scan scan =
          client
              .scan()
              .hosts(HostSet.of(LOCALHOST))
              .udp(peer.port() + "," + other.port())
              .timeout(ofMinutes(10));
      ScanRun run = scan.start(results::add);
      assertThat(blocked.await(60, SECONDS)).isTrue();
      assertThat(next().port()).isEqualTo(other.port());

      run.stop();
      ScanSummary summary = run.summary().get(SOON, SECONDS);
      assertThat(summary.ending()).isEqualTo(Ending.STOPPED);
      assertThat(summary.results()).isOne();
      assertThat(summary.abandoned())
          .containsExactly(
              "udp://127.0.0.1:%d: the protocol 'stuck' has not returned from %s$Blocking.start()"
                  .formatted(peer.port(), HERE));
      assertThat(summary.toString()).contains(", abandoned=[udp://127.0.0.1:");
      client.closeAsync().get(SOON, SECONDS);

      try (ProbeClient another = ProbeClient.create()) {
        List<ScanResult> rest =
            another
                .scan()
                .hosts(HostSet.of(LOCALHOST))
                .udp(peer.port() + "," + other.port())
                .resume(summary.checkpoint().orElseThrow())
                .timeout(ofMillis(100))
                .retries(0)
                .collect()
                .get(60, SECONDS)
                .results();
        assertThat(rest).extracting(ScanResult::port).containsExactly(peer.port());
      }
    }
  }

  @Test
  void tcpScan_blockedDialogue_stopAndCloseDoNotWait() throws Exception {
    try (TcpPeer peer = TcpPeer.serving(Script.reply(new byte[] {1}).thenSilence())) {
      ProbeClient client = client(Binding.tcp(peer.port()));
      ScanRun run =
          client
              .scan()
              .hosts(HostSet.of(LOCALHOST))
              .tcp(Integer.toString(peer.port()))
              .protocols()
              .start(results::add);
      assertThat(blocked.await(60, SECONDS)).isTrue();
      run.stop();
      ScanSummary summary = run.summary().get(SOON, SECONDS);
      assertThat(summary.results()).isZero();
      assertThat(summary.abandoned())
          .containsExactly(
              "tcp://127.0.0.1:%d: the protocol 'stuck' has not returned from %s$Blocking.start()"
                  .formatted(peer.port(), HERE));
      client.closeAsync().get(SOON, SECONDS);
    }
  }

  @Test
  void udpScan_plugInThatNeverReturns_failsItsPortsAndNoOthers() throws Exception {
    try (UdpPeer peer = UdpPeer.silent();
        UdpPeer other = UdpPeer.responding(datagram -> List.of(datagram));
        ProbeClient client = client(Binding.udp(peer.port()))) {
      ScanResults all =
          client
              .scan()
              .hosts(HostSet.of("127.0.0.1-127.0.0.8"))
              .udp(peer.port() + "," + other.port())
              .timeout(ofMillis(100))
              .retries(0)
              .collect()
              .get(60, SECONDS);
      assertThat(all.results()).hasSize(16);
      assertThat(all.results())
          .filteredOn(result -> result.port() == peer.port())
          .hasSize(8)
          .allSatisfy(
              result ->
                  assertThat(result.failure().orElseThrow())
                      .isInstanceOf(LocalFaultException.class)
                      .hasMessageContaining("stuck"));
      assertThat(all.results())
          .filteredOn(result -> result.port() == other.port())
          .allSatisfy(result -> assertThat(result.failure()).isEmpty());
      released.set(true);
    }
  }

  /** Computes for longer than the timeout, but for less time than a call that is blocked. */
  private static final class Slow implements Dialogue {
    private static final int TURNS = 3_000_000;

    @Override
    public Step start() {
      int value = 1;
      for (int i = 0; i < TURNS; i++) {
        value = value * 31 + i;
      }
      return Step.send(new byte[] {(byte) value});
    }

    @Override
    public Step received(ByteBuffer bytes) {
      return Step.await();
    }
  }

  @Test
  void udpScan_plugInThatIsSlow_isWaitedFor() throws Exception {
    try (UdpPeer peer = UdpPeer.responding(datagram -> List.of(datagram));
        ProbeClient client =
            ProbeClient.builder()
                .withoutDiscovery()
                .protocol(Talk.protocol("slow", Binding.udp(peer.port()), context -> new Slow()))
                .build()) {
      ScanResults all =
          client
              .scan()
              .hosts(HostSet.of("127.0.0.1-127.0.0.2"))
              .udp(Integer.toString(peer.port()))
              .timeout(ofMillis(1))
              .retries(0)
              .collect()
              .get(60, SECONDS);
      assertThat(all.results()).hasSize(2);
      assertThat(all.results()).allSatisfy(each -> assertThat(each.failure()).isEmpty());
    }
  }

  @Test
  void probe_blockedDialogue_closeDoesNotWait() throws Exception {
    try (TcpPeer peer = TcpPeer.serving(Script.reply(new byte[] {1}).thenSilence())) {
      ProbeClient client = client(Binding.tcp(peer.port()));
      CompletableFuture<ProbeReport> report =
          client.probe(endpointOf(peer)).timeout(ofSeconds(60)).report();
      assertThat(blocked.await(60, SECONDS)).isTrue();
      CompletableFuture<ProbeReport> queued = client.probe(endpointOf(peer)).report();
      client.closeAsync().get(SOON, SECONDS);
      assertThat(report).isCompletedExceptionally();
      assertThat(queued).isCompletedExceptionally();
    }
  }
}
