package io.portprobe.internal.scan.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.internal.scan.checkpoint.CheckpointState.AddressState;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.scan.order.ScanTarget;
import java.net.InetAddress;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemainingWorkTest {
  private static final ProbeOrder ORDER =
      new ProbeOrder(Transport.TCP, new int[] {22, 80, 443, 3389}, 10, 1, null);

  private static ScanTarget target(long unit, int index) {
    return new ScanTarget(ORDER, unit, index, "host", InetAddress.getLoopbackAddress());
  }

  private static AddressState state(long unit, int address, int nextPosition, int... pending) {
    BitSet positions = new BitSet();
    for (int position : pending) {
      positions.set(position);
    }
    return new AddressState(unit, address, nextPosition, positions);
  }

  @Test
  void markedPort_ofFinishedAddress_isTheOnlyPendingOne() {
    RemainingWork work = new RemainingWork(List.of());
    work.mark(target(3, 0), 2);
    assertThat(work.states()).containsExactly(state(3, 0, 4, 2));
  }

  @Test
  void markedPort_beforeTheNextPosition_isPending() {
    RemainingWork work = new RemainingWork(List.of(state(3, 0, 2, 0)));
    work.mark(target(3, 0), 1);
    assertThat(work.states()).containsExactly(state(3, 0, 2, 0, 1));
  }

  @Test
  void markedPort_afterTheNextPosition_isIncludedAnyway() {
    RemainingWork work = new RemainingWork(List.of(state(3, 0, 2)));
    work.mark(target(3, 0), 3);
    assertThat(work.states()).containsExactly(state(3, 0, 2));
  }

  @Test
  void addressesOfOneUnit_areSeparate() {
    RemainingWork work = new RemainingWork(List.of(state(3, 0, 2)));
    work.mark(target(3, 1), 1);
    assertThat(work.states()).containsExactlyInAnyOrder(state(3, 0, 2), state(3, 1, 4, 1));
  }

  @Test
  void add_replacesTheSameAddress_andKeepsTheOthers() {
    RemainingWork work = new RemainingWork(List.of(state(1, 0, 0), state(2, 0, 1, 0)));
    work.add(List.of(state(2, 0, 3)));
    assertThat(work.states()).containsExactlyInAnyOrder(state(1, 0, 0), state(2, 0, 3));
  }

  @Test
  void mark_leavesTheGivenStatesUnchanged() {
    AddressState given = state(3, 0, 2);
    RemainingWork work = new RemainingWork(List.of(given));
    work.mark(target(3, 0), 0);
    assertThat(given).isEqualTo(state(3, 0, 2));
  }
}
