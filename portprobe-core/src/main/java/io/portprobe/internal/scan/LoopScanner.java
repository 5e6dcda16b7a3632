package io.portprobe.internal.scan;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.internal.io.LoopClock;
import io.portprobe.internal.net.Verdict;
import io.portprobe.internal.scan.checkpoint.CheckpointState;
import io.portprobe.internal.scan.checkpoint.RemainingWork;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.pacing.RateLimiter;
import io.portprobe.internal.scan.result.CompactScanResult;
import io.portprobe.internal.scan.result.ResultBatch;
import io.portprobe.internal.scan.result.ResultDelivery;
import io.portprobe.internal.scan.source.WorkSource;
import io.portprobe.internal.sweep.SweepProbe;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks what a feed gives out, on one loop: picks the lane that may ask next, hears the answers, and
 * hands results on. Everything runs on that loop.
 */
final class LoopScanner implements ProbeSender.Sink, TargetIntake.Sink {
  /** Silent ports that are remembered at most, before fresh hosts have to wait. */
  private static final int MOST_SILENT = 500_000;

  private static final long SHORTAGE_NANOS = 10_000_000L;
  private static final long LONGEST_SHORTAGE_NANOS = 500_000_000L;

  private final LoopClock turns;
  private final OutcomeClassifier verdicts;
  private final TargetResolver hosts;
  private final ResultDelivery delivery;
  private final RateLimiter pacer;
  private final ScanSettings settings;
  private final int window;
  private final DialogueTracker dialogues;
  private final Runnable whenDone;
  private final Transport transport;
  private final TargetIntake arrivals;
  private final AddressScheduler lanes;
  private final ProbePool probes = new ProbePool();
  private final ResultBatch rows;
  private final WakeupTimer alarm;
  private @Nullable ProbeSender asker;
  private int inFlight;
  private int silent; // by the lanes together
  private long asked;
  private long shortage;
  private long pausedUntil;
  private boolean pumping;
  private boolean stopped;
  private boolean over;

  LoopScanner(
      LoopClock turns,
      WorkSource feed,
      TargetResolver hosts,
      OutcomeClassifier verdicts,
      ResultDelivery delivery,
      RateLimiter pacer,
      ScanSettings settings,
      int window,
      DialogueTracker dialogues,
      Runnable whenDone,
      Transport transport) {
    this.turns = turns;
    this.hosts = hosts;
    this.verdicts = verdicts;
    this.delivery = delivery;
    this.pacer = pacer;
    this.settings = settings;
    this.window = window;
    this.dialogues = dialogues;
    this.whenDone = whenDone;
    this.transport = transport;
    this.arrivals = new TargetIntake(turns, feed, hosts, this);
    this.lanes = new AddressScheduler(settings, window);
    this.rows = new ResultBatch(turns, delivery);
    this.alarm = new WakeupTimer(turns, this::goOn);
  }

  /** Begins to ask; from any thread. */
  void start(ProbeSender with) {
    turns.execute(
        () -> {
          asker = with;
          if (stopped) {
            finish();
          } else {
            pump();
          }
        });
  }

  /** There may be room again; from any thread. */
  void wake() {
    turns.execute(
        () -> {
          lanes.roomAgain();
          pump();
        });
  }

  /** Ends what is in flight at once; from any thread. */
  void stop() {
    turns.execute(
        () -> {
          if (!stopped) {
            stopped = true;
            arrivals.stop();
            dialogues.cancel();
            finish();
          }
        });
  }

  /** How many questions were sent. Read it when the shard is done. */
  long asked() {
    return asked;
  }

  private void pump() {
    if (pumping || stopped || over || asker == null) {
      return;
    }
    pumping = true;
    try {
      while (inFlight < window && step()) {
        // goes on while there is something to do now
      }
    } finally {
      pumping = false;
    }
    if (lanes.count() == 0 && arrivals.isOver()) {
      finish();
    }
  }

  /** Does one thing. Returns whether there may be another one to do now. */
  private boolean step() {
    long now = turns.nanos();
    if (now < pausedUntil) {
      alarm.at(pausedUntil);
      return false;
    }
    lanes.release(now);
    AddressProgress lane = settings.shuffled && mayOpen() ? null : lanes.first();
    if (lane == null) {
      if (mayOpen() && arrivals.next()) {
        return true;
      }
      lane = lanes.first();
      if (lane == null) {
        return false;
      }
    }
    return ask(lane, now);
  }

  private boolean mayOpen() {
    return lanes.count() + arrivals.resolving() < window
        && silent < MOST_SILENT
        && arrivals.mayCome()
        && !lanes.isRoomWanted();
  }

  private boolean ask(AddressProgress lane, long now) {
    if (lane.isOutOfPatience(now)) {
      giveUp(lane);
      return true;
    }
    long pause = lane.pause(now);
    boolean fresh = lane.isNextFresh();
    boolean starved = pause == 0 && fresh && !delivery.hasRoom();
    if (starved) {
      fresh = false;
      pause = lane.pauseWithoutFresh(now);
    }
    if (pause > 0) {
      lanes.unready(lane);
      if (pause != AddressProgress.BLOCKED) {
        lanes.readyIn(lane, pause, now);
        alarm.at(lanes.nextDue());
      } else if (starved) {
        lanes.waitForRoom(lane); // the delivery wakes this shard
      }
      return true;
    }
    long turn = pacer.take(now);
    if (turn > 0) {
      alarm.in(turn);
      return false;
    }
    return put(lane, fresh, now);
  }

  private boolean put(AddressProgress lane, boolean fresh, long now) {
    ScanProbe probe = probes.take();
    int before = lane.silent();
    lane.take(probe, fresh, now);
    silent += lane.silent() - before;
    if (settings.shuffled) {
      lanes.rotate();
    }
    if (fresh) {
      delivery.begun();
    }
    ScanTarget target = lane.target;
    int port = target.port(probe.position);
    RuntimeException denied = hosts.denial(target, port);
    if (denied != null) {
      lane.failed();
      rows.add(
          new CompactScanResult(
              target, probe.position, port, probe.round, Verdict.NOT_PROBED, 0, denied));
      free(probe, lane);
      return true;
    }
    probe.ask(target.known(), port, lane.timeout(probe.round), hosts.payload(target, port));
    inFlight++;
    if (Objects.requireNonNull(asker).ask(probe)) {
      asked++;
      return true;
    }
    inFlight--;
    lane.putBack(probe);
    free(probe, lane);
    alarm.in(SHORTAGE_NANOS);
    return false;
  }

  @Override
  public void ended(ScanProbe probe) {
    AddressProgress lane = Objects.requireNonNull(probe.lane);
    inFlight--;
    long now = turns.nanos();
    if (probe.outcome() == SweepProbe.CANCELLED && probe.failure == null) {
      lane.putBack(probe);
    } else if (probe.outcome() == SweepProbe.TIMED_OUT) {
      if (lane.silent(probe, now)) {
        silence(lane, probe);
      } else {
        silent++;
      }
    } else if (probe.isLocalFault() && verdicts.isShortage(probe)) {
      lane.putBack(probe);
      asked--;
      shortage = Math.min(LONGEST_SHORTAGE_NANOS, Math.max(SHORTAGE_NANOS, 2 * shortage));
      pausedUntil = now + shortage;
    } else {
      answered(lane, probe, now);
    }
    free(probe, lane);
    pump();
  }

  private void silence(AddressProgress lane, ScanProbe probe) {
    Verdict verdict = transport == Transport.TCP ? Verdict.TIMED_OUT : Verdict.SILENT;
    row(lane, probe, verdict, probe.elapsedNanos(), null);
  }

  private void answered(AddressProgress lane, ScanProbe probe, long now) {
    Verdict verdict = verdicts.of(probe);
    if (verdict.stateOrNull() == null) {
      lane.failed();
      row(lane, probe, verdict, 0, verdicts.failure(probe, lane.target, verdict));
      return;
    }
    shortage = 0;
    lane.answered(probe, verdict.stateOrNull() == PortState.NOT_LISTENING, now);
    if (verdict.stateOrNull() == PortState.LISTENING
        && dialogues.isWanted(lane.target, probe.port())) {
      talk(lane, probe, verdict);
    } else {
      row(lane, probe, verdict, probe.elapsedNanos(), null);
    }
  }

  /** Holds a dialogue before the result is given. */
  private void talk(AddressProgress lane, ScanProbe probe, Verdict verdict) {
    lane.inFlight++;
    int position = probe.position;
    int port = probe.port();
    int times = probe.round + 1;
    long took = probe.elapsedNanos();
    dialogues.hold(
        lane.target,
        position,
        port,
        (report, failure) ->
            turns.execute(() -> talked(lane, position, port, times, verdict, took, report)));
  }

  private void talked(
      AddressProgress lane,
      int position,
      int port,
      int times,
      Verdict verdict,
      long took,
      @Nullable ProbeReport report) {
    if (stopped || over) {
      return;
    }
    dialogues.ended(lane.target, position);
    lane.inFlight--;
    rows.add(new CompactScanResult(lane.target, position, port, times, verdict, took, report));
    settle(lane);
    pump();
  }

  private void giveUp(AddressProgress lane) {
    while (lane.silent() > 0) {
      int entry = lane.takeSilent();
      silent--;
      int position = entry & 0xffff;
      rows.add(
          new CompactScanResult(
              lane.target,
              position,
              lane.target.port(position),
              entry >>> 16,
              Verdict.UNDECIDED,
              0,
              null));
    }
    lanes.unready(lane);
    settle(lane);
  }

  private void row(
      AddressProgress lane, ScanProbe probe, Verdict verdict, long nanos, @Nullable Object more) {
    int times = verdict instanceof Verdict.NotProbed ? probe.round : probe.round + 1;
    rows.add(
        new CompactScanResult(
            lane.target, probe.position, probe.port(), times, verdict, nanos, more));
  }

  @Override
  public void begin(ScanTarget target, CheckpointState.@Nullable Open left) {
    settle(lanes.begin(target, left, turns.nanos()));
  }

  @Override
  public void more() {
    pump();
  }

  private void settle(AddressProgress lane) {
    ScanTarget target = lane.target;
    if (lanes.settle(lane)) {
      hosts.done(target);
    }
  }

  private void free(ScanProbe probe, AddressProgress lane) {
    probes.free(probe);
    if (!stopped) {
      settle(lane);
    }
  }

  /** The time has come for something that had to wait. */
  private void goOn() {
    pump();
    if (!over && !stopped) {
      alarm.at(lanes.nextDue());
    }
  }

  // The end

  private void finish() {
    if (over || asker == null) {
      return;
    }
    over = true;
    CompletableFuture<Void> closed = asker.close();
    var unused =
        closed.whenComplete(
            (none, failure) ->
                turns.execute(
                    () -> {
                      rows.flush();
                      whenDone.run();
                    }));
  }

  /** What is left of the units that were begun here. On the loop. */
  RemainingWork standing() {
    RemainingWork left = new RemainingWork(arrivals.standing());
    left.add(lanes.standing());
    probes.forEachInFlight(left::mark);
    dialogues.forEach(left::mark);
    rows.forEach(row -> left.mark(row.target, row.position));
    return left;
  }

  LoopClock turns() {
    return turns;
  }

  Transport transport() {
    return transport;
  }
}
