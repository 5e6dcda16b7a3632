package io.portprobe.internal.probe;

import io.netty.channel.EventLoop;
import io.portprobe.Attempt;
import io.portprobe.ProbeException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The attempt on one address of a probe, with its socket permit and its result. Confined to the
 * event loop.
 */
final class AttemptSlot {
  /** Longest time between two tries to open a socket for which there is no descriptor. */
  private static final long MAX_BACKOFF_MILLIS = 256;

  private enum State {
    /** Waiting for a permit. */
    WAITING,
    /** The attempt has started; its socket may be open. */
    STARTED,
    /** The permit is released. */
    CLOSED
  }

  private final int index;
  private final AddressAttempt attempt;
  private final SocketPermits permits;
  private SocketPermits.@Nullable Permit permit;
  private State state = State.WAITING;
  private @Nullable ProbeException shortage; // why it waits again
  private long backoffMillis;
  private @Nullable Attempt answer;
  private @Nullable ProbeException omission;

  /**
   * Creates the slot of an attempt that has not started.
   *
   * @param index the index of the address among the selected ones
   */
  AttemptSlot(int index, AddressAttempt attempt, SocketPermits permits) {
    this.index = index;
    this.attempt = attempt;
    this.permits = permits;
  }

  /** Inserts this slot by its index: the policy may have decided on a later address first. */
  void insertInto(List<AttemptSlot> slots) {
    int position = slots.size();
    while (position > 0 && slots.get(position - 1).index > index) {
      position--;
    }
    slots.add(position, this);
  }

  AddressAttempt attempt() {
    return attempt;
  }

  /** Requests a permit, whose grant runs a task on the loop. */
  SocketPermits.Permit requestPermit(EventLoop loop, Runnable onGrant) {
    SocketPermits.Permit requested = permits.request(loop, onGrant);
    permit = requested;
    return requested;
  }

  /** Starts the attempt, which has its permit. */
  void start() {
    state = State.STARTED;
    attempt.start();
  }

  /**
   * Waits until another probe of the client has closed its socket. Tries again after a pause too,
   * because other code of this process, or another process, may have closed one.
   *
   * @return false if the attempt has no permit to wait with
   */
  boolean waitForSocket(EventLoop loop, ProbeException reason) {
    SocketPermits.Permit held = permit;
    if (hasResult() || held == null) {
      return false;
    }
    state = State.WAITING;
    shortage = reason;
    backoffMillis = Math.min(MAX_BACKOFF_MILLIS, Math.max(1, 2 * backoffMillis));
    permits.awaitRelease(held);
    var unused = loop.schedule(() -> permits.grant(held), backoffMillis, TimeUnit.MILLISECONDS);
    return true;
  }

  boolean isWaiting() {
    return state == State.WAITING;
  }

  /** Returns why the attempt waits again for a socket, or null if it waits for the first time. */
  @Nullable ProbeException shortage() {
    return shortage;
  }

  void setAnswer(Attempt result) {
    answer = result;
  }

  /** Sets why the address has no answer. */
  void omit(ProbeException reason) {
    omission = reason;
  }

  boolean hasResult() {
    return answer != null || omission != null;
  }

  /** Adds the result of the attempt to one of the lists. */
  void addTo(List<Attempt> answers, List<ProbeException> omissions) {
    if (answer != null) {
      answers.add(answer);
    } else if (omission != null) {
      omissions.add(omission);
    }
  }

  /** Releases the permit, and returns whether the slot was not closed before. */
  boolean close() {
    if (state == State.CLOSED) {
      return false;
    }
    state = State.CLOSED;
    if (permit != null) {
      permit.release();
    }
    return true;
  }

  /** Returns whether the attempt waits and holds a request for a permit. */
  boolean holdsRequest() {
    return permit != null;
  }
}
