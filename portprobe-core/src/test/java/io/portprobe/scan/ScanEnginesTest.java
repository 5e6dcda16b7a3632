package io.portprobe.scan;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.AddressSelection;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.Transport;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class ScanEnginesTest {
  private static final InetAddress LOOPBACK = loopback();

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<Integer, PortState> states(ScanResults found) {
    return found.results().stream()
        .collect(toMap(ScanResult::port, result -> result.state().orElseThrow()));
  }

  @Test
  void bulkAndChannelEngine_overTcp_reportTheSameStates() throws Exception {
    try (ProbeClient client = ProbeClient.create();
        ServerSocket open = new ServerSocket(0, 5, LOOPBACK);
        TcpPeer blackHole = TcpPeer.blackHole();
        TcpPeer refusing = TcpPeer.refusing()) {
      Scan scan =
          client
              .scan()
              .hosts("127.0.0.1")
              .timeout(Duration.ofMillis(300))
              .ports(
                  PortSet.of(
                      Transport.TCP, open.getLocalPort(), blackHole.port(), refusing.port(), 1, 2));
      Map<Integer, PortState> bulk = states(scan.collect().get(30, SECONDS));
      Map<Integer, PortState> channels =
          states(scan.sourceAddress(LOOPBACK).collect().get(30, SECONDS));

      assertThat(bulk)
          .isEqualTo(channels)
          .containsEntry(open.getLocalPort(), PortState.LISTENING)
          .containsEntry(blackHole.port(), PortState.FILTERED)
          .containsEntry(refusing.port(), PortState.NOT_LISTENING);
    }
  }

  @Tag("slow")
  @Test
  void bulkAndChannelEngine_overUdp_reportTheSameStates() throws Exception {
    try (ProbeClient client = ProbeClient.create();
        DatagramSocket silent = new DatagramSocket(0, LOOPBACK)) {
      Scan scan =
          client
              .scan()
              .hosts("127.0.0.1")
              .timeout(Duration.ofMillis(300))
              .ports(PortSet.of(Transport.UDP, silent.getLocalPort(), 1, 2));
      Map<Integer, PortState> bulk = states(scan.collect().get(30, SECONDS));
      assertThat(states(scan.sourceAddress(LOOPBACK).collect().get(30, SECONDS)))
          .isEqualTo(bulk)
          .containsEntry(silent.getLocalPort(), PortState.LISTENING_OR_FILTERED);
    }
  }

  @Test
  void sourceAddressOfAnotherHost_isAFailure_andNoState() throws Exception {
    try (ProbeClient client = ProbeClient.create()) {
      ScanResults found =
          client
              .scan()
              .hosts("127.0.0.1")
              .tcp("1")
              .sourceAddress(InetAddress.getByName("192.0.2.1"))
              .collect()
              .get(30, SECONDS);
      assertThat(found.summary().failed()).isEqualTo(1);
      assertThat(found.results().get(0).failure()).isPresent();
      assertThat(found.results().get(0).state()).isEmpty();
      assertThat(found.results().get(0).evidence()).isNotEmpty();
    }
  }

  private record Greeting(List<String> lines) implements Finding {}

  /** A protocol whose finding is the first data of the peer. */
  private record Greeted(int port) implements Protocol {
    @Override
    public String name() {
      return "greeted";
    }

    @Override
    public Set<Binding> bindings() {
      return Set.of(Binding.tcp(port));
    }

    @Override
    public Dialogue open(DialogueContext context) {
      return new Dialogue() {
        @Override
        public Step start() {
          return Step.await();
        }

        @Override
        public Step received(ByteBuffer bytes) {
          return Step.finish(new Greeting(List.of("from " + context.host())));
        }

        @Override
        public Step closed() {
          return Step.mismatch("it said nothing");
        }
      };
    }
  }

  @Test
  void protocols_addFindings_andWithoutThemNothingIsSent() throws Exception {
    try (TcpPeer peer =
            TcpPeer.serving(
                Script.reply("hello".getBytes(StandardCharsets.US_ASCII)).thenSilence());
        ProbeClient client =
            ProbeClient.builder()
                .withoutDiscovery()
                .protocol(new Greeted(peer.port()))
                .resolver(host -> CompletableFuture.completedFuture(List.of(LOOPBACK)))
                .build()) {
      Scan scan =
          client.scan().hosts("greeter.test").ports(PortSet.of(Transport.TCP, peer.port(), 1));
      ScanResults spoken = scan.protocols().collect().get(30, SECONDS);
      ScanResults bare = scan.stateOnly().collect().get(30, SECONDS);

      assertThat(spoken.results().stream().flatMap(each -> each.findings().stream()))
          .containsExactly(new Greeting(List.of("from greeter.test")));
      assertThat(states(spoken)).isEqualTo(states(bare)).hasSize(2);
      assertThat(bare.results()).allMatch(each -> each.report().isEmpty());
    }
  }

  @Test
  void allAddresses_areProbed_exceptExcludedOnes() throws Exception {
    List<InetAddress> two =
        List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2"));
    try (ProbeClient client =
        ProbeClient.builder().resolver(host -> CompletableFuture.completedFuture(two)).build()) {
      Scan scan = client.scan().hosts("both.test").tcp("1-3");
      assertThat(scan.collect().get(30, SECONDS).results()).hasSize(3);
      ScanResults all = scan.addresses(AddressSelection.ALL).collect().get(30, SECONDS);
      assertThat(all.summary().notListening()).isEqualTo(6);
      ScanResults some =
          scan.addresses(AddressSelection.ALL).exclude("127.0.0.2").collect().get(30, SECONDS);
      assertThat(some.summary().notListening()).isEqualTo(3);
      assertThat(some.summary().failed()).isEqualTo(3);
      assertThat(
              scan.addresses(AddressSelection.IPV6).collect().get(30, SECONDS).summary().failed())
          .isEqualTo(3);
      assertThat(some.results().get(0).toString()).contains("tcp://both.test:");
    }
  }
}
