package io.portprobe.examples.connectivity.junit;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.ProbeClient;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.testing.contract.NetworkContract;
import io.portprobe.testing.junit.ConnectivityTestFactory;
import io.portprobe.testing.junit.PortprobeExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class ConnectivityTestFactoryTest {
  private static Path file = Path.of("connectivity.yaml");

  /** What a user writes. */
  @ExtendWith(PortprobeExtension.class)
  static class NetworkTests {
    // README: contract-tests
    @TestFactory
    Stream<DynamicTest> network(ProbeClient client) throws IOException {
      return ConnectivityTestFactory.of(client, file);
    }
    // end
  }

  @Test
  @DisplayName("Each port is a named test, which fails if the network differs")
  void tests(@TempDir Path folder) throws IOException {
    file = folder.resolve("connectivity.yaml");
    try (ProbeClient client = ProbeClient.create();
        TcpPeer web = TcpPeer.silent();
        TcpPeer telnet = TcpPeer.refusing();
        UdpPeer snmp = UdpPeer.refusing()) {
      NetworkContract.record(client, List.of(endpointOf(web), endpointOf(telnet), endpointOf(snmp)))
          .join()
          .write(file);
      EngineExecutionResults kept = Run.of(NetworkTests.class);
      kept.testEvents().assertStatistics(events -> events.succeeded(3).failed(0));
      assertThat(kept.testEvents().succeeded().stream())
          .extracting(event -> event.getTestDescriptor().getDisplayName())
          .containsExactly(
              endpointOf(web) + " is listening (connectivity.yaml:2)",
              endpointOf(telnet) + " is not listening (connectivity.yaml:5)",
              endpointOf(snmp) + " is not listening (connectivity.yaml:8)");

      Files.writeString(
          file,
          Files.readString(file)
              .replace("state: listening\n    reason: accepted", "state: not-listening"));
      EngineExecutionResults drifted = Run.of(NetworkTests.class);
      drifted.testEvents().assertStatistics(events -> events.succeeded(2).failed(1));
      assertThat(Run.failures(drifted.testEvents()))
          .singleElement()
          .asString()
          .contains(
              "connectivity.yaml:2: Expected "
                  + endpointOf(web)
                  + " not to be listening, but it is LISTENING");
    }
  }
}
