package io.portprobe.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.AddressSelection;
import io.portprobe.ProbeClient;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
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
  void plansOfTheShards_addUpToThePlanOfTheWhole() {
    Scan whole = CLIENT.scan().hosts("10.0.0.0/24", "10.1.0.1-5").tcp("1-7").udp("1-3");
    List<Long> sizes =
        IntStream.range(0, 11)
            .mapToObj(index -> whole.shard(index, 11).plan().probes().getAsLong())
            .toList();
    assertThat(sizes.stream().mapToLong(Long::longValue).sum()).isEqualTo(261 * 10);
    assertThat(sizes).allMatch(size -> size >= 237 && size <= 239);
    assertThat(whole.shard(0, 1).plan()).isEqualTo(whole.plan());
  }

  @Test
  void shardsOfALargeScan_areEachWithinTheLimits() {
    Scan large = CLIENT.scan().hosts("10.0.0.0/8").tcp("1-2").shuffled(1).shard(3, 4);
    assertThat(large.plan().probes()).hasValue(1L << 23);
    assertThatThrownBy(() -> large.maxProbes(1 << 22).plan())
        .isInstanceOf(ScanTooLargeException.class);
    Duration wholeDuration = large.shard(0, 1).allowLarge().plan().worstCaseDuration();
    assertThat(large.plan().worstCaseDuration())
        .isCloseTo(wholeDuration.dividedBy(4), Duration.ofSeconds(5));
  }

  @Test
  void shardOfOneHost_hasPartOfItsPorts() {
    Scan scan = CLIENT.scan().hosts("10.0.0.1").tcp("1-1000").ratePerHost(10).retries(0);
    assertThat(scan.shard(9, 10).plan().probes()).hasValue(100);
    assertThat(scan.shard(9, 10).plan().worstCaseDuration())
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
  }

  @Test
  void namesOfAShard_countForMaxProbes() {
    Scan scan =
        CLIENT
            .scan()
            .hosts("a.test", "b.test", "10.0.0.1", "10.0.0.2")
            .tcp("1-10")
            .addresses(AddressSelection.ALL)
            .shard(0, 2);
    assertThat(scan.plan().probes()).hasValue(20 + 2 * 63 * 10);
    assertThat(scan.maxProbes(100).plan().probes()).hasValue(100);
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
        scan -> scan.shard(0, 0),
        scan -> scan.shard(2, 2),
        scan -> scan.shard(-1, 2),
        scan -> scan.shard(0, 1_000_001),
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
        .isThrownBy(() -> ScanCheckpoint.parse(text + "end\n"))
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
        end
        """;
    ScanCheckpoint read = ScanCheckpoint.parse(text);
    assertThat(read).hasToString(text).isEqualTo(ScanCheckpoint.parse(text));
    assertThat(read.hashCode()).isEqualTo(ScanCheckpoint.parse(text).hashCode());
  }
}
