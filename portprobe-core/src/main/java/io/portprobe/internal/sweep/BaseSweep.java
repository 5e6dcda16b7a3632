package io.portprobe.internal.sweep;

import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.portprobe.internal.io.Stalls;
import io.portprobe.internal.net.Errno;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The part of a sweep that does not depend on the system interface: the limit of probes in flight,
 * their deadlines, and the order of callbacks. Confined to the event loop.
 *
 * <p>Callbacks never run inside {@link #start}. Each loop iteration starts at most {@link
 * #MAX_STARTS} probes. Probes that complete during {@code start} are queued in {@code completed}
 * and delivered in the next iteration; probes without a free socket wait in {@code pending}.
 *
 * <p>An exception or error in the code of a sweep, for example of a class that cannot be loaded,
 * ends the probe that it was run for as {@link SweepProbe#FAILED}.
 *
 * <p>A socket is closed or reused in a separate iteration or by its own event only, never while the
 * loop processes a batch of events: a new socket could get the descriptor of the closed one, and
 * then an event meant for that one.
 */
abstract class BaseSweep extends Sweep {
  private static final int MAX_STARTS = 1024;
  private static final int MAX_DELIVERIES = 256;
  private static final int MAX_SENDS = 16;
  private static final long LATE_SEND_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private enum State {
    /** Accepts probes. */
    RUNNING,
    /** Accepts no probes until a socket is free: the first pending probe waits for it. */
    BLOCKED,
    /** The caller has closed the sweep; the next iteration cancels all probes. */
    CLOSING,
    /** All probes have ended, and their sockets are being closed. */
    DRAINING,
    /** All sockets are closed. */
    CLOSED
  }

  static {
    // Loaded here: in a shortage of descriptors no class of a folder can be.
    var unused = Stalls.graceNanos(0);
  }

  final IoEventLoop loop;
  private final int window;
  private final Sink sink;
  private final ProbeList pending = new ProbeList();
  private final ProbeList completed = new ProbeList();
  private final TimeoutWheel wheel = new TimeoutWheel(System.nanoTime());
  private final Runnable iteration = this::runIteration;
  private final Runnable deadlineCheck = this::checkDeadlines;
  private final Consumer<SweepProbe> expire = this::expire;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile State state = State.RUNNING; // written on the loop only
  private int inFlight;
  private int startsLeft = MAX_STARTS;
  private @Nullable SweepProbe dialing; // its outcome is delivered in the next iteration
  private boolean iterationScheduled;
  private long scheduledCheck = TimeoutWheel.NEVER;
  private boolean graceGranted; // once for each stall, or a busy host would have no timeouts

  BaseSweep(IoEventLoop loop, int window, Sink sink) {
    this.loop = loop;
    this.window = window;
    this.sink = sink;
  }

  /**
   * Returns a free socket for a probe, or null if another probe has to release one first.
   *
   * @throws IOException if the system opens no socket; Netty and the JDK throw {@code
   *     ChannelException}, {@code UncheckedIOException} and {@code UnsupportedOperationException}
   *     for some causes
   */
  abstract @Nullable SocketSlot slotFor(SweepProbe probe) throws IOException;

  /** Returns how many sockets are in use. Each of them will call {@link #socketFree}. */
  abstract int socketsInUse();

  /** Closes all sockets, then calls {@link #socketsClosed}. No probe uses one any more. */
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
    return state == State.CLOSED;
  }

  /** The only place that changes {@link #state}. */
  private void enter(State next) {
    // No switch: its class would be loaded here, and in a shortage of descriptors cannot be.
    boolean legal =
        state.compareTo(State.CLOSING) < 0
            ? next != state && next.compareTo(State.CLOSING) <= 0
            : (state == State.CLOSING && next == State.DRAINING)
                || (state == State.DRAINING && next == State.CLOSED);
    if (!legal) {
      throw new IllegalStateException("sweep: cannot change from " + state + " to " + next);
    }
    state = next;
  }

  @Override
  public final boolean start(SweepProbe probe) {
    if (probe.owner != null) {
      throw new IllegalStateException("probe: in flight (expected: a probe that has ended)");
    }
    if (inFlight == window || state != State.RUNNING) {
      return false;
    }
    probe.target();
    probe.begin(this);
    inFlight++;
    if (startsLeft == 0 || !pending.isEmpty()) {
      pending.addLast(probe);
    } else if (!dial(probe)) {
      enter(State.BLOCKED);
      pending.addLast(probe);
    }
    if (startsLeft == 0) {
      scheduleIteration();
    }
    return true;
  }

  /**
   * Connects, or sends.
   *
   * @return false if the probe has to wait until a socket is free
   */
  private boolean dial(SweepProbe probe) {
    startsLeft--;
    dialing = probe;
    try {
      return tryDial(probe);
    } catch (RuntimeException | Error e) {
      fail(probe, e);
      return true;
    } finally {
      dialing = null;
    }
  }

  private boolean tryDial(SweepProbe probe) {
    SocketSlot slot = null;
    try {
      slot = slotFor(probe);
    } catch (IOException
        | ChannelException
        | UncheckedIOException
        | UnsupportedOperationException e) {
      Errno errno = Errno.of(e).orElse(Errno.EIO);
      if (!errno.isShortage()) {
        complete(probe, errno.number(), true);
        return true;
      }
    }
    if (slot != null) {
      slot.attach(probe);
      slot.dial(probe);
      restartTimerIfLate(probe, System.nanoTime());
      return true;
    }
    if (socketsInUse() > 0) {
      return false;
    }
    complete(probe, Errno.EMFILE.number(), true);
    return true;
  }

  @Override
  public final void cancel(SweepProbe probe) {
    if (probe.owner != this || probe.completed) {
      return;
    }
    abandon(probe);
    complete(probe, SweepProbe.CANCELLED, false);
  }

  private void abandon(SweepProbe probe) {
    SocketSlot slot = probe.slot;
    if (slot == null) {
      return;
    }
    try {
      slot.abandon();
    } catch (RuntimeException | Error e) {
      slot.detach();
      log(e);
    }
  }

  private void expire(SweepProbe probe) {
    try {
      if (probe.slot != null) {
        probe.slot.expire();
      }
    } catch (RuntimeException | Error e) {
      fail(probe, e);
    }
  }

  /**
   * Ends the probe that the code of the sweep failed for. Has no effect but a line in the log if
   * the probe has an outcome already.
   */
  final void fail(SweepProbe probe, Throwable failure) {
    if (probe.owner != this || probe.completed) {
      log(failure);
      return;
    }
    abandon(probe);
    ProbeList.unlink(probe);
    probe.completed = true;
    probe.recordFailure(failure, System.nanoTime());
    completed.addLast(probe);
    scheduleIteration();
  }

  @Override
  public final CompletableFuture<Void> close() {
    if (state == State.RUNNING || state == State.BLOCKED) {
      enter(State.CLOSING);
      loop.execute(this::cancelAll);
    }
    return closed.copy();
  }

  private void cancelAll() {
    for (SweepProbe probe = pending.poll(); probe != null; probe = pending.poll()) {
      complete(probe, SweepProbe.CANCELLED, false);
    }
    for (SweepProbe probe = wheel.poll(); probe != null; probe = wheel.poll()) {
      abandon(probe);
      complete(probe, SweepProbe.CANCELLED, false);
    }
    for (SweepProbe probe = completed.poll(); probe != null; probe = completed.poll()) {
      deliver(probe);
    }
    enter(State.DRAINING);
    try {
      closeSockets();
    } catch (RuntimeException | Error e) {
      closed.completeExceptionally(e);
    }
  }

  /** Whether {@link #closeSockets} was called and {@link #socketsClosed} was not. */
  final boolean isDraining() {
    return state == State.DRAINING;
  }

  /** Completes {@link #close}. A subclass calls it when the last descriptor is closed. */
  final void socketsClosed() {
    enter(State.CLOSED);
    closed.complete(null);
  }

  /** Starts the timeout of a probe. A socket calls it right before it connects or sends. */
  final void startTimer(SweepProbe probe) {
    long now = System.nanoTime();
    probe.recordStart(now);
    probe.deadline = now + probe.timeoutNanos;
    wheel.add(probe);
    long due = wheel.expiryNanos(probe.deadline);
    if (due < scheduledCheck) {
      scheduleDeadlineCheck(due, now);
    }
  }

  /**
   * Starts the timeout of a probe again if this host delayed the send: the process was stopped
   * after {@link #startTimer}, or loaded classes.
   *
   * @param sentNanos a time at which the probe was sent
   */
  final void restartTimerIfLate(SweepProbe probe, long sentNanos) {
    if (probe.slot != null && sentNanos - probe.startedNanos > LATE_SEND_NANOS) {
      ProbeList.unlink(probe);
      probe.deadline = sentNanos + probe.timeoutNanos;
      wheel.add(probe);
    }
  }

  /**
   * Sends a probe again, in the next iteration: the socket was connected to itself, since the
   * kernel chose the target as its source, or the path MTU turned out to be smaller than the
   * datagram.
   */
  final void retry(SweepProbe probe) {
    ProbeList.unlink(probe);
    if (++probe.sends == MAX_SENDS) {
      complete(probe, Errno.EADDRNOTAVAIL.number(), true);
      return;
    }
    pending.addFirst(probe);
    scheduleIteration();
  }

  /**
   * Ends a probe: now, or in the next iteration if it is being dialed.
   *
   * @param probe whose socket is free or abandoned by now
   * @param local whether an error arose before a packet left this host
   */
  final void end(SweepProbe probe, int outcome, boolean local) {
    if (probe == dialing) {
      complete(probe, outcome, local);
    } else {
      record(probe, outcome, local);
      deliver(probe);
    }
  }

  /** Ends a probe, and delivers it in the next iteration. */
  private void complete(SweepProbe probe, int outcome, boolean local) {
    record(probe, outcome, local);
    completed.addLast(probe);
    scheduleIteration();
  }

  private static void record(SweepProbe probe, int outcome, boolean local) {
    ProbeList.unlink(probe);
    probe.completed = true;
    probe.recordEnd(outcome, local, System.nanoTime());
  }

  private void deliver(SweepProbe probe) {
    inFlight--;
    probe.owner = null;
    try {
      sink.onEnd(probe);
    } catch (RuntimeException | Error e) {
      log(e);
    }
  }

  /** Lets the loop log a failure, and continue with its other events. */
  final void log(Throwable failure) {
    loop.execute(
        () -> {
          throw new IllegalStateException("a task of a sweep failed", failure);
        });
  }

  /** Resumes a blocked sweep. A subclass calls it when a socket is free again. */
  final void socketFree() {
    if (state == State.BLOCKED) {
      enter(State.RUNNING);
      scheduleIteration();
    }
  }

  private void scheduleIteration() {
    if (!iterationScheduled) {
      iterationScheduled = true;
      // A task run by execute would run before the loop looks at its sockets again.
      var unused = loop.schedule(iteration, 0, TimeUnit.NANOSECONDS);
    }
  }

  private void runIteration() {
    iterationScheduled = false;
    try {
      deliverAndDial();
    } catch (RuntimeException | Error e) { // the loop would drop it
      log(e);
    } finally {
      if (!completed.isEmpty() || (!pending.isEmpty() && state == State.RUNNING)) {
        scheduleIteration();
      }
    }
  }

  private void deliverAndDial() {
    startsLeft = MAX_STARTS;
    for (int i = 0; i < MAX_DELIVERIES; i++) {
      SweepProbe probe = completed.poll();
      if (probe == null) {
        break;
      }
      deliver(probe);
    }
    dialPending();
  }

  private void dialPending() {
    while (startsLeft > 0 && state == State.RUNNING) {
      SweepProbe probe = pending.poll();
      if (probe == null) {
        return;
      }
      if (!dial(probe)) {
        enter(State.BLOCKED);
        pending.addFirst(probe);
      }
    }
  }

  private void scheduleDeadlineCheck(long due, long now) {
    scheduledCheck = due;
    var unused = loop.schedule(deadlineCheck, Math.max(0, due - now), TimeUnit.NANOSECONDS);
  }

  private void checkDeadlines() {
    long now = System.nanoTime();
    if (now < scheduledCheck) {
      return; // a check scheduled later ran earlier and did the work
    }
    long grace = graceGranted ? 0 : Stalls.graceNanos(now - scheduledCheck);
    graceGranted = grace > 0;
    if (graceGranted) {
      scheduleDeadlineCheck(now + grace, now);
      return;
    }
    scheduledCheck = TimeoutWheel.NEVER;
    try {
      wheel.expire(now, expire);
    } catch (RuntimeException | Error e) { // the loop would drop it
      log(e);
    } finally {
      long next = wheel.nextExpiryNanos();
      if (next < scheduledCheck) {
        scheduleDeadlineCheck(next, System.nanoTime());
      }
    }
  }
}
