package io.portprobe.internal.probe;

import io.portprobe.Attempt;
import io.portprobe.ProbeException;
import io.portprobe.Transport;
import io.portprobe.internal.targets.AddressForms;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one probe, one for each address that may be probed: their start with a socket
 * permit, their results, and the end of their sockets. Confined to the event loop.
 */
final class AddressAttempts {
  /** Receives the events, on the event loop. */
  interface Listener {
    /** A TCP handshake completed. */
    void onConnected(InetSocketAddress remote, Duration time);

    /** An address has responded, or its silence is known. */
    void onAnswer(Attempt answer);

    /** An address has no answer, or the first addresses are known. */
    void onChange();

    /** A defect of portprobe, which must not be reported as a state. */
    void onInternalError(Throwable defect);

    /** The attempts were ended, and no socket is open any more. The last event. */
    void onSocketsClosed();
  }

  private enum State {
    RUNNING,
    /** No result is needed any more; sockets may still be open. */
    ENDED,
    /** Ended, and all sockets are closed. */
    CLOSED
  }

  private final AttemptContext context;
  private final SocketPermits permits;
  private final ProbeErrors errors;
  private final Listener listener;
  private final TargetDecisions decisions;
  private final List<AttemptSlot> slots = new ArrayList<>();
  private final Queue<SocketPermits.Permit> permitsHeld = new ConcurrentLinkedQueue<>();
  private final List<ProbeException> omissions = new ArrayList<>();
  private State state = State.RUNNING;
  private int openSlots;

  /** Creates the attempts of a probe. They start with {@link #start}. */
  AddressAttempts(
      AttemptContext context, SocketPermits permits, ProbeErrors errors, Listener listener) {
    this.context = context;
    this.permits = permits;
    this.errors = errors;
    this.listener = listener;
    this.decisions =
        new TargetDecisions(
            context.filter(),
            context.loop(),
            context.settings().endpoint().transport(),
            errors,
            context.settings().destination(),
            new Decided());
  }

  /** Starts an attempt for each address that the target policy allows. */
  void start(List<InetSocketAddress> selected) {
    decisions.start(selected, context.settings().sockets().sourceAddress(), omissions);
    listener.onChange();
  }

  /** Returns the number of addresses that may be probed, as far as the policy has decided. */
  int count() {
    return slots.size();
  }

  // Results

  /** Returns whether each address has an answer, or a reason why it has none. */
  boolean allHaveResults() {
    if (!decisions.isComplete()) {
      return false;
    }
    for (AttemptSlot slot : slots) {
      if (!slot.hasResult()) {
        return false;
      }
    }
    return true;
  }

  /** Adds the answers, and why the other addresses have none, to the lists. */
  void addTo(List<Attempt> answers, List<ProbeException> reasons) {
    reasons.addAll(omissions);
    for (AttemptSlot slot : slots) {
      slot.addTo(answers, reasons);
    }
  }

  /**
   * Omits the addresses that have no result because another one is listening.
   *
   * @param unneeded selects them
   */
  void omitUnneeded(Predicate<AddressAttempt> unneeded) {
    for (AttemptSlot slot : slots) {
      if (!slot.hasResult() && unneeded.test(slot.attempt())) {
        slot.omit(errors.unneeded(slot.attempt().remote, "no response yet"));
      }
    }
    decisions.excludeUndecided(
        target -> errors.unneeded(target, "the target policy had not returned"), omissions);
    listener.onChange();
  }

  /** Omits the addresses that the target policy has not decided on at the deadline. */
  void omitUndecided() {
    Duration timeout = context.settings().timeout();
    decisions.excludeUndecided(target -> errors.policyTimedOut(target, timeout), omissions);
  }

  /** Gives each attempt the result that is known at the deadline. */
  void expire() {
    for (AttemptSlot slot : List.copyOf(slots)) {
      if (!slot.isWaiting()) {
        slot.attempt().expire();
      } else if (!slot.hasResult()) {
        ProbeException shortage = slot.shortage();
        slot.omit(
            shortage == null
                ? errors.noFreeSocket(slot.attempt().remote, permits.limit())
                : shortage);
        listener.onChange();
      }
    }
  }

  // The end

  /** Ends the attempts without further results, and closes their sockets. */
  void end() {
    if (state != State.RUNNING) {
      return;
    }
    state = State.ENDED;
    decisions.cancel();
    for (AttemptSlot slot : slots) {
      if (!slot.isWaiting()) {
        slot.attempt().abort();
      } else if (slot.holdsRequest()) {
        close(slot);
      }
    }
    closeIfDone();
  }

  /** Releases the permits when the event loop does not. May be called on any thread. */
  void releasePermits() {
    permitsHeld.forEach(SocketPermits.Permit::release);
  }

  private void close(AttemptSlot slot) {
    if (slot.close()) {
      openSlots--;
      closeIfDone();
    }
  }

  private void closeIfDone() {
    if (state == State.ENDED && openSlots == 0) {
      state = State.CLOSED;
      listener.onSocketsClosed();
    }
  }

  // Addresses that the target policy allows

  /** Starts the attempt on an address as soon as it has a permit. */
  private final class Decided implements TargetDecisions.Listener {
    @Override
    public void onTarget(int index, InetSocketAddress target) {
      if (state != State.RUNNING) {
        return;
      }
      AttemptSlot slot = new AttemptSlot(index, newAttempt(target), permits);
      slot.insertInto(slots);
      openSlots++;
      permitsHeld.add(slot.requestPermit(context.loop(), () -> startAttempt(slot)));
    }

    @Override
    public void onExcluded(ProbeException reason) {
      if (state == State.RUNNING) {
        omissions.add(reason);
        listener.onChange();
      }
    }
  }

  private AddressAttempt newAttempt(InetSocketAddress target) {
    InetSocketAddress remote =
        new InetSocketAddress(AddressForms.reachable(target.getAddress()), target.getPort());
    return context.settings().endpoint().transport() == Transport.TCP
        ? new TcpAttempt(context, remote, new AttemptEvents())
        : new UdpAttempt(context, remote, new AttemptEvents());
  }

  private void startAttempt(AttemptSlot slot) {
    if (state != State.RUNNING || slot.hasResult()) {
      close(slot);
    } else {
      slot.start();
    }
  }

  /** Keeps the result of each attempt, and closes its slot with its socket. */
  private final class AttemptEvents implements AddressAttempt.Listener {
    @Override
    public void onConnected(AddressAttempt attempt, Duration time) {
      listener.onConnected(attempt.remote, time);
    }

    @Override
    public void onAnswer(AddressAttempt attempt, Attempt answer) {
      slotOf(attempt).setAnswer(answer);
      listener.onAnswer(answer);
    }

    @Override
    public void onLocalFault(AddressAttempt attempt, String what, @Nullable Throwable cause) {
      slotOf(attempt).omit(errors.localFault(attempt.remote, what, cause));
      listener.onChange();
    }

    /** Waits, within the deadline, until another probe of the client has closed its socket. */
    @Override
    public void onShortage(AddressAttempt attempt, String what, Throwable cause) {
      AttemptSlot slot = slotOf(attempt);
      ProbeException reason =
          errors.localFault(
              attempt.remote, what + ", and none became free before the deadline", cause);
      if (state != State.RUNNING || !slot.waitForSocket(context.loop(), reason)) {
        close(slot);
      }
    }

    @Override
    public void onInternalError(AddressAttempt attempt, Throwable defect) {
      listener.onInternalError(defect);
    }

    @Override
    public void onSocketsClosed(AddressAttempt attempt) {
      close(slotOf(attempt));
    }
  }

  private AttemptSlot slotOf(AddressAttempt attempt) {
    for (AttemptSlot slot : slots) {
      if (slot.attempt() == attempt) {
        return slot;
      }
    }
    throw new IllegalStateException("not an attempt of this probe: " + attempt.remote);
  }
}
