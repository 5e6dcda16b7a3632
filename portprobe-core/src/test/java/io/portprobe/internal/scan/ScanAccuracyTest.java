package io.portprobe.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.Transport;
import io.portprobe.internal.scan.SimulatedNetwork.Ending;
import io.portprobe.scan.PortSet;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Under pressure a scan tells the truth")
@Timeout(60)
class ScanAccuracyTest {
  private static ScanSettings settings(String ports, Consumer<ScanSettings> change) {
    return new ScanSettings()
        .with(settings -> settings.ports.put(Transport.TCP, PortSet.tcp(ports)))
        .with(change);
  }

  @Test
  @DisplayName("a SYN lost once does not make an open port FILTERED (trap 5)")
  void lostSyn() {
    SimulatedNetwork net =
        new SimulatedNetwork((port, times, now) -> port == 7 && times == 1 ? null : Ending.open(5));
    net.scan(settings("1-20", settings -> settings.timeout = Duration.ofMillis(300)));
    assertThat(net.isClosed).isTrue();
    assertThat(net.count(PortState.LISTENING)).isEqualTo(20);
    assertThat(net.results.get(7).sends()).isEqualTo(2);
  }

  @Test
  @DisplayName("silence is believed after as many questions as were wanted")
  void filtered() {
    SimulatedNetwork net =
        new SimulatedNetwork((port, times, now) -> port == 7 ? null : Ending.refused(5));
    net.scan(settings("1-20", settings -> settings.retries = 2));
    assertThat(net.state(7)).isEqualTo(PortState.FILTERED);
    assertThat(net.results.get(7).sends()).isEqualTo(3);
  }

  @Test
  @DisplayName("on a line that loses 6 % of all answers no open port is missed")
  void lossyLine() {
    Random random = new Random(4711);
    SimulatedNetwork net =
        new SimulatedNetwork(
            (port, times, now) ->
                random.nextDouble() < 0.06
                    ? null
                    : port % 10 == 0 ? Ending.open(20) : Ending.refused(20));
    net.scan(settings("1-10000", settings -> {}));
    assertThat(net.count(PortState.LISTENING)).isEqualTo(1_000);
    assertThat(net.count(PortState.NOT_LISTENING)).isEqualTo(9_000);
  }

  @Test
  @DisplayName("a host that answers 200 a second only is slowed down for, not called FILTERED")
  void slowHost() {
    long[] bucket = {0, 0};
    SimulatedNetwork net =
        new SimulatedNetwork(
            (port, times, now) -> {
              if (now / 100 != bucket[0]) {
                bucket[0] = now / 100;
                bucket[1] = 0;
              }
              return bucket[1]++ < 20 ? Ending.refused(10) : null;
            });
    net.scan(settings("1-1000", settings -> {}));
    assertThat(net.count(PortState.NOT_LISTENING)).isEqualTo(1_000);
  }

  @Test
  @DisplayName("the time-out follows the round trips, between floor and ceiling")
  void adaptiveTimeout() {
    SimulatedNetwork net =
        new SimulatedNetwork((port, times, now) -> port > 500 ? null : Ending.refused(30));
    net.scan(settings("1-600", settings -> settings.socketsPerHost = 10));
    assertThat(net.timeouts.get(0)).isEqualTo(1_000); // nothing is known yet
    assertThat(net.timeouts.get(400)).isBetween(100L, 130L);
    assertThat(net.timeouts).allMatch(millis -> millis >= 100 && millis <= 2_000);
  }

  @Test
  @DisplayName("not adaptive, each question waits for the whole time-out")
  void fixedTimeout() {
    SimulatedNetwork net =
        new SimulatedNetwork((port, times, now) -> port > 50 ? null : Ending.refused(30));
    net.scan(
        settings(
            "1-60",
            settings -> {
              settings.adaptive = false;
              settings.timeout = Duration.ofMillis(700);
            }));
    assertThat(net.timeouts).containsOnly(700L);
  }

  @Test
  @DisplayName("a shortage of this machine makes it wait, and is no result (trap 2)")
  void shortage() {
    SimulatedNetwork net =
        new SimulatedNetwork(
            (port, times, now) ->
                now < 3_000 ? new Ending(SimulatedNetwork.EADDRNOTAVAIL, true, 0) : Ending.open(5));
    net.scan(settings("1-50", settings -> {}));
    assertThat(net.count(PortState.LISTENING)).isEqualTo(50);
    assertThat(net.results.values()).allMatch(result -> result.sends() == 1);
    assertThat(net.sentAt.stream().filter(at -> at < 3_000).count()).isLessThan(4_000);
  }

  @Test
  @DisplayName("the rate is kept, and so are the windows")
  void pace() {
    SimulatedNetwork net = new SimulatedNetwork((port, times, now) -> Ending.refused(50));
    net.scan(
        settings(
            "1-1000",
            settings -> {
              settings.rate = 500;
              settings.socketsPerHost = 7;
            }));
    assertThat(net.mostInFlight).isLessThanOrEqualTo(7);
    assertThat(net.millis()).isGreaterThanOrEqualTo(1_990);
  }

  @Test
  @DisplayName("the rate of one host is kept")
  void pacePerHost() {
    SimulatedNetwork net = new SimulatedNetwork((port, times, now) -> Ending.refused(1));
    net.scan(settings("1-200", settings -> settings.ratePerHost = 100));
    assertThat(net.millis()).isBetween(1_900L, 2_500L);
  }

  private static SimulatedNetwork udp(
      SimulatedNetwork.Script script, int ports, Duration patience) {
    SimulatedNetwork net = new SimulatedNetwork(script);
    net.scan(
        new ScanSettings()
            .with(
                settings -> {
                  settings.ports.put(Transport.UDP, PortSet.udp("1-" + ports));
                  settings.icmpRateLimitTimeout = patience;
                }));
    return net;
  }

  /** Linux: 6 at once, then one a second. */
  private static SimulatedNetwork.Script limited(int silentPort) {
    double[] tokens = {6, 0};
    return (port, times, now) -> {
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
  @DisplayName("a host that limits its ICMP errors is asked within what it allows")
  void icmpLimit() {
    SimulatedNetwork net = udp(limited(20), 50, Duration.ofMinutes(2));
    assertThat(net.count(PortState.NOT_LISTENING)).isEqualTo(49);
    assertThat(net.state(20)).isEqualTo(PortState.LISTENING_OR_FILTERED);
  }

  @Test
  @DisplayName("where the patience does not suffice, the evidence says that silence proves nothing")
  void impatient() {
    SimulatedNetwork net = udp(limited(0), 50, Duration.ofSeconds(10));
    assertThat(net.millis()).isLessThan(20_000);
    assertThat(net.count(PortState.LISTENING_OR_FILTERED)).isBetween(25L, 40L);
    assertThat(net.results.values())
        .filteredOn(result -> result.state().orElseThrow() == PortState.LISTENING_OR_FILTERED)
        .allMatch(result -> result.evidence().contains("proves nothing"));
  }

  @Test
  @DisplayName("a host that sends no ICMP errors is not waited for")
  void silentHost() {
    SimulatedNetwork net = udp((port, times, now) -> null, 50, Duration.ofMinutes(2));
    assertThat(net.count(PortState.LISTENING_OR_FILTERED)).isEqualTo(50);
    assertThat(net.millis()).isLessThan(5_000);
  }
}
