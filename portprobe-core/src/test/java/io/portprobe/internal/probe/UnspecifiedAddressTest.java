package io.portprobe.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.IoMode;
import io.portprobe.LocalFaultException;
import io.portprobe.NameResolver;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.TargetDeniedException;
import io.portprobe.TargetPolicy;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.ScanResult;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Probes of 0.0.0.0 and ::, which are this host, and of hosts in forms that are ambiguous. */
class UnspecifiedAddressTest {
  private static InetAddress zero() {
    return new InetSocketAddress("0.0.0.0", 0).getAddress();
  }

  /** A source port that equals the probed port connects the socket to itself. */
  @ParameterizedTest
  @CsvSource({
    "EPOLL, 0.0.0.0", "EPOLL, ::", "EPOLL, 0:0::0",
    "NIO, 0.0.0.0", "NIO, ::", "NIO, 0:0::0"
  })
  void selfConnect_isNeverListening(IoMode mode, String host) {
    try (TcpPeer refusing = TcpPeer.refusing();
        UdpPeer refusingUdp = UdpPeer.refusing();
        ProbeClient client = ProbeClient.builder().ioMode(mode).build()) {
      for (Endpoint endpoint :
          List.of(Endpoint.tcp(host, refusing.port()), Endpoint.udp(host, refusingUdp.port()))) {
        assertThatThrownBy(() -> client.probe(endpoint).sourcePort(endpoint.port()).state().join())
            .as(endpoint.toString())
            .cause()
            .isInstanceOf(LocalFaultException.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "NIO"})
  void probe_reportsThatTheAddressIsThisHost(IoMode mode) {
    NameResolver blocked = host -> CompletableFuture.completedFuture(List.of(zero()));
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient client = ProbeClient.builder().ioMode(mode).resolver(blocked).build()) {
      ProbeReport report = client.tcp("blocked.test", peer.port()).report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.addresses()).containsExactly(zero());
      assertThat(report.attempts().get(0).remote().getAddress().getHostAddress())
          .isEqualTo("127.0.0.1");
      assertThat(report.explain())
          .contains(
              "\n0.0.0.0 is this host: the result is about this machine. A name that resolves to"
                  + " 0.0.0.0 is often blocked by a DNS sinkhole.\n");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "NIO"})
  void scan_reportsThatTheAddressIsThisHost(IoMode mode) {
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient client = ProbeClient.builder().ioMode(mode).build()) {
      ScanResult result =
          client
              .scan()
              .hosts(HostSet.of("0.0.0.0"))
              .tcp(String.valueOf(peer.port()))
              .collect()
              .join()
              .results()
              .get(0);

      assertThat(result.state()).contains(PortState.LISTENING);
      assertThat(result.host()).isEqualTo("0.0.0.0");
      assertThat(result.remote()).contains(new InetSocketAddress("127.0.0.1", peer.port()));
      assertThat(result.evidence()).contains("; 0.0.0.0 is this host");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.3", "0177.0.0.1", "0x7f.1", "127.1", "0", "127.0.0.1."})
  void ambiguousHost_isRefusedByProbesAndScans(String host) {
    NameResolver never =
        name -> {
          throw new AssertionError("resolved " + name);
        };
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient client = ProbeClient.builder().resolver(never).build();
        ProbeClient denying =
            ProbeClient.builder()
                .resolver(never)
                .targetPolicy(TargetPolicy.deny("127.0.0.0/8", "1.2.0.3"))
                .build()) {
      String sentence = "four decimal numbers without leading zeros";
      assertThatThrownBy(() -> client.tcp(host, peer.port()).state().join())
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(sentence);
      assertThat(scan(client, host, peer).failure().orElseThrow())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(sentence);
      assertThatThrownBy(() -> denying.tcp(host, peer.port()).state().join())
          .cause()
          .isInstanceOf(TargetDeniedException.class);
      assertThat(scan(denying, host, peer).failure())
          .containsInstanceOf(TargetDeniedException.class);
      assertThat(peer.connections()).isZero();
    }
  }

  private static ScanResult scan(ProbeClient client, String host, TcpPeer peer) {
    return client
        .scan()
        .hosts(HostSet.of(host))
        .tcp(String.valueOf(peer.port()))
        .collect()
        .join()
        .results()
        .get(0);
  }
}
