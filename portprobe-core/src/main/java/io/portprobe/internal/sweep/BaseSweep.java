package io.portprobe.internal.sweep;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.portprobe.internal.net.Errno;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What all sweeps share: the window, the time-outs, and the order of things.
 *
 * <p>Nothing is told from inside a call, and no turn of the loop starts more than so many probes,
 * though each end starts the next: what is over at once waits in {@code settled} for the next turn,
 * what there is no time or no socket for in {@code parked}.
 *
 * <p>Sockets are given up in a turn of their own or by their own event only, never while the loop
 * works off a batch of events: the next socket might get the number of the old one, and then its
 * event.
 */
abstract class BaseSweep extends Sweep {
  private static final int STARTS_A_TURN = 1024;
  private static final int ENDS_A_TURN = 256;
  private static final int MOST_TRIES = 16;

  final IoEventLoop loop;
  private final int window;
  private final Sink sink;
  private final ProbeList parked = new ProbeList();
  private final ProbeList settled = new ProbeList();
  private final TimeoutWheel wheel = new TimeoutWheel(System.nanoTime());
  private final Runnable turn = this::turn;
  private final Runnable tick = this::tick;
  private final Consumer<SweepProbe> expire = this::expire;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private int inFlight;
  private int startsLeft = STARTS_A_TURN;
  private boolean noRoom; // the first of the parked waits for a socket
  private boolean dialling;
  private boolean turnPlanned;
  private long tickPlanned = TimeoutWheel.NEVER;
  private boolean closing;

  BaseSweep(IoEventLoop loop, int window, Sink sink) {
    this.loop = loop;
    this.window = window;
    this.sink = sink;
  }

  /**
   * Connects, or sends.
   *
   * @return false if there is no socket for it now
   */
  abstract boolean dial(SweepProbe probe);

  /** How many sockets are at work: when one of them is done there is room for {@link #dial}. */
  abstract int socketsAtWork();

  /** Ends a probe whose time is over, now or soon, by {@link #end}. */
  abstract void expire(SweepProbe probe);

  /** Gives up a probe that was dialled. Its socket must not be used again in this turn. */
  abstract void abandon(SweepProbe probe);

  /** Closes all sockets, then calls {@link #allClosed}. No probe is at work any more. */
  abstract void closeSockets();

  @Override
  public final EventLoop loop() {
    return loop;
  }

  @Override
  public final int inFlight() {
    return inFlight;
  }

  @Override
  public final int capacity() {
    return window;
  }

  @Override
  public final boolean isClosed() {
    return closed.isDone();
  }

  @Override
  public final boolean start(SweepProbe probe) {
    if (probe.owner != null) {
      throw new IllegalStateException("probe: in flight (expected: one that has ended)");
    }
    if (inFlight == window || noRoom || closing) {
      return false;
    }
    probe.begin(this);
    inFlight++;
    if (startsLeft == 0 || !parked.isEmpty()) {
      parked.addLast(probe);
    } else if (!dialOrFail(probe)) {
      noRoom = true;
      parked.addLast(probe);
    }
    if (startsLeft == 0) {
      planTurn();
    }
    return true;
  }

  private boolean dialOrFail(SweepProbe probe) {
    startsLeft--;
    dialling = true;
    boolean dialled = dial(probe);
    dialling = false;
    if (dialled) {
      return true;
    }
    if (socketsAtWork() > 0) {
      return false;
    }
    settle(probe, Errno.EMFILE.number(), true);
    return true;
  }

  @Override
  public final void cancel(SweepProbe probe) {
    if (probe.owner != this || probe.over) {
      return;
    }
    if (probe.dialled) {
      abandon(probe);
    }
    settle(probe, SweepProbe.CANCELLED, false);
  }

  @Override
  public final CompletableFuture<Void> close() {
    if (!closing) {
      closing = true;
      loop.execute(this::closeNow);
    }
    return closed.copy();
  }

  private void closeNow() {
    for (SweepProbe probe = parked.poll(); probe != null; probe = parked.poll()) {
      settle(probe, SweepProbe.CANCELLED, false);
    }
    for (SweepProbe probe = wheel.poll(); probe != null; probe = wheel.poll()) {
      abandon(probe);
      settle(probe, SweepProbe.CANCELLED, false);
    }
    for (SweepProbe probe = settled.poll(); probe != null; probe = settled.poll()) {
      deliver(probe);
    }
    closeSockets();
  }

  /** To be called when the last descriptor is closed. */
  final void allClosed() {
    closed.complete(null);
  }

  final boolean isClosing() {
    return closing;
  }

  /** Marks a probe as on its way, and lets its time run. To be called right before the connect. */
  final void stamp(SweepProbe probe) {
    long now = System.nanoTime();
    probe.dialled = true;
    probe.recordStart(now);
    probe.deadline = now + probe.timeoutNanos;
    wheel.add(probe);
    long due = wheel.dueNanos(probe.deadline);
    if (due < tickPlanned) {
      planTick(due, now);
    }
  }

  /** Takes back a stamp: the probe is to be dialled once more, in the next turn. */
  final void again(SweepProbe probe) {
    ProbeList.unlink(probe);
    probe.dialled = false;
    if (++probe.tries == MOST_TRIES) {
      settle(probe, Errno.EADDRNOTAVAIL.number(), true); // it got its target as source each time
      return;
    }
    parked.addFirst(probe);
    planTurn();
  }

  private void settle(SweepProbe probe, int outcome, boolean local) {
    over(probe, outcome, local);
    settled.addLast(probe);
    planTurn();
  }

  /**
   * Ends a probe: at once, or from inside {@link #dial} in the next turn.
   *
   * @param probe whose socket is free by now, or given up
   * @param local whether an error arose before a packet left this machine
   */
  final void end(SweepProbe probe, int outcome, boolean local) {
    if (dialling) {
      settle(probe, outcome, local);
    } else {
      over(probe, outcome, local);
      deliver(probe);
    }
  }

  private static void over(SweepProbe probe, int outcome, boolean local) {
    ProbeList.unlink(probe);
    probe.over = true;
    probe.recordEnd(outcome, local, System.nanoTime());
  }

  private void deliver(SweepProbe probe) {
    inFlight--;
    probe.owner = null;
    try {
      sink.ended(probe);
    } catch (RuntimeException e) {
      loop.execute( // where it is logged, and cannot harm the events to come
          () -> {
            throw e;
          });
    }
  }

  /** To be called when a socket is free again. */
  final void socketFree() {
    if (noRoom) {
      noRoom = false;
      planTurn();
    }
  }

  private void planTurn() {
    if (!turnPlanned) {
      turnPlanned = true;
      // A task run by execute would run before the loop looks at its sockets again.
      var unused = loop.schedule(turn, 0, TimeUnit.NANOSECONDS);
    }
  }

  private void turn() {
    turnPlanned = false;
    startsLeft = STARTS_A_TURN;
    for (int i = 0; i < ENDS_A_TURN; i++) {
      SweepProbe probe = settled.poll();
      if (probe == null) {
        break;
      }
      deliver(probe);
    }
    dialParked();
    if (!settled.isEmpty() || (!parked.isEmpty() && !noRoom)) {
      planTurn();
    }
  }

  private void dialParked() {
    while (startsLeft > 0 && !noRoom) {
      SweepProbe probe = parked.poll();
      if (probe == null) {
        return;
      }
      if (!dialOrFail(probe)) {
        noRoom = true;
        parked.addFirst(probe);
      }
    }
  }

  private void planTick(long due, long now) {
    tickPlanned = due;
    var unused = loop.schedule(tick, Math.max(0, due - now), TimeUnit.NANOSECONDS);
  }

  private void tick() {
    long now = System.nanoTime();
    if (now < tickPlanned) {
      return; // planned before an earlier one was, which has done the work
    }
    tickPlanned = TimeoutWheel.NEVER;
    wheel.expire(now, expire);
    long next = wheel.nextNanos();
    if (next < tickPlanned) {
      planTick(next, System.nanoTime());
    }
  }
}
