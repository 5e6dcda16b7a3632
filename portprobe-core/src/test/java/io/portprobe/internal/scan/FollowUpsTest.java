package io.portprobe.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.internal.io.ManualLoop;
import io.portprobe.internal.net.Verdicts;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.pacing.RateLimiter;
import io.portprobe.internal.scan.result.CompactScanResult;
import io.portprobe.internal.scan.result.PortCollector;
import io.portprobe.internal.scan.result.ResultDelivery;
import io.portprobe.internal.scan.setup.IsolatedClient;
import io.portprobe.internal.scan.setup.ScanSettings;
import io.portprobe.internal.scan.setup.ScanSettings.Dialogues;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FollowUpsTest {
  private static final int ERRNO = 113; // EHOSTUNREACH, for several ICMP messages
  private static final int SPOKEN = 80;
  private static final int SILENT = 81;

  /** A client that speaks a protocol on one port, and reads ICMP messages if the test says so. */
  private final class Client extends IsolatedClient {
    @Override
    public boolean hasProtocol(Transport transport, int port) {
      return port == SPOKEN;
    }

    @Override
    public CompletableFuture<ProbeReport> startDialogue(Endpoint endpoint, InetAddress address) {
      return pending;
    }

    @Override
    public List<String> blockedIn(Collection<CompletableFuture<ProbeReport>> dialogues) {
      return dialogues.stream().map(each -> "plug-in").toList();
    }

    @Override
    public CompletableFuture<Boolean> icmpErrors() {
      return CompletableFuture.completedFuture(readsIcmp);
    }

    @Override
    public CompletableFuture<ProbeReport> checkState(
        Endpoint endpoint, InetAddress address, Duration timeout) {
      return pending;
    }
  }

  private final ManualLoop loop = new ManualLoop();
  private final CompletableFuture<ProbeReport> pending = new CompletableFuture<>();
  private final List<String> completed = new ArrayList<>();
  private final ScanSettings settings =
      ScanSettings.DEFAULT.with(new Dialogues(true, null)); // speaks protocols
  private final ScanTarget target =
      new ScanTarget(
          new ProbeOrder(Transport.TCP, new int[] {SPOKEN, SILENT}, 1, 1, null),
          0,
          0,
          null,
          InetAddress.getLoopbackAddress());
  private final AddressProgress address = new AddressProgress(settings, target);
  private boolean readsIcmp = true;
  private final FollowUps followUps =
      new FollowUps(
          new ScanContext(
              settings,
              new Client(),
              new ResultDelivery(new PortCollector(), Runnable::run, 100, () -> {}),
              new RateLimiter(0),
              SimulatedNetwork::rethrow),
          loop,
          (of, result, probed) -> completed.add(result.port() + (probed ? " probed" : "")));

  private CompactScanResult result(int position) {
    return new CompactScanResult(
        target, position, target.port(position), 1, Verdicts.ACCEPTED, 0, null);
  }

  private List<Integer> unfinished() {
    List<Integer> positions = new ArrayList<>();
    followUps.forEachUnfinished((of, position) -> positions.add(position));
    return positions;
  }

  private void fail() {
    pending.completeExceptionally(new IOException("reset"));
    loop.runTasks();
  }

  @Test
  void dialogue_holdsTheResultUntilItsEnd() {
    assertThat(followUps.startDialogue(address, result(0))).isTrue();

    assertThat(address.inFlight).isEqualTo(1);
    assertThat(unfinished()).containsExactly(0);
    fail();
    assertThat(completed).containsExactly("80");
    assertThat(address.inFlight).isZero();
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void portWithoutAProtocol_getsNoDialogue() {
    assertThat(followUps.startDialogue(address, result(1))).isFalse();
    assertThat(address.inFlight).isZero();
  }

  @Test
  void reasonCheck_holdsTheResultUntilItsProbeEnds() {
    assertThat(followUps.checkReason(address, result(1), ERRNO)).isTrue();
    loop.runTasks();

    assertThat(completed).isEmpty();
    assertThat(unfinished()).containsExactly(1);
    fail();
    assertThat(completed).containsExactly("81 probed");
    assertThat(address.inFlight).isZero();
  }

  @Test
  void systemWithoutIcmpMessages_getsNoReasonCheck() {
    readsIcmp = false;

    assertThat(followUps.checkReason(address, result(1), ERRNO)).isFalse();
    assertThat(address.inFlight).isZero();
  }

  @Test
  void stop_cancelsDialogues_whosePortsRemain() {
    followUps.startDialogue(address, result(0));
    followUps.stop();
    loop.runTasks();

    assertThat(pending).isCancelled();
    assertThat(completed).isEmpty();
    assertThat(unfinished()).containsExactly(0);
    assertThat(followUps.blockedIn()).containsExactly("plug-in");
  }

  @Test
  void stop_cancelsReasonChecks_whosePortsRemain() {
    followUps.checkReason(address, result(1), ERRNO);
    loop.runTasks();
    followUps.stop();
    loop.runTasks();

    assertThat(pending).isCancelled();
    assertThat(completed).isEmpty();
    assertThat(unfinished()).containsExactly(1);
  }
}
