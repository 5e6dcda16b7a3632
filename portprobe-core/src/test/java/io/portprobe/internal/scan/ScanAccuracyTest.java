package io.portprobe.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.internal.scan.SimulatedNetwork.Ending;
import io.portprobe.internal.scan.setup.ScanSettings;
import io.portprobe.internal.scan.setup.ScanSettings.Attempts;
import io.portprobe.internal.scan.setup.ScanSettings.Throughput;
import io.portprobe.scan.PortSet;
import java.time.Duration;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ScanAccuracyTest {
  private static ScanSettings tcp(String ports) {
    ScanSettings settings = ScanSettings.DEFAULT;
    return settings.with(settings.targets().withPorts(PortSet.tcp(ports)));
  }

  private static ScanSettings tcp(String ports, UnaryOperator<Attempts> change) {
    ScanSettings settings = tcp(ports);
    return settings.with(change.apply(settings.attempts()));
  }

  private static ScanSettings tcpPaced(String ports, UnaryOperator<Throughput> change) {
    ScanSettings settings = tcp(ports);
    return settings.with(change.apply(settings.throughput()));
  }

  @Test
  void lostSyn_openPort_isListening() {
    SimulatedNetwork net =
        new SimulatedNetwork((port, sends, now) -> port == 7 && sends == 1 ? null : Ending.open(5));
    net.scan(tcp("1-20", attempts -> attempts.withTimeout(Duration.ofMillis(300))));
    assertThat(net.isClosed).isTrue();
    assertThat(net.count(PortState.LISTENING)).isEqualTo(20);
    assertThat(net.results.get(7).sends()).isEqualTo(2);
  }

  @Test
  void silentPort_afterAllRetries_isFiltered() {
    SimulatedNetwork net =
        new SimulatedNetwork((port, sends, now) -> port == 7 ? null : Ending.refused(5));
    net.scan(tcp("1-20", attempts -> attempts.withRetries(2)));
    assertThat(net.state(7)).isEqualTo(PortState.FILTERED);
    assertThat(net.results.get(7).sends()).isEqualTo(3);
  }

  @Test
  void lossOf6Percent_openPorts_areFound() {
    Random random = new Random(4711);
    SimulatedNetwork net =
        new SimulatedNetwork(
            (port, sends, now) ->
                random.nextDouble() < 0.06
                    ? null
                    : port % 10 == 0 ? Ending.open(20) : Ending.refused(20));
    net.scan(tcp("1-10000"));
    assertThat(net.count(PortState.LISTENING)).isEqualTo(1_000);
    assertThat(net.count(PortState.NOT_LISTENING)).isEqualTo(9_000);
  }

  @Test
  void host200ResponsesPerSecond_closedPorts_areNotListening() {
    long[] bucket = {0, 0};
    SimulatedNetwork net =
        new SimulatedNetwork(
            (port, sends, now) -> {
              if (now / 100 != bucket[0]) {
                bucket[0] = now / 100;
                bucket[1] = 0;
              }
              return bucket[1]++ < 20 ? Ending.refused(10) : null;
            });
    net.scan(tcp("1-1000"));
    assertThat(net.count(PortState.NOT_LISTENING)).isEqualTo(1_000);
  }

  @Test
  void adaptiveTimeout_followsRoundTripTimes() {
    SimulatedNetwork net =
        new SimulatedNetwork((port, sends, now) -> port > 500 ? null : Ending.refused(30));
    net.scan(tcpPaced("1-600", throughput -> throughput.withSocketsPerHost(10)));
    assertThat(net.timeouts.get(0)).isEqualTo(1_000); // no round-trip time is known yet
    assertThat(net.timeouts.get(400)).isBetween(100L, 130L);
    assertThat(net.timeouts).allMatch(millis -> millis >= 100 && millis <= 2_000);
  }

  @Test
  void fixedTimeout_isKept() {
    SimulatedNetwork net =
        new SimulatedNetwork((port, sends, now) -> port > 50 ? null : Ending.refused(30));
    net.scan(
        tcp("1-60", attempts -> attempts.withAdaptive(false).withTimeout(Duration.ofMillis(700))));
    assertThat(net.timeouts).containsOnly(700L);
  }

  @Test
  void localShortage_scanWaits_andReportsNoFailure() {
    SimulatedNetwork net =
        new SimulatedNetwork(
            (port, sends, now) ->
                now < 3_000 ? new Ending(SimulatedNetwork.EADDRNOTAVAIL, true, 0) : Ending.open(5));
    net.scan(tcp("1-50"));
    assertThat(net.count(PortState.LISTENING)).isEqualTo(50);
    assertThat(net.results.values()).allMatch(result -> result.sends() == 1);
    assertThat(net.sentAt.stream().filter(at -> at < 3_000).count()).isLessThan(4_000);
  }

  @Test
  void rateAndSocketLimits_areKept() {
    SimulatedNetwork net = new SimulatedNetwork((port, sends, now) -> Ending.refused(50));
    net.scan(tcpPaced("1-1000", throughput -> throughput.withRate(500).withSocketsPerHost(7)));
    assertThat(net.mostInFlight).isLessThanOrEqualTo(7);
    assertThat(net.millis()).isGreaterThanOrEqualTo(1_990);
  }

  @Test
  void ratePerHost_isKept() {
    SimulatedNetwork net = new SimulatedNetwork((port, sends, now) -> Ending.refused(1));
    net.scan(tcpPaced("1-200", throughput -> throughput.withRatePerHost(100)));
    assertThat(net.millis()).isBetween(1_900L, 2_500L);
  }

  private static SimulatedNetwork udp(
      SimulatedNetwork.Script script, int ports, Duration icmpRateLimitTimeout) {
    SimulatedNetwork net = new SimulatedNetwork(script);
    ScanSettings settings = ScanSettings.DEFAULT;
    net.scan(
        settings
            .with(settings.targets().withPorts(PortSet.udp("1-" + ports)))
            .with(settings.attempts().withIcmpRateLimitTimeout(icmpRateLimitTimeout)));
    return net;
  }

  /** Linux: 6 at once, then one a second. */
  private static SimulatedNetwork.Script limited(int silentPort) {
    double[] tokens = {6, 0};
    return (port, sends, now) -> {
      tokens[0] = Math.min(6, tokens[0] + (now - tokens[1]) / 1_000);
      tokens[1] = now;
      if (port == silentPort || tokens[0] < 1) {
        return null;
      }
      tokens[0]--;
      return Ending.refused(5);
    };
  }

  @Test
  void icmpRateLimit_closedPorts_areNotListening() {
    SimulatedNetwork net = udp(limited(20), 50, Duration.ofMinutes(2));
    assertThat(net.count(PortState.NOT_LISTENING)).isEqualTo(49);
    assertThat(net.state(20)).isEqualTo(PortState.LISTENING_OR_FILTERED);
  }

  @Test
  void icmpRateLimit_timeOver_evidenceSaysUndecided() {
    SimulatedNetwork net = udp(limited(0), 50, Duration.ofSeconds(10));
    assertThat(net.millis()).isLessThan(20_000);
    assertThat(net.count(PortState.LISTENING_OR_FILTERED)).isBetween(25L, 40L);
    assertThat(net.results.values())
        .filteredOn(result -> result.state().orElseThrow() == PortState.LISTENING_OR_FILTERED)
        .allMatch(result -> result.evidence().contains("proves nothing"));
  }

  @Test
  void hostWithoutIcmpErrors_isNotWaitedFor() {
    SimulatedNetwork net = udp((port, sends, now) -> null, 50, Duration.ofMinutes(2));
    assertThat(net.count(PortState.LISTENING_OR_FILTERED)).isEqualTo(50);
    assertThat(net.millis()).isLessThan(5_000);
  }
}
