package io.portprobe.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.ProbeClient;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScanPlanTest {
  private static final ProbeClient CLIENT = ProbeClient.create();

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @Test
  void probes_areHostsTimesPorts_withoutExcludedHosts() {
    ScanPlan plan =
        CLIENT.scan().hosts("10.0.0.0/24").exclude("10.0.0.0-55").tcp("1-10").udp("53").plan();
    assertThat(plan.probes()).hasValue(200 * 11);
    assertThat(plan.bytes()).isPositive();
    assertThat(plan.maxOpenSockets()).isBetween(2, 2_000);
  }

  @Test
  void worstCaseDuration_dependsOnRateSocketsAndRetries() {
    Scan scan = CLIENT.scan().hosts("10.0.0.1").tcp("1-1000").timeout(Duration.ofSeconds(1));
    assertThat(scan.rate(10).plan().worstCaseDuration())
        .isBetween(Duration.ofSeconds(200), Duration.ofSeconds(210));
    assertThat(scan.adaptive(false).windowPerHost(10).plan().worstCaseDuration())
        .isEqualTo(Duration.ofSeconds(200));
    assertThat(scan.adaptive(false).windowPerHost(10).retries(0).plan().worstCaseDuration())
        .isEqualTo(Duration.ofSeconds(100));
    assertThat(scan.ratePerHost(10).plan().worstCaseDuration())
        .isGreaterThanOrEqualTo(Duration.ofSeconds(200));
    assertThat(scan.rate(1).deadline(Duration.ofSeconds(5)).plan().worstCaseDuration())
        .isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void tooLargeScan_isRejected_unlessAllowed() {
    Scan large = CLIENT.scan().hosts("10.0.0.0/8").tcp("1-2");
    assertThatThrownBy(large::plan)
        .isInstanceOfSatisfying(
            ScanTooLargeException.class, e -> assertThat(e.plan().probes()).hasValue(2L << 24))
        .hasMessageContaining("33554432")
        .hasMessageContaining("maxProbes, 10000000");
    assertThat(large.allowLarge().plan().probes()).hasValue(2L << 24);
    assertThatThrownBy(() -> large.forEach(result -> {})).isInstanceOf(ScanTooLargeException.class);
    Scan slow = CLIENT.scan().hosts("10.0.0.1").tcp("1-100").rate(1);
    assertThatThrownBy(() -> slow.maxDuration(Duration.ofMinutes(1)).plan())
        .isInstanceOf(ScanTooLargeException.class)
        .hasMessageContaining("maxDuration, PT1M");
  }

  @Test
  void hostStream_hasNoNumberOfProbes() {
    Scan scan = CLIENT.scan().hosts(Stream.of("10.0.0.1")).tcp("1");
    assertThat(scan.plan().probes()).isEmpty();
    assertThatThrownBy(scan::collect).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void missingHostsOrPorts_areRejected_withAMessageThatNamesThem() {
    assertThatThrownBy(() -> CLIENT.scan().tcp("1").plan())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("hosts: none");
    assertThatThrownBy(() -> CLIENT.scan().hosts("a").plan())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ports: none");
  }

  static List<UnaryOperator<Scan>> badSettings() {
    return List.of(
        scan -> scan.rate(0),
        scan -> scan.ratePerHost(10_000_001),
        scan -> scan.window(0),
        scan -> scan.windowPerHost(32_769),
        scan -> scan.retries(11),
        scan -> scan.timeout(Duration.ZERO),
        scan -> scan.icmpRateLimitTimeout(Duration.ofDays(2)),
        scan -> scan.sourcePort(65_536),
        scan -> scan.deadline(Duration.ZERO),
        scan -> scan.maxProbes(0),
        scan -> scan.maxDuration(Duration.ofSeconds(-1)));
  }

  @ParameterizedTest
  @MethodSource("badSettings")
  void settingOutOfRange_isRejected(UnaryOperator<Scan> setting) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setting.apply(CLIENT.scan()))
        .withMessageContaining("expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "portprobe-checkpoint 2\nscan 1\n",
        "portprobe-checkpoint 1\nscan xyz\n",
        "portprobe-checkpoint 1\nscan 1\nsctp 1 1\n",
        "portprobe-checkpoint 1\nscan 1\ntcp 0 1\n",
        "portprobe-checkpoint 1\nscan 1\ntcp 1 5\nopen 5 0 3 1\n",
        "portprobe-checkpoint 1\nscan 1\ntcp 1 5\nopen 4 0 3 3\n",
        "portprobe-checkpoint 1\nscan 1\ntcp 1 5\nopen 4 0 3 2-1\n",
      })
  void malformedCheckpoint_isRejected(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScanCheckpoint.parse(text))
        .withMessageContaining("checkpoint:");
  }

  @Test
  void checkpoint_isParsedFromItsText() {
    String text =
        """
        portprobe-checkpoint 1
        scan 00000000000000ff
        tcp 2 9
        open 3 0 40 1,7-9
        open 8 -1 0 -
        udp 1 0
        """;
    ScanCheckpoint read = ScanCheckpoint.parse(text);
    assertThat(read).hasToString(text).isEqualTo(ScanCheckpoint.parse(text));
    assertThat(read.hashCode()).isEqualTo(ScanCheckpoint.parse(text).hashCode());
  }
}
