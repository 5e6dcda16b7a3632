package io.portprobe.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ControlPortsTest {
  private static final InetAddress HOST = InetAddress.getLoopbackAddress();

  private final List<Endpoint> probed = new ArrayList<>();
  private final List<CompletableFuture<PortState>> results = new ArrayList<>();
  private final ControlPorts control =
      new ControlPorts(
          (endpoint, address) -> {
            probed.add(endpoint);
            results.add(new CompletableFuture<>());
            return results.get(results.size() - 1);
          });

  private void complete(PortState first, PortState second) {
    results.get(0).complete(first);
    results.get(1).complete(second);
  }

  @Test
  void hostWhoseControlPortsBothListen_acceptsEverything() {
    control.start(HOST);
    assertThat(control.acceptsEverything(HOST)).as("not known yet").isFalse();
    complete(PortState.LISTENING, PortState.LISTENING);

    assertThat(control.acceptsEverything(HOST)).isTrue();
    assertThat(control.result(HOST)).isCompletedWithValue(true);
  }

  @Test
  void hostWithOneListeningControlPort_doesNot() {
    control.start(HOST);
    complete(PortState.LISTENING, PortState.NOT_LISTENING);

    assertThat(control.result(HOST)).isCompletedWithValue(false);
  }

  @Test
  void failedControlProbe_provesNothing() {
    control.start(HOST);
    results.get(0).completeExceptionally(new IllegalStateException("denied"));
    results.get(1).complete(PortState.LISTENING);

    assertThat(control.result(HOST)).isCompletedWithValue(false);
  }

  @Test
  void address_isProbedOnce_onPortsThatAreNotAssignedToClients() {
    control.start(HOST);
    control.start(HOST);

    assertThat(probed).hasSize(2).doesNotHaveDuplicates();
    assertThat(probed).allSatisfy(each -> assertThat(each.port()).isBetween(61_001, 65_535));
  }

  @Test
  void cancel_cancelsTheProbesInFlight() {
    control.start(HOST);
    control.cancel();

    assertThat(results).allSatisfy(each -> assertThat(each).isCancelled());
    assertThat(control.result(HOST)).isCompletedWithValue(false);
  }

  @Test
  void unknownAddress_isNotWaitedFor() {
    assertThat(control.result(HOST)).isCompletedWithValue(false);
  }
}
