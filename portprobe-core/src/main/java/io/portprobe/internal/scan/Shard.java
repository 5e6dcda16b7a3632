package io.portprobe.internal.scan;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.internal.sweep.SweepProbe;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks what a feed gives out, on one loop: picks the lane that may ask next, hears the answers, and
 * hands results on. Everything runs on that loop.
 */
final class Shard implements Asker.Sink {
  /** Silent ports that are remembered at most, before fresh hosts have to wait. */
  private static final int MOST_SILENT = 500_000;

  /** Results that are handed over together; more would hide how far the shard is ahead. */
  private static final int MOST_ROWS = 128;

  private static final long SHORTAGE_NANOS = 10_000_000L;
  private static final long LONGEST_SHORTAGE_NANOS = 500_000_000L;

  /** A lane that may ask at a time. */
  private record Due(Lane lane, long at) {}

  private final Turns turns;
  private final Feed feed;
  private final Verdicts verdicts;
  private final Hosts hosts;
  private final Delivery delivery;
  private final Pacer pacer;
  private final ScanSettings settings;
  private final int window;
  private final int widestLane;
  private final Runnable whenDone;
  private final Transport transport;
  private final Networks networks = new Networks();
  private final Deque<Lane> ready = new ArrayDeque<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));
  private final List<Lane> waitingForRoom = new ArrayList<>();
  private final Deque<Lane> freeLanes = new ArrayDeque<>();
  private final Deque<ScanProbe> freeProbes = new ArrayDeque<>();
  private final List<ScanProbe> probes = new ArrayList<>();
  private final Units units = new Units();
  private final Dialogues dialogues;
  private final List<Row> rows = new ArrayList<>();
  private @Nullable Asker asker;
  private int inFlight;
  private int lanes;
  private int opening;
  private int silent; // by the lanes together
  private long asked;
  private long shortage;
  private long pausedUntil;
  private long wakeAt = Long.MAX_VALUE;
  private boolean flushing;
  private boolean waitingForHosts;
  private boolean noMoreHosts;
  private boolean pumping;
  private boolean stopped;
  private boolean over;

  Shard(
      Turns turns,
      Feed feed,
      Hosts hosts,
      Verdicts verdicts,
      Delivery delivery,
      Pacer pacer,
      ScanSettings settings,
      int window,
      Dialogues dialogues,
      Runnable whenDone,
      Transport transport) {
    this.turns = turns;
    this.transport = transport;
    this.feed = feed;
    this.hosts = hosts;
    this.verdicts = verdicts;
    this.delivery = delivery;
    this.pacer = pacer;
    this.settings = settings;
    this.window = window;
    this.widestLane =
        settings.windowPerHost == 0 ? window : Math.min(window, settings.windowPerHost);
    this.dialogues = dialogues;
    this.whenDone = whenDone;
  }

  /** Begins to ask; from any thread. */
  void start(Asker with) {
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
          waitingForRoom.stream().filter(units::isBegun).forEach(this::ready);
          waitingForRoom.clear();
          pump();
        });
  }

  /** Ends what is in flight at once; from any thread. */
  void stop() {
    turns.execute(
        () -> {
          if (!stopped) {
            stopped = true;
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
    if (lanes == 0 && opening == 0 && feed.isExhausted()) {
      finish();
    }
  }

  /** Does one thing. Returns whether there may be another one to do now. */
  private boolean step() {
    long now = turns.nanos();
    if (now < pausedUntil) {
      wakeIn(pausedUntil - now);
      return false;
    }
    release(now);
    Lane lane = settings.shuffled && mayOpen() ? null : ready.peekFirst();
    if (lane == null) {
      if (mayOpen() && open()) {
        return true;
      }
      lane = ready.peekFirst();
      if (lane == null) {
        return false;
      }
    }
    return ask(lane, now);
  }

  private boolean mayOpen() {
    return lanes + opening < window
        && silent < MOST_SILENT
        && !noMoreHosts
        && !waitingForHosts
        && waitingForRoom.isEmpty();
  }

  private boolean ask(Lane lane, long now) {
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
      unready(lane);
      if (pause != Lane.BLOCKED) {
        dueIn(lane, pause, now);
      } else if (starved) {
        waitingForRoom.add(lane); // the delivery wakes this shard
      }
      return true;
    }
    long turn = pacer.take(now);
    if (turn > 0) {
      wakeIn(turn);
      return false;
    }
    return put(lane, fresh, now);
  }

  private void dueIn(Lane lane, long pause, long now) {
    if (lane.dueAt > now + pause) {
      lane.dueAt = now + pause;
      due.add(new Due(lane, lane.dueAt));
    }
    wakeForDue(now);
  }

  private boolean put(Lane lane, boolean fresh, long now) {
    ScanProbe probe = probe();
    int before = lane.silent();
    lane.take(probe, fresh, now);
    silent += lane.silent() - before;
    rotate();
    if (fresh) {
      delivery.begun();
    }
    Target target = lane.target;
    probe.port = target.port(probe.position);
    RuntimeException denied = hosts.denial(target, probe.port);
    if (denied != null) {
      lane.failed();
      row(lane, probe, Meaning.NOT_ASKED, 0, denied);
      free(probe, lane);
      return true;
    }
    inFlight++;
    long timeout = lane.timeout(probe.round);
    if (Objects.requireNonNull(asker).ask(probe, timeout, hosts.payload(target, probe.port))) {
      asked++;
      return true;
    }
    inFlight--;
    lane.putBack(probe);
    free(probe, lane);
    wakeIn(SHORTAGE_NANOS);
    return false;
  }

  @Override
  public void ended(ScanProbe probe) {
    Lane lane = Objects.requireNonNull(probe.lane);
    inFlight--;
    long now = turns.nanos();
    if (probe.result == SweepProbe.CANCELLED && probe.failure == null) {
      lane.putBack(probe);
    } else if (probe.result == SweepProbe.TIMED_OUT) {
      if (lane.silent(probe, now)) {
        silence(lane, probe);
      } else {
        silent++;
      }
    } else if (probe.fault && verdicts.isShortage(probe)) {
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

  private void silence(Lane lane, ScanProbe probe) {
    Meaning meaning = transport == Transport.TCP ? Meaning.TIMED_OUT : Meaning.SILENT;
    row(lane, probe, meaning, probe.ended - probe.began, null);
  }

  private void answered(Lane lane, ScanProbe probe, long now) {
    Meaning meaning = verdicts.of(probe);
    if (meaning.state() == null) {
      lane.failed();
      row(lane, probe, meaning, 0, verdicts.failure(probe, lane.target, meaning));
      return;
    }
    shortage = 0;
    lane.answered(probe, meaning.state() == PortState.NOT_LISTENING, now);
    if (meaning.state() == PortState.LISTENING && dialogues.isWanted(lane.target, probe.port)) {
      talk(lane, probe, meaning);
    } else {
      row(lane, probe, meaning, probe.ended - probe.began, null);
    }
  }

  /** Holds a dialogue before the result is given. */
  private void talk(Lane lane, ScanProbe probe, Meaning meaning) {
    lane.inFlight++;
    int position = probe.position;
    int port = probe.port;
    int times = probe.round + 1;
    long took = probe.ended - probe.began;
    dialogues.hold(
        lane.target,
        position,
        port,
        (report, failure) ->
            turns.execute(() -> talked(lane, position, port, times, meaning, took, report)));
  }

  private void talked(
      Lane lane,
      int position,
      int port,
      int times,
      Meaning meaning,
      long took,
      @Nullable ProbeReport report) {
    if (stopped || over) {
      return;
    }
    dialogues.ended(lane.target, position);
    lane.inFlight--;
    add(new Row(lane.target, position, port, times, meaning, took, report));
    settle(lane);
    pump();
  }

  private void giveUp(Lane lane) {
    while (lane.silent() > 0) {
      int entry = lane.takeSilent();
      silent--;
      int position = entry & 0xffff;
      add(
          new Row(
              lane.target,
              position,
              lane.target.port(position),
              entry >>> 16,
              Meaning.UNPROVEN,
              0,
              null));
    }
    unready(lane);
    settle(lane);
  }

  private void row(Lane lane, ScanProbe probe, Meaning meaning, long nanos, @Nullable Object more) {
    int times = meaning.equals(Meaning.NOT_ASKED) ? probe.round : probe.round + 1;
    add(new Row(lane.target, probe.position, probe.port, times, meaning, nanos, more));
  }

  private void add(Row row) {
    rows.add(row);
    if (rows.size() >= MOST_ROWS) {
      flushRows();
    } else if (!flushing) {
      flushing = true;
      turns.execute(this::flush);
    }
  }

  private void flush() {
    flushing = false;
    flushRows();
  }

  private void flushRows() {
    if (!rows.isEmpty()) {
      delivery.offer(rows);
      rows.clear();
    }
  }

  // Lanes

  private boolean open() {
    Feed.Task task = feed.next(() -> turns.execute(this::moreHosts));
    if (task == null) {
      noMoreHosts = feed.isExhausted();
      waitingForHosts = !noMoreHosts;
      return false;
    }
    opening++;
    units.open(task);
    hosts.find(task, turns, found -> opened(task, found));
    return true;
  }

  private void moreHosts() {
    waitingForHosts = false;
    pump();
  }

  private void opened(Feed.Task task, List<Target> targets) {
    if (stopped || over) {
      return; // its unit stays open
    }
    opening--;
    units.resolved(task);
    long now = turns.nanos();
    for (Target target : targets) {
      Standing.Open left = Units.left(task, target.index());
      if (left != null || Units.isWhole(task)) { // else it was done before
        begin(target, left, now);
      }
    }
    pump();
  }

  private void begin(Target target, Standing.@Nullable Open left, long now) {
    Lane lane = freeLanes.pollFirst();
    if (lane == null) {
      lane = new Lane(settings, target);
    }
    InetAddress address = target.address();
    lane.begin(
        target,
        address == null ? new Networks.Network() : networks.of(address),
        address == null ? window : widestLane,
        now);
    if (left != null) {
      lane.resume(left);
    }
    lanes++;
    units.begun(lane);
    ready(lane);
    settle(lane);
  }

  private void ready(Lane lane) {
    if (!lane.ready) {
      lane.ready = true;
      ready.addLast(lane);
    }
  }

  private void unready(Lane lane) {
    if (lane.ready) {
      lane.ready = false;
      if (ready.peekFirst() == lane) {
        ready.removeFirst();
      } else {
        ready.remove(lane);
      }
    }
  }

  private void rotate() {
    if (settings.shuffled && ready.size() > 1) {
      ready.addLast(ready.removeFirst());
    }
  }

  /** Lets lanes ask whose time has come. */
  private void release(long now) {
    for (Due first = due.peek(); first != null && first.at() <= now; first = due.peek()) {
      due.remove();
      first.lane().dueAt = Lane.BLOCKED;
      if (units.isBegun(first.lane())) {
        ready(first.lane());
      }
    }
  }

  private void settle(Lane lane) {
    if (!lane.isDone()) {
      ready(lane);
      return;
    }
    if (units.isBegun(lane)) {
      unready(lane);
      units.ended(lane);
      hosts.done(lane.target);
      lanes--;
      freeLanes.addLast(lane);
    }
  }

  private ScanProbe probe() {
    ScanProbe probe = freeProbes.pollLast();
    if (probe == null) {
      probe = new ScanProbe();
      probes.add(probe);
    }
    return probe;
  }

  private void free(ScanProbe probe, Lane lane) {
    probe.lane = null;
    probe.report = null;
    probe.failure = null;
    freeProbes.addLast(probe);
    if (!stopped) {
      settle(lane);
    }
  }

  // Time

  private void wakeForDue(long now) {
    Due first = due.peek();
    if (first != null) {
      wakeIn(Math.max(0, first.at() - now));
    }
  }

  private void wakeIn(long nanos) {
    long at = turns.nanos() + nanos;
    if (at >= wakeAt) {
      return;
    }
    wakeAt = at;
    turns.later(
        nanos,
        () -> {
          if (wakeAt == at) {
            wakeAt = Long.MAX_VALUE;
          }
          pump();
          if (!over && !stopped) {
            wakeForDue(turns.nanos());
          }
        });
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
                      flush();
                      whenDone.run();
                    }));
  }

  /** What is left of the units that were begun here. On the loop. */
  Unfinished standing() {
    Unfinished left = new Unfinished(units.standing());
    for (ScanProbe probe : probes) {
      if (probe.lane != null) {
        left.mark(probe.lane.target, probe.position);
      }
    }
    dialogues.forEach(left::mark);
    rows.forEach(row -> left.mark(row.target, row.position));
    return left;
  }

  Turns turns() {
    return turns;
  }

  Transport transport() {
    return transport;
  }
}
