package io.portprobe.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.internal.io.LoopClock;
import io.portprobe.internal.io.ManualLoop;
import io.portprobe.internal.scan.checkpoint.CheckpointState.AddressState;
import io.portprobe.internal.scan.intake.AddressBudget;
import io.portprobe.internal.scan.intake.TargetResolver;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.scan.pacing.RateLimiter;
import io.portprobe.internal.scan.result.PortCollector;
import io.portprobe.internal.scan.result.ResultDelivery;
import io.portprobe.internal.scan.setup.ScanSettings;
import io.portprobe.internal.scan.source.HostTableSource;
import io.portprobe.internal.sweep.SweepProbe;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.PortSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LoopScannerTest {
  private static final int SOCKETS = 2;

  /** A sender that keeps the probes until the test ends them. */
  private static final class ManualSender implements ProbeSender {
    private final LoopClock clock;
    private final Sink sink;
    private final List<ScanProbe> inFlight = new ArrayList<>();
    private boolean accepts = true;
    private int closes;

    ManualSender(LoopClock clock, Sink sink) {
      this.clock = clock;
      this.sink = sink;
    }

    @Override
    public boolean receivesIcmpErrors() {
      return true;
    }

    @Override
    public LoopClock clock() {
      return clock;
    }

    @Override
    public boolean send(ScanProbe probe) {
      return accepts && inFlight.add(probe);
    }

    void end(int outcome) {
      ScanProbe probe = inFlight.remove(0);
      probe.recordEnd(outcome, false, clock.nanos());
      sink.onEnd(probe);
    }

    @Override
    public CompletableFuture<Void> close() {
      closes++;
      while (!inFlight.isEmpty()) {
        end(SweepProbe.CANCELLED);
      }
      return CompletableFuture.completedFuture(null);
    }
  }

  private final ManualLoop loop = new ManualLoop();
  private final PortCollector results = new PortCollector();
  private ManualSender sender;
  private final ResultDelivery delivery = new ResultDelivery(results, Runnable::run, 100, () -> {});
  private final LoopScanner scanner = scanner();

  private LoopScanner scanner() {
    delivery.start();
    delivery.request(Long.MAX_VALUE);
    ScanSettings settings = ScanSettings.DEFAULT;
    settings = settings.with(settings.targets().withPorts(PortSet.tcp("1-4")));
    HostSet hosts = HostSet.of("127.0.0.1");
    PortSet ports = PortSet.tcp("1-4");
    ProbeOrder order = new ProbeOrder(ports.transport(), ports.stream().toArray(), 1, 1, null);
    SimulatedNetwork services = new SimulatedNetwork((port, sends, now) -> null);
    return new LoopScanner(
        new ScanContext(
            settings, services, delivery, new RateLimiter(0), SimulatedNetwork::rethrow),
        new TargetResolver(services, settings, hosts, order, AddressBudget.of(settings, 1)),
        new HostTableSource(order, null),
        SOCKETS,
        sink -> {
          sender = new ManualSender(loop, sink);
          return sender;
        });
  }

  @Test
  void beforeStart_nothingIsSent() {
    scanner.resume();
    loop.runTasks();
    assertThat(sender.inFlight).isEmpty();
  }

  @Test
  void startedScanner_keepsToTheLimitOfSockets_andClosesAfterTheLastResult() {
    scanner.start();
    loop.runTasks();
    assertThat(sender.inFlight).hasSize(SOCKETS);
    for (int i = 0; i < 4; i++) {
      assertThat(scanner.closed()).isNotDone();
      sender.end(SweepProbe.OPEN);
      loop.runTasks();
    }
    assertThat(scanner.closed()).isCompleted();
    assertThat(sender.closes).isEqualTo(1);
    assertThat(scanner.sent()).isEqualTo(4);
    assertThat(results.ports()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void stopBeforeStart_closesTheSender_andStartHasNoEffect() {
    scanner.stop();
    scanner.start();
    loop.runTasks();
    assertThat(scanner.closed()).isCompleted();
    assertThat(sender.closes).isEqualTo(1);
    assertThat(scanner.sent()).isZero();
  }

  @Test
  void stop_cancelsTheProbesInFlight_whichRemainWithoutAResult() {
    scanner.start();
    loop.runTasks();
    sender.end(SweepProbe.OPEN);
    scanner.stop();
    scanner.stop();
    loop.runTasks();
    assertThat(scanner.closed()).isCompleted();
    assertThat(sender.closes).isEqualTo(1);
    assertThat(results.ports()).containsExactly(1);
    AddressState remaining = scanner.remaining().states().get(0);
    assertThat(remaining.nextPosition()).isEqualTo(3);
    assertThat(remaining.pending().stream()).containsExactly(1, 2);
  }

  @Test
  void remaining_containsTheProbesInFlight() {
    scanner.start();
    loop.runTasks();
    AddressState remaining = scanner.remaining().states().get(0);
    assertThat(remaining.nextPosition()).isEqualTo(SOCKETS);
    assertThat(remaining.pending().stream()).containsExactly(0, 1);
  }

  @Test
  void senderWithoutASocket_isTriedAgainLater() {
    sender.accepts = false;
    scanner.start();
    loop.runTasks();
    assertThat(scanner.sent()).isZero();
    sender.accepts = true;
    loop.advance(9_000_000);
    assertThat(sender.inFlight).isEmpty();
    loop.advance(2_000_000);
    assertThat(sender.inFlight).hasSize(SOCKETS);
    assertThat(sender.inFlight.get(0).port()).isEqualTo(1);
    assertThat(sender.inFlight.get(0).earlierSends).isZero();
  }

  @Test
  void cancelledProbe_isSentAgain() {
    scanner.start();
    loop.runTasks();
    sender.end(SweepProbe.CANCELLED);
    loop.runTasks();
    assertThat(sender.inFlight).extracting(probe -> probe.port()).containsExactly(2, 1);
    assertThat(results.ports()).isEmpty();
  }
}
