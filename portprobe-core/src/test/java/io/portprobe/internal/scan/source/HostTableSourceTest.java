package io.portprobe.internal.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.internal.scan.checkpoint.CheckpointState.AddressState;
import io.portprobe.internal.scan.checkpoint.CheckpointState.TransportState;
import io.portprobe.internal.scan.order.ProbeOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostTableSourceTest {
  private static HostTableSource source(int parts, TransportState start) {
    return new HostTableSource(
        new ProbeOrder(Transport.TCP, new int[] {1, 2, 3, 4}, 3, parts, null), start);
  }

  private static List<WorkSource.Task> all(WorkSource source) {
    List<WorkSource.Task> tasks = new ArrayList<>();
    for (WorkSource.Task task = source.next(() -> {}); task != null; task = source.next(() -> {})) {
      tasks.add(task);
    }
    return tasks;
  }

  private static WorkSource.Task whole(long unit, long hostIndex) {
    return new WorkSource.Task(unit, null, hostIndex, null);
  }

  @Test
  void eachHost_isOneUnit() {
    HostTableSource source = source(1, null);
    assertThat(source.isExhausted()).isFalse();
    assertThat(all(source)).containsExactly(whole(0, 0), whole(1, 1), whole(2, 2));
    assertThat(source.isExhausted()).isTrue();
    assertThat(source.state()).isEqualTo(new TransportState(1, 3, List.of()));
  }

  @Test
  void dividedPorts_giveSeveralUnitsPerHost() {
    assertThat(all(source(2, null)))
        .extracting(WorkSource.Task::hostIndex)
        .containsExactly(0L, 0L, 1L, 1L, 2L, 2L);
  }

  @Test
  void resumedSource_givesUnfinishedUnitsFirst_groupedByUnit() {
    AddressState zeroSecond = new AddressState(0, 1, 2, new BitSet());
    AddressState zeroFirst = new AddressState(0, 0, 1, new BitSet());
    AddressState one = new AddressState(1, 0, 0, new BitSet());
    TransportState start = new TransportState(1, 2, List.of(one, zeroSecond, zeroFirst));
    HostTableSource source = source(1, start);
    assertThat(source.state().nextUnit()).isEqualTo(2);
    assertThat(source.state().unfinished()).containsExactlyInAnyOrder(one, zeroSecond, zeroFirst);
    WorkSource.Task first = source.next(() -> {});
    assertThat(first).isEqualTo(new WorkSource.Task(0, null, 0, List.of(zeroFirst, zeroSecond)));
    assertThat(first.remaining(1)).isEqualTo(zeroSecond);
    assertThat(first.remaining(2)).isNull();
    assertThat(first.coversAllAddresses()).isFalse();
    assertThat(source.state()).isEqualTo(new TransportState(1, 2, List.of(one)));
    assertThat(all(source))
        .containsExactly(new WorkSource.Task(1, null, 1, List.of(one)), whole(2, 2));
  }
}
