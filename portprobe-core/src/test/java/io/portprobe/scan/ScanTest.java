package io.portprobe.scan;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.IoMode;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.Reason;
import io.portprobe.TargetDeniedException;
import io.portprobe.TargetPolicy;
import io.portprobe.Transport;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.faultkit.UdpPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class ScanTest {
  private static final String LOOPBACK = "127.0.0.1";

  private final ProbeClient client = ProbeClient.create();

  @AfterEach
  void close() {
    client.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "EPOLL", "NIO"})
  void listeningPorts_areFound_byEveryEngine(IoMode mode) throws Exception {
    try (ProbeClient scanning = ProbeClient.builder().ioMode(mode).build();
        ServerSocket open = listen()) {
      ScanResults found =
          scanning.scan().hosts(LOOPBACK).ports(around(open)).collect().get(30, SECONDS);

      assertThat(found.results()).hasSize(200);
      assertThat(listening(found)).contains(open.getLocalPort());
      assertThat(found.summary().isComplete()).isTrue();
      assertThat(found.summary().results()).isEqualTo(200);
      assertThat(found.summary().checkpoint()).isEmpty();
      ScanResult one =
          found.results().stream()
              .filter(each -> each.port() == open.getLocalPort())
              .findFirst()
              .orElseThrow();
      assertThat(one.reason()).contains(Reason.ACCEPTED);
      assertThat(one.failure()).isEmpty();
      assertThat(one.sends()).isPositive();
      assertThat(one.remote().orElseThrow().getPort()).isEqualTo(one.port());
    }
  }

  @Test
  void everyPortOfEveryHost_isProbedOnce_alsoShuffled() throws Exception {
    Set<String> seen = new HashSet<>();
    List<ScanResult> twice = new ArrayList<>();
    client
        .scan()
        .hosts("127.0.1.0-63")
        .tcp("1-100")
        .shuffled(4711)
        .forEach(
            result -> {
              if (!seen.add(result.host() + ":" + result.port())) {
                twice.add(result);
              }
            })
        .get(30, SECONDS);

    assertThat(twice).isEmpty();
    assertThat(seen).hasSize(6_400);
  }

  @Test
  void severalEventLoops_giveOneResultPerPort() throws Exception {
    try (ProbeClient two = ProbeClient.builder().eventLoops(2).build()) {
      ScanResults found = two.scan().hosts(LOOPBACK).tcp("1-2000").collect().get(30, SECONDS);
      assertThat(found.results().stream().map(ScanResult::port).collect(toSet())).hasSize(2_000);
      assertThat(found.results()).hasSize(2_000);
    }
  }

  @Test
  void udpPorts_areProbedTogetherWithTcpPorts() throws Exception {
    try (UdpPeer silent = UdpPeer.silent();
        UdpPeer refusing = UdpPeer.refusing()) {
      ScanResults found =
          client
              .scan()
              .hosts(LOOPBACK)
              .tcp("1-50")
              .ports(PortSet.of(Transport.UDP, silent.port(), refusing.port()))
              .timeout(Duration.ofMillis(200))
              .collect()
              .get(30, SECONDS);

      assertThat(found.results()).hasSize(52);
      assertThat(state(found, Transport.UDP, silent.port()))
          .isEqualTo(PortState.LISTENING_OR_FILTERED);
      assertThat(state(found, Transport.UDP, refusing.port())).isEqualTo(PortState.NOT_LISTENING);
      // Something may listen on one of the fifty.
      assertThat(found.summary().listening() + found.summary().notListening()).isEqualTo(51);
    }
  }

  @Test
  void hostsThatCannotBeProbed_areFailures() throws Exception {
    try (ProbeClient strict =
        ProbeClient.builder()
            .resolver(host -> CompletableFuture.failedFuture(new java.net.UnknownHostException()))
            .targetPolicy(TargetPolicy.deny("127.0.0.2"))
            .build()) {
      List<ScanResult> results = new ArrayList<>();
      ScanSummary summary =
          strict
              .scan()
              .hosts(Stream.of("127.0.0.1", "127.0.0.2", "nowhere.invalid", "not a host"))
              .tcp("1,2")
              .forEach(results::add)
              .get(30, SECONDS);

      assertThat(summary.failed()).isEqualTo(6);
      assertThat(failures(results))
          .containsExactlyInAnyOrder(
              TargetDeniedException.class,
              UnresolvedTargetException.class,
              IllegalArgumentException.class);
    }
  }

  @Test
  void elementsThatAreNoHosts_areFailures_alsoWithExcludedHosts() throws Exception {
    List<ScanResult> results = new ArrayList<>();
    client
        .scan()
        .hosts(Arrays.asList("192.0.2.0/40", null, "a\u001b[31mb", "b\u00fccher.example"))
        .exclude("192.0.2.0/24", "xn--bcher-kva.example")
        .tcp("1")
        .forEach(results::add)
        .get(30, SECONDS);

    assertThat(results)
        .hasSize(3)
        .allSatisfy(
            each -> {
              assertThat(each.failure().orElseThrow())
                  .isInstanceOf(IllegalArgumentException.class)
                  .hasMessage(each.evidence());
              assertThat(each.evidence()).contains("expected");
              assertThat(each.toString()).contains(each.evidence()).doesNotContain("\u001b");
              assertThat(each.sends()).isZero();
              assertThat(each.elapsed()).isZero();
            });
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getByName(LOOPBACK));
  }

  /** Returns two hundred ports, one of which listens. */
  private static PortSet around(ServerSocket open) {
    int from = Math.min(open.getLocalPort(), 65_336);
    return PortSet.of(Transport.TCP, IntStream.range(from, from + 200).toArray());
  }

  private static Set<Integer> listening(ScanResults found) {
    return found.results().stream()
        .filter(each -> each.state().filter(PortState.LISTENING::equals).isPresent())
        .map(ScanResult::port)
        .collect(toSet());
  }

  private static PortState state(ScanResults found, Transport transport, int port) {
    return found.results().stream()
        .filter(each -> each.transport() == transport && each.port() == port)
        .findFirst()
        .flatMap(ScanResult::state)
        .orElseThrow();
  }

  private static Set<Class<?>> failures(List<ScanResult> found) {
    return found.stream()
        .flatMap(each -> each.failure().stream())
        .map(Object::getClass)
        .collect(toSet());
  }
}
