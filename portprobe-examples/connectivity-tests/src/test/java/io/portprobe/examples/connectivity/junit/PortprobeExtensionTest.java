package io.portprobe.examples.connectivity.junit;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.Loopback;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.spi.Protocols;
import io.portprobe.testing.junit.Fault;
import io.portprobe.testing.junit.Faulty;
import io.portprobe.testing.junit.PeerFrom;
import io.portprobe.testing.junit.PortprobeExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class PortprobeExtensionTest {
  private static final List<TcpPeer> INJECTED = new ArrayList<>();
  private static final List<TcpPeer> FORGOTTEN = new ArrayList<>();

  /** Tests that leave nothing open. */
  @ExtendWith(PortprobeExtension.class)
  static class InOrder {
    static TcpPeer onIpv4() {
      return TcpPeer.at(Loopback.ipv4(), 0).silent();
    }

    // README: junit
    @Test
    void outage_isReported(ProbeClient client, @Faulty(Fault.REFUSING) TcpPeer db) {
      assertThat(client.tcp(db.host(), db.port()).state().join())
          .isEqualTo(PortState.NOT_LISTENING);
    }

    // end

    @Test
    void faults(
        ProbeClient client,
        @Faulty(Fault.SILENT) TcpPeer silent,
        @Faulty(Fault.REFUSING) UdpPeer refusing,
        @PeerFrom("onIpv4") TcpPeer made) {
      INJECTED.add(silent);
      INJECTED.add(made);
      assertThat(client.probe(endpointOf(silent)).state().join()).isEqualTo(PortState.LISTENING);
      assertThat(client.probe(endpointOf(made)).state().join()).isEqualTo(PortState.LISTENING);
      assertThat(client.probe(endpointOf(refusing)).state().join())
          .isEqualTo(PortState.NOT_LISTENING);
    }
  }

  @Test
  @DisplayName("A client and peers are injected, and the peers are closed")
  void inOrder() {
    EngineExecutionResults run = Run.of(InOrder.class);

    assertThat(Run.failures(run.testEvents())).isEmpty();
    assertThat(Run.failures(run.containerEvents())).isEmpty();
    run.testEvents().assertStatistics(events -> events.succeeded(2));
    assertThat(INJECTED).hasSize(2);
    try (ProbeClient client = ProbeClient.create()) {
      assertThat(INJECTED)
          .allSatisfy(
              peer ->
                  assertThat(client.probe(endpointOf(peer)).state().join())
                      .isEqualTo(PortState.NOT_LISTENING));
    }
  }

  /** Tests with a configured client. */
  static class OwnClient {
    @RegisterExtension
    static final PortprobeExtension PORTPROBE =
        PortprobeExtension.using(
            () -> ProbeClient.builder().protocol(Protocols.banner("own", 2525, "hello")).build());

    @Test
    void knowsItsProtocol(ProbeClient client) {
      assertThat(client.protocols()).contains("own");
    }
  }

  @Test
  @DisplayName("A configured client is injected")
  void ownClient() {
    Run.of(OwnClient.class).testEvents().assertStatistics(events -> events.succeeded(1).failed(0));
  }

  /** Does not wait for its probe. */
  @ExtendWith(PortprobeExtension.class)
  static class LeavesProbe {
    @Test
    void probes(ProbeClient client, @Faulty(Fault.BLACK_HOLE) TcpPeer deaf) {
      var unused = client.probe(endpointOf(deaf)).state();
    }
  }

  @Test
  @DisplayName("A probe in flight fails the test and is named")
  void leavesProbe() {
    EngineExecutionResults run = Run.of(LeavesProbe.class);

    assertThat(Run.failures(run.testEvents()))
        .singleElement()
        .asString()
        .contains(
            "ended with 1 probe or scan still in flight; join or cancel the returned futures:",
            "tcp://127.0.0.1:",
            "by thread");
  }

  /** Does not close its peer. */
  @ExtendWith(PortprobeExtension.class)
  static class LeavesPeer {
    @Test
    void serves() {
      FORGOTTEN.add(TcpPeer.silent());
    }
  }

  @Test
  @DisplayName("An open peer fails the class")
  void leavesPeer() {
    EngineExecutionResults run = Run.of(LeavesPeer.class);
    FORGOTTEN.forEach(TcpPeer::close);

    assertThat(Run.failures(run.containerEvents()))
        .singleElement()
        .asString()
        .contains("left peers open", "tcp://127.0.0.1:", "LeavesPeer.serves(");
  }

  /** Wants what cannot be. */
  @ExtendWith(PortprobeExtension.class)
  static class Impossible {
    @Test
    void drips(@Faulty(Fault.DRIPPING) UdpPeer peer) {}
  }

  @Test
  @DisplayName("An unsupported fault is reported")
  void impossible() {
    assertThat(Run.failures(Run.of(Impossible.class).testEvents()))
        .singleElement()
        .asString()
        .contains("fault: DRIPPING (expected: REFUSING, SILENT or GARBAGE for a UdpPeer)");
  }
}
