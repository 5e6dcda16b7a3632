package io.portprobe.internal.probe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.faultkit.TcpPeer;
import org.junit.jupiter.api.Test;

/** A listening socket of this host whose accept queue is full drops SYNs, as a filter does. */
class AcceptQueueTest {
  @Test
  void fullQueueOnThisHost_isNamedBesideThePacketFilter() {
    try (ProbeClient client = ProbeClient.create();
        TcpPeer peer = TcpPeer.blackHole()) {
      ProbeReport report =
          client.probe(endpointOf(peer)).stateOnly().timeout(ofMillis(800)).report().join();
      assertThat(report.state()).isEqualTo(PortState.FILTERED);
      assertThat(report.reason()).isEqualTo(Reason.TIMED_OUT);
      assertThat(report.attempts().get(0).evidence())
          .isEqualTo(
              "no response until the deadline: on this host the accept queue of the listening"
                  + " socket is full, or a packet filter drops the packets");
    }
  }
}
