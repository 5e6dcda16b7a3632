package io.portprobe.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.internal.scan.AddressProgress.State;
import io.portprobe.internal.scan.checkpoint.CheckpointState.AddressState;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.setup.ScanSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class AddressSchedulerTest {
  private static final ProbeOrder ORDER =
      new ProbeOrder(Transport.TCP, new int[] {22, 80}, 100, 1, null);

  private final AddressScheduler scheduler = new AddressScheduler(ScanSettings.DEFAULT, 100);

  private static ScanTarget target(int unit) {
    try {
      InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) unit});
      return new ScanTarget(ORDER, unit, 0, null, address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private AddressProgress activate(int unit) {
    return scheduler.activate(target(unit), null, 0);
  }

  /** Gives every port of an address a result. */
  private static void complete(AddressProgress address) {
    ScanProbe probe = new ScanProbe();
    while (!address.isDone()) {
      address.assignNext(probe, true, 0);
      address.onResponse(probe, true, 0);
    }
  }

  @Test
  void activatedAddresses_areReadyInTheirOrder() {
    AddressProgress first = activate(1);
    AddressProgress second = activate(2);
    assertThat(scheduler.activeCount()).isEqualTo(2);
    assertThat(scheduler.peekReady()).isSameAs(first);
    scheduler.markWaiting(first);
    assertThat(scheduler.peekReady()).isSameAs(second);
    scheduler.markReady(first);
    scheduler.markReady(first);
    scheduler.markWaiting(second);
    assertThat(scheduler.peekReady()).isSameAs(first);
    scheduler.markWaiting(first);
    assertThat(scheduler.peekReady()).isNull();
  }

  @Test
  void rotate_movesTheFirstAddressToTheEnd() {
    AddressProgress first = activate(1);
    AddressProgress second = activate(2);
    scheduler.rotate();
    assertThat(scheduler.peekReady()).isSameAs(second);
    scheduler.rotate();
    assertThat(scheduler.peekReady()).isSameAs(first);
  }

  @Test
  void delayedAddress_isReadyWhenItsTimeIsReached() {
    AddressProgress address = activate(1);
    scheduler.markWaiting(address);
    scheduler.markReadyIn(address, 30, 100);
    assertThat(scheduler.nextReadyTime()).isEqualTo(130);
    scheduler.markDueReady(129);
    assertThat(scheduler.peekReady()).isNull();
    scheduler.markDueReady(130);
    assertThat(scheduler.peekReady()).isSameAs(address);
    assertThat(scheduler.nextReadyTime()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void laterDelay_doesNotReplaceAnEarlierOne() {
    AddressProgress address = activate(1);
    scheduler.markWaiting(address);
    scheduler.markReadyIn(address, 30, 100);
    scheduler.markReadyIn(address, 50, 100);
    scheduler.markReadyIn(address, 10, 100);
    assertThat(scheduler.nextReadyTime()).isEqualTo(110);
  }

  @Test
  void delayOfAFreedAddress_isIgnored() {
    AddressProgress address = activate(1);
    scheduler.markWaiting(address);
    scheduler.markReadyIn(address, 30, 100);
    complete(address);
    assertThat(scheduler.finishIfDone(address)).isTrue();
    scheduler.markDueReady(200);
    assertThat(scheduler.peekReady()).isNull();
  }

  @Test
  void addressesThatWaitForCapacity_areReadyWhenThereIsSome() {
    AddressProgress waiting = activate(1);
    AddressProgress freed = activate(2);
    scheduler.markWaiting(waiting);
    scheduler.markWaiting(freed);
    scheduler.waitForCapacity(waiting);
    scheduler.waitForCapacity(freed);
    assertThat(scheduler.isWaitingForCapacity()).isTrue();
    complete(freed);
    scheduler.finishIfDone(freed);
    scheduler.onCapacity();
    assertThat(scheduler.isWaitingForCapacity()).isFalse();
    assertThat(waiting.state).isEqualTo(State.READY);
    assertThat(freed.state).isEqualTo(State.FREE);
  }

  @Test
  void unfinishedAddress_isReadyAgain_andAFinishedOneIsReused() {
    AddressProgress address = activate(1);
    scheduler.markWaiting(address);
    assertThat(scheduler.finishIfDone(address)).isFalse();
    assertThat(address.state).isEqualTo(State.READY);
    complete(address);
    assertThat(scheduler.finishIfDone(address)).isTrue();
    assertThat(scheduler.finishIfDone(address)).isFalse();
    assertThat(scheduler.activeCount()).isZero();
    assertThat(scheduler.peekReady()).isNull();
    assertThat(activate(2)).isSameAs(address);
    assertThat(address.target).isEqualTo(target(2));
    assertThat(address.isDone()).isFalse();
  }

  @Test
  void remaining_containsTheActiveAddressesOnly() {
    complete(activate(1));
    AddressProgress finished = scheduler.peekReady();
    scheduler.finishIfDone(finished);
    BitSet pending = new BitSet();
    pending.set(0);
    AddressState checkpoint = new AddressState(2, 0, 1, pending);
    scheduler.activate(target(2), checkpoint, 0);
    assertThat(scheduler.remaining()).containsExactly(checkpoint);
  }
}
