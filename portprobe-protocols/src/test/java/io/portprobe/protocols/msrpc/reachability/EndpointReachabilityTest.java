package io.portprobe.protocols.msrpc.reachability;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.TargetDeniedException;
import io.portprobe.TargetPolicy;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer;
import io.portprobe.protocols.testing.msrpc.MapperEntry;
import io.portprobe.protocols.testing.msrpc.UdpEndpointMapperPeer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class EndpointReachabilityTest {
  private static final Duration ENOUGH = Duration.ofSeconds(30);
  private static final MapperEntry SAMR =
      MapperEntry.of("12345778-1234-abcd-ef00-0123456789ac", 1, 0);
  private static final MapperEntry DRSUAPI =
      MapperEntry.of("e3514235-4b06-11d1-ab04-00c04fc2dcd2", 4, 0);

  private final ProbeClient client = ProbeClient.create();

  @AfterEach
  void close() {
    client.close();
  }

  private EndpointReachability follow(EndpointMapperPeer mapper) {
    return EndpointReachability.of(client, Endpoint.tcp(mapper.host(), mapper.port()))
        .timeout(ENOUGH);
  }

  private static Optional<PortState> state(ReachabilityReport report, int port) {
    return report.endpoints().stream()
        .filter(endpoint -> endpoint.endpoint().port() == port)
        .findFirst()
        .orElseThrow()
        .state();
  }

  @Tag("slow")
  @Test
  void filterOfDynamicRange_isReported() {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer dropped = TcpPeer.blackHole();
        TcpPeer refusing = TcpPeer.refusing();
        EndpointMapperPeer mapper =
            EndpointMapperPeer.serving(
                List.of(
                    SAMR.tcp(open.port()),
                    DRSUAPI.tcp(dropped.port()),
                    SAMR.http(refusing.port()),
                    SAMR.pipe("\\\\SERVER", "\\pipe\\lsass"),
                    SAMR.local("lsass")))) {
      ReachabilityReport report = follow(mapper).timeout(Duration.ofSeconds(3)).report().join();

      assertThat(report.endpoints()).hasSize(3);
      assertThat(state(report, open.port())).contains(PortState.LISTENING);
      assertThat(state(report, dropped.port())).contains(PortState.FILTERED);
      assertThat(state(report, refusing.port())).contains(PortState.NOT_LISTENING);
      assertThat(report.isFiltered()).isTrue();
      assertThat(report.reachable())
          .extracting(MappedEndpoint::stringBinding)
          .containsExactly("ncacn_ip_tcp:127.0.0.1[" + open.port() + "]");
      assertThat(report.lines())
          .containsExactly(
              "tcp://127.0.0.1:" + open.port() + " LISTENING (accepted): samr 1.0",
              "tcp://127.0.0.1:" + dropped.port() + " FILTERED (timed out): drsuapi 4.0",
              "tcp://127.0.0.1:" + refusing.port() + " NOT LISTENING (refused): samr 1.0",
              "Registered ports: 3, reachable from here: 1",
              "The endpoint mapper can be reached, but not every port in its map: a packet filter"
                  + " may pass "
                  + mapper.port()
                  + " and drop the dynamic port range");
    }
  }

  @Tag("slow")
  @Test
  void udpPorts_areEachPingedOnce() throws Exception {
    try (UdpEndpointMapperPeer server =
            UdpEndpointMapperPeer.serving(EndpointMapperPeer.builder());
        UdpPeer silent = UdpPeer.silent();
        UdpPeer refusing = UdpPeer.refusing();
        EndpointMapperPeer mapper =
            EndpointMapperPeer.serving(
                List.of(
                    SAMR.udp(server.port()),
                    DRSUAPI.udp(server.port()),
                    SAMR.udp(silent.port()),
                    SAMR.udp(refusing.port()),
                    SAMR.forObject(new UUID(1, 2)).udp(server.port())))) {
      ReachabilityReport report = follow(mapper).timeout(Duration.ofSeconds(3)).report().join();

      assertThat(report.endpoints()).hasSize(3);
      assertThat(state(report, server.port())).contains(PortState.LISTENING);
      assertThat(state(report, silent.port())).contains(PortState.LISTENING_OR_FILTERED);
      assertThat(state(report, refusing.port())).contains(PortState.NOT_LISTENING);
      assertThat(report.endpoints().get(0).entries()).hasSize(3);
      assertThat(report.endpoints().get(0).toString()).endsWith(": samr 1.0, drsuapi 4.0");
      assertThat(server.pings()).isEqualTo(1);
      assertThat(report.isFiltered()).isFalse();
    }
  }

  @Test
  void clientPolicy_appliesToEachPort() {
    TargetPolicy loopbackOnly = TargetPolicy.allow("127.0.0.0/8");
    try (ProbeClient careful = ProbeClient.builder().targetPolicy(loopbackOnly).build();
        TcpPeer open = TcpPeer.silent();
        EndpointMapperPeer mapper =
            EndpointMapperPeer.serving(
                List.of(SAMR.tcp("198.18.77.99", 49664), SAMR.tcp(open.port())))) {
      ReachabilityReport report =
          EndpointReachability.of(careful, Endpoint.tcp(mapper.host(), mapper.port()))
              .anyHost()
              .timeout(ENOUGH)
              .report()
              .join();

      assertThat(report.endpoints().get(0).failure())
          .containsInstanceOf(TargetDeniedException.class);
      assertThat(report.endpoints().get(0).toString()).contains(" not probed (");
      assertThat(report.endpoints().get(1).isReachable()).isTrue();
    }
  }

  @Test
  void portOnAnotherHost_isProbedOnlyIfTheCallerPermitsIt() throws Exception {
    try (TcpPeer open = TcpPeer.silent();
        EndpointMapperPeer mapper =
            EndpointMapperPeer.serving(
                List.of(
                    SAMR.tcp("127.0.0.2", open.port()),
                    SAMR.tcp("127.0.0.1", open.port()),
                    SAMR.tcp("0.0.0.0", open.port())))) {
      ReachabilityReport careful = follow(mapper).report().join();

      assertThat(careful.endpoints()).hasSize(2);
      assertThat(careful.endpoints().get(0).failure())
          .containsInstanceOf(TargetDeniedException.class);
      assertThat(careful.endpoints().get(0).toString())
          .contains(" not probed (", "127.0.0.2 is not the probed host; anyHost() adds");
      assertThat(careful.endpoints().get(1).isReachable()).isTrue();
      assertThat(open.awaitConnections(1, ENOUGH)).isTrue();
      assertThat(open.connections()).isOne();

      ReachabilityReport trusting = follow(mapper).anyHost().report().join();
      assertThat(trusting.endpoints().get(0).state()).isPresent();
    }
  }

  @Test
  void manyPorts_areLimited() {
    try (TcpPeer open = TcpPeer.silent();
        EndpointMapperPeer mapper =
            EndpointMapperPeer.serving(
                IntStream.range(0, 600)
                    .mapToObj(i -> i % 2 == 0 ? SAMR.tcp(open.port()) : SAMR.tcp(1 + i))
                    .toList())) {
      ReachabilityReport report = follow(mapper).maxPorts(100).concurrency(3).report().join();

      assertThat(report.endpoints()).hasSize(100);
      assertThat(report.omitted()).isEqualTo(201);
      assertThat(report.endpoints().get(0).isReachable()).isTrue();
      assertThat(report.endpoints().get(0).entries()).hasSize(300);
      assertThat(report.endpoints()).allMatch(endpoint -> endpoint.report().isPresent());
      assertThat(report.lines()).contains("Not probed because of the port limit: 201");
    }
  }

  @Tag("slow")
  @Test
  void moreDroppedPortsThanConcurrency_shareTheTime() {
    try (TcpPeer one = TcpPeer.blackHole();
        TcpPeer two = TcpPeer.blackHole();
        TcpPeer open = TcpPeer.silent();
        EndpointMapperPeer mapper =
            EndpointMapperPeer.serving(
                List.of(SAMR.tcp(one.port()), SAMR.tcp(two.port()), SAMR.tcp(open.port())))) {
      ReachabilityReport report =
          follow(mapper).timeout(Duration.ofSeconds(4)).concurrency(1).report().join();

      assertThat(state(report, one.port())).contains(PortState.FILTERED);
      assertThat(state(report, two.port())).contains(PortState.FILTERED);
      assertThat(state(report, open.port())).contains(PortState.LISTENING);
    }
  }

  @Test
  void noMap_isReported() {
    try (TcpPeer refusing = TcpPeer.refusing()) {
      ReachabilityReport report =
          EndpointReachability.of(client, endpointOf(refusing)).timeout(ENOUGH).report().join();

      assertThat(report.map()).isEmpty();
      assertThat(report.lines())
          .containsExactly(
              "No endpoint map from " + endpointOf(refusing) + ": NOT LISTENING (refused)");
    }
  }

  @Test
  void cancelled_endsItsProbes() throws Exception {
    try (TcpPeer slow = TcpPeer.blackHole();
        EndpointMapperPeer mapper = EndpointMapperPeer.serving(List.of(SAMR.tcp(slow.port())))) {
      CompletableFuture<ReachabilityReport> future = follow(mapper).report();
      assertThat(mapper.awaitClosed(ENOUGH)).isTrue(); // the map is read, and the port probed soon

      future.cancel(false);

      assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
      // Closing waits for running probes: a probe of 30 s that was not cancelled would delay it.
      assertThat(client.closeAsync()).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void badArguments_areNamed() {
    EndpointReachability follow = EndpointReachability.of(client, "127.0.0.1");

    assertThatThrownBy(() -> follow.maxPorts(0)).hasMessage("ports: 0 (expected: 1-65535)");
    assertThatThrownBy(() -> follow.concurrency(65_536))
        .hasMessage("ports: 65536 (expected: 1-65535)");
    assertThatThrownBy(() -> follow.timeout(Duration.ZERO))
        .hasMessage("timeout: PT0S (expected: PT0.002S to PT1H)");
    assertThatThrownBy(() -> follow.inquiry(Inquiry.management()))
        .hasMessageStartingWith("inquiry: ");
  }
}
