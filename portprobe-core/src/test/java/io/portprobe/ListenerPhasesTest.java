package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static io.portprobe.Talk.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.PortSet;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanRun;
import io.portprobe.scan.ScanSummary;
import io.portprobe.spi.TlsInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The events of a listener within a probe and of a scan. */
class ListenerPhasesTest {
  private final Queue<String> events = new ConcurrentLinkedQueue<>();

  private final ProbeListener listener =
      new ProbeListener() {
        @Override
        public void started(Endpoint endpoint) {
          events.add("started");
        }

        @Override
        public void resolved(Endpoint endpoint, List<InetAddress> addresses, Duration time) {
          events.add("resolved " + addresses.size());
        }

        @Override
        public void connected(Endpoint endpoint, InetSocketAddress remote, Duration time) {
          events.add("connected " + (remote.getPort() == endpoint.port()));
        }

        @Override
        public void secured(Endpoint endpoint, InetSocketAddress remote, TlsInfo tls) {
          events.add("secured " + tls.version());
        }

        @Override
        public void dialogueEnded(
            Endpoint endpoint, InetSocketAddress remote, DialogueReport dialogue) {
          events.add("spoken " + dialogue.protocol());
        }

        @Override
        public void completed(ProbeReport report) {
          events.add("completed");
        }

        @Override
        public void scanStarted(Scan scan) {
          events.add("scan started");
        }

        @Override
        public void scanEnded(Scan scan, ScanSummary summary) {
          events.add("scan ended " + summary.ending());
        }
      };

  private final ProbeClient client =
      ProbeClient.builder()
          .withoutDiscovery()
          .timeout(Duration.ofSeconds(20))
          .listener(listener)
          .build();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void tlsProbe_hasEveryPhaseInOrder() {
    try (TcpPeer peer =
        TcpPeer.tls(
            TlsIdentity.selfSigned("localhost").context(),
            Script.reply(bytes("x")).thenSilence())) {
      client.probe(endpointOf(peer)).tls().report().join();
    }
    assertThat(events)
        .containsExactly(
            "started",
            "resolved 1",
            "connected true",
            "secured TLSv1.3",
            "spoken tls",
            "completed");
  }

  @Test
  void probesWithoutConnection_haveNoConnectPhase() {
    try (TcpPeer refusing = TcpPeer.refusing();
        UdpPeer udp = UdpPeer.responding(request -> List.of(bytes("reply")))) {
      client.probe(endpointOf(refusing)).state().join();
      client.probe(endpointOf(udp)).state().join();
    }
    assertThat(events)
        .containsExactly(
            "started", "resolved 1", "completed", "started", "resolved 1", "completed");
  }

  @Test
  void scan_hasAStartAndAnEnd() {
    try (TcpPeer peer = TcpPeer.silent()) {
      ScanRun run =
          client
              .scan()
              .hosts(HostSet.of("127.0.0.1"))
              .ports(PortSet.tcp(String.valueOf(peer.port())))
              .stateOnly()
              .start(result -> {});
      run.summary().join();
    }
    client.close();
    assertThat(events).containsExactly("scan started", "scan ended COMPLETE");
  }
}
