package io.portprobe.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.internal.scan.checkpoint.CheckpointState.AddressState;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.pacing.SubnetStatistics;
import io.portprobe.internal.scan.setup.ScanSettings;
import io.portprobe.internal.scan.setup.ScanSettings.Attempts;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressProgressTest {
  private static final long MILLIS = 1_000_000L;

  private static AddressProgress progress(int ports, UnaryOperator<Attempts> change) {
    ScanSettings settings = ScanSettings.DEFAULT;
    settings = settings.with(change.apply(settings.attempts()));
    int[] numbers = IntStream.rangeClosed(1, ports).toArray();
    ScanTarget target =
        new ScanTarget(
            new ProbeOrder(Transport.TCP, numbers, 1, 1, null),
            0,
            0,
            null,
            InetAddress.getLoopbackAddress());
    AddressProgress progress = new AddressProgress(settings, target);
    progress.reset(target, new SubnetStatistics.Subnet(), 100, 0);
    return progress;
  }

  private static ScanProbe assign(AddressProgress progress) {
    ScanProbe probe = new ScanProbe();
    progress.assignNext(probe, true, 0);
    return probe;
  }

  private static BitSet positions(int... positions) {
    BitSet set = new BitSet();
    for (int position : positions) {
      set.set(position);
    }
    return set;
  }

  @Test
  void newPorts_areAssignedInOrder() {
    AddressProgress progress = progress(3, attempts -> attempts);
    assertThat(List.of(assign(progress).position, assign(progress).position)).containsExactly(0, 1);
    assertThat(progress.inFlight).isEqualTo(2);
    assertThat(progress.isNextNew()).isTrue();
    assign(progress);
    assertThat(progress.isNextNew()).isFalse();
    assertThat(progress.delay(0)).isEqualTo(AddressProgress.BLOCKED);
  }

  @Test
  void unsentPort_isAssignedFirst() {
    AddressProgress progress = progress(3, attempts -> attempts);
    ScanProbe probe = assign(progress);
    progress.putBack(probe);
    assertThat(progress.inFlight).isZero();
    assertThat(progress.isNextNew()).isFalse();
    ScanProbe again = assign(progress);
    assertThat(again.position).isZero();
    assertThat(again.earlierSends).isZero();
  }

  @Test
  void unansweredPort_isProbedAgain_afterTheNewOnes_untilTheRetriesAreUsed() {
    AddressProgress progress = progress(2, attempts -> attempts.withRetries(1).withAdaptive(false));
    assertThat(progress.onTimeout(assign(progress))).isFalse();
    assertThat(progress.unansweredCount()).isEqualTo(1);
    assertThat(assign(progress).position).isEqualTo(1);
    ScanProbe retry = assign(progress);
    assertThat(retry.position).isZero();
    assertThat(retry.earlierSends).isEqualTo(1);
    assertThat(progress.onTimeout(retry)).isTrue();
    assertThat(progress.unansweredCount()).isZero();
  }

  @Test
  void withoutNewPorts_anUnansweredPortIsAssigned() {
    AddressProgress progress = progress(2, attempts -> attempts);
    assertThat(progress.retryDelay(0)).isEqualTo(AddressProgress.BLOCKED);
    progress.onTimeout(assign(progress));
    assertThat(progress.retryDelay(0)).isZero();
    ScanProbe probe = new ScanProbe();
    progress.assignNext(probe, false, 0);
    assertThat(probe.position).isZero();
  }

  @Test
  void fixedTimeout_isTheSetting() {
    AddressProgress progress =
        progress(1, attempts -> attempts.withAdaptive(false).withTimeout(Duration.ofMillis(700)));
    assertThat(progress.timeoutNanos(0)).isEqualTo(700 * MILLIS);
    assertThat(progress.timeoutNanos(5)).isEqualTo(700 * MILLIS);
  }

  @Test
  void adaptiveTimeout_startsAtOneSecond_andIsAtMostTheSetting() {
    AddressProgress progress = progress(1, attempts -> attempts.withTimeout(Duration.ofSeconds(3)));
    assertThat(progress.timeoutNanos(0)).isEqualTo(1_000 * MILLIS);
    assertThat(progress.timeoutNanos(1)).isEqualTo(2_000 * MILLIS);
    assertThat(progress.timeoutNanos(2)).isEqualTo(3_000 * MILLIS);
    assertThat(progress.timeoutNanos(0x7fff)).isEqualTo(3_000 * MILLIS);
  }

  @Test
  void adaptiveTimeout_ofTheOnlyAttempt_isTheSetting_untilTheAddressReplies() {
    AddressProgress progress =
        progress(2, attempts -> attempts.withRetries(0).withTimeout(Duration.ofSeconds(3)));
    assertThat(progress.timeoutNanos(0)).isEqualTo(3_000 * MILLIS);
    ScanProbe probe = assign(progress);
    probe.recordStart(0);
    probe.recordEnd(111, false, 10 * MILLIS);
    progress.onResponse(probe, true, 0);
    assertThat(progress.timeoutNanos(0)).isEqualTo(1_000 * MILLIS);
  }

  @Test
  void adaptiveTimeout_followsTheRoundTrips_exceptForTheLastAttempt() {
    AddressProgress progress = progress(200, attempts -> attempts.withRetries(1));
    for (int i = 0; i < 100; i++) {
      ScanProbe probe = assign(progress);
      probe.recordStart(0);
      probe.recordEnd(111, false, 10 * MILLIS);
      progress.onResponse(probe, true, 0);
    }
    assertThat(progress.timeoutNanos(0)).isEqualTo(100 * MILLIS);
    assertThat(progress.timeoutNanos(1)).isEqualTo(1_000 * MILLIS);
  }

  @Test
  void restoredAddress_skipsThePortsThatAreDone() {
    AddressProgress progress = progress(5, attempts -> attempts);
    progress.restore(new AddressState(0, 0, 3, positions(1)));
    List<Integer> assigned = new ArrayList<>();
    while (progress.isNextNew() || progress.delay(0) == 0) {
      assigned.add(assign(progress).position);
    }
    assertThat(assigned).containsExactly(1, 3, 4);
  }

  @Test
  void restoredAddress_ofAnotherLength_isClamped() {
    AddressProgress progress = progress(2, attempts -> attempts);
    progress.restore(new AddressState(0, 0, 60_000, positions(1, 50_000)));
    assertThat(assign(progress).position).isEqualTo(1);
    assertThat(progress.delay(0)).isEqualTo(AddressProgress.BLOCKED);
  }

  @Test
  void remaining_containsUnsentAndUnansweredPorts_butNotThoseInFlight() {
    AddressProgress progress = progress(6, attempts -> attempts);
    ScanProbe unanswered = assign(progress);
    ScanProbe unsent = assign(progress);
    assign(progress);
    progress.onTimeout(unanswered);
    progress.putBack(unsent);
    assertThat(progress.remaining()).isEqualTo(new AddressState(0, 0, 3, positions(0, 1)));
  }

  @Test
  void portsWithResults_makeTheAddressDone() {
    AddressProgress progress = progress(2, attempts -> attempts.withRetries(0).withAdaptive(false));
    ScanProbe first = assign(progress);
    ScanProbe second = assign(progress);
    assertThat(progress.onTimeout(first)).isTrue();
    assertThat(progress.isDone()).isFalse();
    progress.onLocalFailure();
    assertThat(second.position).isEqualTo(1);
    assertThat(progress.isDone()).isTrue();
  }
}
