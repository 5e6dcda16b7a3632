package io.portprobe.internal.scan.intake;

import io.portprobe.internal.io.LoopClock;
import io.portprobe.internal.scan.checkpoint.CheckpointState;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.source.WorkSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The intake of a loop scanner: it takes units from the source, resolves their hosts and passes on
 * the targets. Confined to the event loop.
 */
public final class TargetIntake {
  /** Receives the targets. Called on the event loop. */
  public interface Sink {
    /**
     * Called for each target.
     *
     * @param remaining the remaining work according to a checkpoint; null for all ports
     */
    void onTarget(ScanTarget target, CheckpointState.@Nullable AddressState remaining);

    /** Called when a name was resolved or the source has another unit. */
    void onMoreWork();
  }

  private enum State {
    OPEN,
    /** The source has no unit now and notifies when it has one. */
    WAITING,
    /** The source has no more units. */
    EXHAUSTED,
    STOPPED
  }

  private final LoopClock clock;
  private final WorkSource source;
  private final TargetResolver resolver;
  private final Sink sink;
  private final Runnable moreUnits;
  private final Map<Long, WorkSource.Task> resolving = new HashMap<>();

  /** The remaining work of the targets that the target policy is deciding on. */
  private final Map<ScanTarget, CheckpointState.AddressState> deciding = new HashMap<>();

  private State state = State.OPEN;

  public TargetIntake(LoopClock clock, WorkSource source, TargetResolver resolver, Sink sink) {
    this.clock = clock;
    this.source = source;
    this.resolver = resolver;
    this.sink = sink;
    this.moreUnits = () -> clock.execute(this::onMoreUnits);
  }

  private void onMoreUnits() {
    if (state == State.WAITING) {
      enter(State.OPEN);
    }
    sink.onMoreWork();
  }

  private void enter(State next) {
    if (state != State.STOPPED) {
      state = next;
    }
  }

  /** Returns whether {@link #takeNext} may find a unit. */
  public boolean mayHaveNext() {
    return state == State.OPEN;
  }

  /** Returns the number of names and addresses that will be targets. */
  public int resolving() {
    return resolving.size() + deciding.size();
  }

  /** Returns whether no target will follow. */
  public boolean isExhausted() {
    return resolving() == 0 && source.isExhausted();
  }

  /**
   * Takes one unit from the source.
   *
   * @return whether there was one
   */
  public boolean takeNext() {
    WorkSource.Task task = source.next(moreUnits);
    if (task == null) {
      enter(source.isExhausted() ? State.EXHAUSTED : State.WAITING);
      return false;
    }
    List<ScanTarget> targets = resolver.knownTargets(task);
    if (targets != null) {
      passOn(task, targets);
    } else {
      resolving.put(task.unit(), task);
      resolver.resolve(task, clock, found -> onResolved(task, found));
    }
    return true;
  }

  private void onResolved(WorkSource.Task task, List<ScanTarget> targets) {
    if (state != State.STOPPED) { // else its unit remains in the checkpoint
      resolving.remove(task.unit());
      passOn(task, targets);
      sink.onMoreWork();
    }
  }

  private void passOn(WorkSource.Task task, List<ScanTarget> targets) {
    for (ScanTarget target : targets) {
      CheckpointState.AddressState remaining = task.remaining(target.index());
      if (remaining != null || task.coversAllAddresses()) { // else it was done before
        passOn(target, remaining);
      }
    }
  }

  private void passOn(ScanTarget target, CheckpointState.@Nullable AddressState remaining) {
    if (resolver.isDecided(target)) {
      sink.onTarget(target, remaining);
      return;
    }
    deciding.put(
        target,
        remaining == null
            ? new CheckpointState.AddressState(target.unit(), target.index(), 0, new BitSet())
            : remaining);
    resolver.decide(
        target,
        clock,
        () -> {
          if (state != State.STOPPED) { // else it remains in the checkpoint
            deciding.remove(target);
            sink.onTarget(target, remaining);
            sink.onMoreWork();
          }
        });
  }

  /** Ends the intake: what is being resolved or decided on gives no targets any more. */
  public void stop() {
    enter(State.STOPPED);
    resolver.stop();
  }

  /** Returns the work of the units whose names are being resolved or addresses decided on. */
  public List<CheckpointState.AddressState> remaining() {
    List<CheckpointState.AddressState> states = new ArrayList<>(deciding.values());
    for (WorkSource.Task task : resolving.values()) {
      if (task.remaining() != null) {
        states.addAll(task.remaining());
      } else {
        states.add(
            new CheckpointState.AddressState(
                task.unit(), CheckpointState.ALL_ADDRESSES, 0, new BitSet()));
      }
    }
    return states;
  }
}
