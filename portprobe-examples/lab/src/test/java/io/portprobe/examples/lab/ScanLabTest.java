package io.portprobe.examples.lab;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanResults;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@InLab
@Timeout(120)
class ScanLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  private static ScanResults run(Scan scan) throws Exception {
    return scan.collect().get(100, SECONDS);
  }

  private static Map<Integer, PortState> states(ScanResults results) {
    return results.results().stream()
        .collect(toMap(result -> result.port(), result -> result.state().orElseThrow()));
  }

  @Test
  @DisplayName("A scan distinguishes the actions of a packet filter, including a lost first SYN")
  void packetFilter() throws Exception {
    ScanResults results =
        run(LAB.client().scan().hosts("198.18.77.40").tcp("22,81,1001,1002,1004-1013"));
    Map<Integer, PortState> states = states(results);
    assertThat(states)
        .containsEntry(22, PortState.LISTENING)
        .containsEntry(81, PortState.NOT_LISTENING)
        .containsEntry(1001, PortState.NOT_LISTENING)
        .containsEntry(1002, PortState.FILTERED)
        .containsEntry(1004, PortState.FILTERED)
        .containsEntry(1005, PortState.FILTERED)
        .containsEntry(1008, PortState.FILTERED)
        .containsEntry(1009, PortState.FILTERED)
        .containsEntry(1010, PortState.LISTENING)
        .containsEntry(1012, PortState.LISTENING)
        .containsEntry(1013, PortState.LISTENING);
  }

  @Test
  @DisplayName("A scan over a link with 20 % loss each way reports the correct state of every port")
  void badLine() throws Exception {
    ScanResults results = run(LAB.client().scan().hosts("198.18.78.3").tcp("1-400"));
    assertThat(results.summary().filtered()).isZero();
    assertThat(results.summary().results()).isEqualTo(400);
  }

  @Test
  @DisplayName(
      "A scan of a host that rate-limits ICMP errors probes silent UDP ports until it has a"
          + " response")
  void icmpLimit() throws Exception {
    ScanResults results =
        run(
            LAB.client()
                .scan()
                .hosts("198.18.77.31")
                .udp("53,123,1001-1025")
                .icmpRateLimitTimeout(Duration.ofSeconds(60)));
    assertThat(states(results))
        .containsEntry(53, PortState.LISTENING)
        .containsEntry(1001, PortState.NOT_LISTENING);
    assertThat(results.summary().notListening()).isEqualTo(25);
  }
}
