package io.portprobe.examples.quickstart;

// README: assertion
import static io.portprobe.Endpoint.tcp;
import static io.portprobe.testing.PortAssertions.assertThatPort;
import static java.time.Duration.ofSeconds;

import io.portprobe.ProbeClient;
import io.portprobe.Reason;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.testing.junit.Fault;
import io.portprobe.testing.junit.Faulty;
import io.portprobe.testing.junit.PortprobeExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PortprobeExtension.class)
class PortsTest {
  @Test
  void ports_haveExpectedStates(
      ProbeClient client, @Faulty(Fault.SILENT) TcpPeer app, @Faulty(Fault.REFUSING) TcpPeer db) {
    assertThatPort(client, tcp(app.host(), app.port())).within(ofSeconds(2)).isListening();
    assertThatPort(client, tcp(db.host(), db.port())).isNotListening().hasReason(Reason.REFUSED);
  }
}
// end
