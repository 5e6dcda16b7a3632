package io.portprobe.internal.scan.intake;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.ProbeException;
import io.portprobe.Transport;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.internal.io.ManualLoop;
import io.portprobe.internal.scan.checkpoint.CheckpointState;
import io.portprobe.internal.scan.checkpoint.CheckpointState.AddressState;
import io.portprobe.internal.scan.checkpoint.CheckpointState.TransportState;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.setup.IsolatedClient;
import io.portprobe.internal.scan.setup.ScanServices;
import io.portprobe.internal.scan.setup.ScanSettings;
import io.portprobe.internal.scan.source.WorkSource;
import io.portprobe.scan.HostSet;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TargetIntakeTest {
  private static final ProbeOrder ORDER =
      new ProbeOrder(Transport.TCP, new int[] {22, 80}, -1, 1, null);

  /** A source to which a test adds units. */
  private static final class QueueSource implements WorkSource {
    private final Deque<Task> tasks = new ArrayDeque<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private boolean complete;

    void add(Task task) {
      tasks.add(task);
      listeners.forEach(Runnable::run);
      listeners.clear();
    }

    @Override
    public Task next(Runnable onMore) {
      Task task = tasks.poll();
      if (task == null) {
        listeners.add(onMore);
      }
      return task;
    }

    @Override
    public boolean isExhausted() {
      return complete && tasks.isEmpty();
    }

    @Override
    public TransportState state() {
      return new TransportState(1, 0, List.of());
    }
  }

  private record HostLookup(
      Endpoint endpoint,
      Consumer<List<InetAddress>> resolved,
      Consumer<ProbeException> failed,
      List<String> cancelled)
      implements ScanServices.Lookup {
    @Override
    public ProbeException timedOut(Duration after) {
      return new UnresolvedTargetException(endpoint, "no result after " + after, null);
    }

    @Override
    public void cancel() {
      cancelled.add(endpoint.host());
      resolved.accept(List.of(InetAddress.getLoopbackAddress())); // the result came meanwhile
    }
  }

  private final ManualLoop loop = new ManualLoop();
  private final QueueSource source = new QueueSource();
  private final Map<String, HostLookup> lookups = new HashMap<>();
  private final List<String> targets = new ArrayList<>();
  private final List<ScanTarget> reached = new ArrayList<>();
  private final List<AddressState> restored = new ArrayList<>();
  private final List<String> cancelled = new ArrayList<>();
  private int moreWork;
  private TargetResolver resolver;
  private final TargetIntake intake = intake(HostSet.of());

  private TargetIntake intake(HostSet excluded) {
    IsolatedClient services =
        new IsolatedClient() {
          @Override
          public Lookup resolve(
              Endpoint endpoint,
              io.portprobe.AddressSelection selection,
              java.util.concurrent.Executor executor,
              Consumer<List<InetAddress>> resolved,
              Consumer<ProbeException> failed) {
            HostLookup lookup = new HostLookup(endpoint, resolved, failed, cancelled);
            lookups.put(endpoint.host(), lookup);
            return lookup;
          }
        };
    ScanSettings settings = ScanSettings.DEFAULT;
    settings = settings.with(settings.targets().withExcluded(excluded));
    resolver =
        new TargetResolver(services, settings, HostSet.of(), ORDER, AddressBudget.of(settings, 0));
    return new TargetIntake(
        loop,
        source,
        resolver,
        new TargetIntake.Sink() {
          @Override
          public void onTarget(ScanTarget target, AddressState remaining) {
            reached.add(target);
            targets.add(target.unit() + " " + target.host() + " " + target.address());
            if (remaining != null) {
              restored.add(remaining);
            }
          }

          @Override
          public void onMoreWork() {
            moreWork++;
          }
        });
  }

  private static WorkSource.Task task(long unit, String host, AddressState... remaining) {
    return new WorkSource.Task(unit, host, -1, remaining.length == 0 ? null : List.of(remaining));
  }

  @Test
  void address_isATargetAtOnce() {
    source.add(task(0, "127.0.0.1"));
    assertThat(intake.takeNext()).isTrue();
    assertThat(targets).containsExactly("0 127.0.0.1 /127.0.0.1");
    assertThat(intake.resolving()).isZero();
  }

  @Test
  void excludedAddress_isNoTarget() {
    source.add(task(0, "127.0.0.1"));
    assertThat(intake(HostSet.of("127.0.0.0/8")).takeNext()).isTrue();
    assertThat(targets).isEmpty();
  }

  @Test
  void name_isATargetForEachAddress_whenItIsResolved() throws Exception {
    source.add(task(4, "db"));
    assertThat(intake.takeNext()).isTrue();
    assertThat(intake.resolving()).isEqualTo(1);
    assertThat(intake.remaining())
        .containsExactly(new AddressState(4, CheckpointState.ALL_ADDRESSES, 0, new BitSet()));
    lookups
        .get("db")
        .resolved()
        .accept(
            List.of(
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                InetAddress.getByAddress(new byte[] {127, 0, 0, 2})));
    assertThat(targets).containsExactly("4 db /127.0.0.1", "4 db /127.0.0.2");
    assertThat(moreWork).isEqualTo(1);
    assertThat(intake.resolving()).isZero();
    assertThat(intake.remaining()).isEmpty();
  }

  @Test
  void unresolvedName_isATargetWithoutAnAddress() {
    source.add(task(4, "db"));
    intake.takeNext();
    lookups
        .get("db")
        .failed()
        .accept(new UnresolvedTargetException(Endpoint.tcp("db", 22), "no such host", null));
    assertThat(targets).containsExactly("4 db null");
  }

  @Test
  void invalidHost_isATargetWithoutAnAddress() {
    source.add(task(4, "not a host"));
    intake.takeNext();
    assertThat(targets).containsExactly("4 not a host null");
  }

  @Test
  void resumedUnit_givesOnlyTheAddressesThatRemain() throws Exception {
    AddressState second = new AddressState(4, 1, 1, new BitSet());
    source.add(task(4, "db", second));
    intake.takeNext();
    assertThat(intake.remaining()).containsExactly(second);
    lookups
        .get("db")
        .resolved()
        .accept(
            List.of(
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                InetAddress.getByAddress(new byte[] {127, 0, 0, 2})));
    assertThat(targets).containsExactly("4 db /127.0.0.2");
    assertThat(restored).containsExactly(second);
  }

  @Test
  void emptySource_isWaitedFor_andNotifies() {
    assertThat(intake.mayHaveNext()).isTrue();
    assertThat(intake.takeNext()).isFalse();
    assertThat(intake.mayHaveNext()).isFalse();
    assertThat(intake.isExhausted()).isFalse();
    source.add(task(0, "127.0.0.1"));
    assertThat(moreWork).isZero();
    loop.runTasks();
    assertThat(moreWork).isEqualTo(1);
    assertThat(intake.mayHaveNext()).isTrue();
  }

  @Test
  void completeSource_isExhausted_whenNoNameIsBeingResolved() {
    source.add(task(0, "db"));
    source.complete = true;
    intake.takeNext();
    assertThat(intake.isExhausted()).isFalse();
    assertThat(intake.takeNext()).isFalse();
    assertThat(intake.mayHaveNext()).isFalse();
    lookups.get("db").resolved().accept(List.of(InetAddress.getLoopbackAddress()));
    assertThat(intake.isExhausted()).isTrue();
  }

  @Test
  void stoppedIntake_givesNoTargets_andKeepsItsWork() {
    source.add(task(4, "db"));
    intake.takeNext();
    intake.stop();
    lookups.get("db").resolved().accept(List.of(InetAddress.getLoopbackAddress()));
    assertThat(targets).isEmpty();
    assertThat(moreWork).isZero();
    assertThat(intake.remaining()).hasSize(1);
    assertThat(intake.mayHaveNext()).isFalse();
    assertThat(cancelled).containsExactly("db");
  }

  @Test
  void nameThatIsNeverResolved_fails() {
    source.add(task(4, "db"));
    intake.takeNext();
    loop.advance(SECONDS.toNanos(30) - 1);
    assertThat(targets).isEmpty();
    loop.advance(1);

    assertThat(targets).containsExactly("4 db null");
    assertThat(resolver.denial(reached.get(0), 0, 22))
        .hasMessageContaining("no result after PT30S");
    assertThat(cancelled).containsExactly("db");
    assertThat(intake.resolving()).isZero();
    assertThat(moreWork).isEqualTo(1);
  }

  @Test
  void slowName_isWaitedFor_whileOthersAreResolved() {
    source.add(task(0, "slow"));
    intake.takeNext();
    for (int i = 1; i <= 3; i++) {
      source.add(task(i, "db" + i));
      intake.takeNext();
      loop.advance(SECONDS.toNanos(20));
      lookups.get("db" + i).resolved().accept(List.of(InetAddress.getLoopbackAddress()));
    }
    source.add(task(4, "late"));
    intake.takeNext();
    loop.advance(SECONDS.toNanos(29));
    assertThat(cancelled).isEmpty();
    loop.advance(SECONDS.toNanos(1));

    assertThat(cancelled).containsExactly("slow", "late");
    assertThat(resolver.denial(reached.get(3), 0, 22))
        .hasMessageContaining("no result after PT1M30S");
    assertThat(intake.resolving()).isZero();
  }
}
