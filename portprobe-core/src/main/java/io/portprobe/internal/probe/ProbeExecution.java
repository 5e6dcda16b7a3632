package io.portprobe.internal.probe;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.portprobe.AddressSelection;
import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.names.NameService;
import io.portprobe.internal.names.Resolution;
import io.portprobe.internal.targets.AddressForms;
import io.portprobe.text.AddressSyntax;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The execution of one probe: name resolution, target policy, socket permits, one attempt per
 * address, report. It completes exactly once, by the deadline at the latest. Confined to the event
 * loop.
 */
public final class ProbeExecution implements Execution, AddressAttempt.Listener {
  /** A deadline that is noticed so late follows a stall of the process or the machine. */
  static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** How long to wait after a stall for responses that the kernel received, or is about to. */
  public static final long STALL_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Receives the events of an execution, on the event loop. */
  public interface Listener {
    /** The addresses of the host are known. */
    default void onResolved(List<InetAddress> addresses, Duration time) {}

    /** A TCP handshake completed. */
    default void onConnected(InetSocketAddress remote, Duration time) {}

    /** A dialogue has ended. */
    default void onSpoken(InetSocketAddress remote, DialogueReport dialogue) {}

    /** The probe completed with a report. */
    void onReport(ProbeReport report);

    /** The probe completed without a report. */
    void onFailure(Throwable failure);

    /** The execution has ended and all its sockets are closed. The last event. */
    void onSocketsClosed();
  }

  private enum State {
    RUNNING,
    /** Completed or cancelled; sockets may still be open. */
    ENDED,
    /** Ended, and all sockets are closed. */
    CLOSED
  }

  private final ProbeSettings settings;
  private final Endpoint endpoint;
  private final NameService names;
  private final SocketPermits permits;
  private final EventLoop loop;
  private final AttemptContext context;
  private final Listener listener;
  private final ProbeErrors errors;
  private final TargetDecisions decisions;
  private final Instant started = Instant.now();
  private final long startedNanos = System.nanoTime();
  private final List<AttemptSlot> slots = new ArrayList<>();
  private final Queue<SocketPermits.Permit> permitsHeld = new ConcurrentLinkedQueue<>();
  private final List<ProbeException> omissions = new ArrayList<>();

  private List<InetAddress> addresses = List.of();
  private List<String> resolutionNotes = List.of();
  private Duration resolutionTime = Duration.ZERO;
  private long resolutionStartedNanos = startedNanos;
  private @Nullable Future<?> deadline;
  private @Nullable Future<?> grace;
  private @Nullable HostLookup lookup;
  private State state = State.RUNNING;
  private int openSlots;

  /**
   * Creates an execution, with the retries of the settings. It begins with {@link #start}, which
   * runs on the loop.
   *
   * @param loops provide channels and the reader of ICMP errors
   * @param loop the event loop that the execution is confined to
   */
  public static Execution of(
      ProbeSettings settings,
      NameService names,
      AddressFilter filter,
      SocketPermits permits,
      ClientEventLoops loops,
      EventLoop loop,
      Listener listener) {
    RetryingExecution.Tries tries =
        (each, receiver) -> new ProbeExecution(each, names, filter, permits, loops, loop, receiver);
    return settings.retries() == 0
        ? tries.execution(settings, listener)
        : new RetryingExecution(settings, loop, listener, tries);
  }

  private ProbeExecution(
      ProbeSettings settings,
      NameService names,
      AddressFilter filter,
      SocketPermits permits,
      ClientEventLoops loops,
      EventLoop loop,
      Listener listener) {
    this.settings = settings;
    this.endpoint = settings.endpoint();
    this.names = names;
    this.permits = permits;
    this.loop = loop;
    this.context =
        new AttemptContext(
            settings,
            loop,
            loops,
            filter,
            startedNanos + settings.timeout().toNanos(),
            slots::size);
    this.listener = listener;
    this.errors = new ProbeErrors(endpoint);
    this.decisions =
        new TargetDecisions(
            filter, loop, endpoint.transport(), errors, settings.destination(), new Decided());
  }

  @Override
  public void start() {
    guarded(this::begin);
  }

  private void begin() {
    if (state != State.RUNNING) {
      return;
    }
    long waited = System.nanoTime() - startedNanos;
    deadline =
        loop.schedule(
            this::onDeadline,
            Math.max(0, settings.timeout().toNanos() - waited),
            TimeUnit.NANOSECONDS);
    resolutionStartedNanos = System.nanoTime();
    InetAddress known = settings.targets().known();
    if (known != null) {
      probe(new Resolution(List.of(known), List.of()));
      return;
    }
    for (Endpoint each : List.of(endpoint, settings.spokenWith())) {
      if (AddressSyntax.isAmbiguous(each.host())) {
        failAmbiguous(each);
        return;
      }
    }
    lookup = new HostLookup(endpoint, names, context.loops().threads().resolving());
    lookup.start(AddressSelection.ALL, loop, found -> guarded(() -> probe(found)), this::fail);
  }

  /** Fails for a host in a form that programs read differently; a policy may deny its address. */
  private void failAmbiguous(Endpoint ambiguous) {
    Optional<InetSocketAddress> reading =
        AddressSyntax.customaryReading(ambiguous.host())
            .map(address -> new InetSocketAddress(address, ambiguous.port()));
    Optional<ProbeException> denied =
        reading
            .filter(target -> context.filter().isImmediate())
            .flatMap(
                target ->
                    context
                        .filter()
                        .denial(ambiguous.transport(), target)
                        .map(denial -> new ProbeErrors(ambiguous).denied(target, denial)));
    if (denied.isPresent()) {
      fail(denied.get());
    } else {
      fail(AddressSyntax.ambiguous(ambiguous.host()));
    }
  }

  @Override
  public void abort() {
    end();
  }

  @Override
  public void releasePermits() {
    permitsHeld.forEach(SocketPermits.Permit::release);
  }

  private void probe(Resolution resolution) {
    if (state != State.RUNNING) {
      return;
    }
    List<InetAddress> resolved = resolution.addresses();
    addresses = resolved;
    resolutionNotes = resolution.notes();
    resolutionTime = Duration.ofNanos(System.nanoTime() - resolutionStartedNanos);
    listener.onResolved(resolved, resolutionTime);
    List<InetAddress> selected = AddressFilter.select(resolved, settings.targets().selection());
    if (selected.isEmpty()) {
      fail(errors.noneSelected(settings.targets().selection(), resolved));
      return;
    }
    decisions.start(
        selected.stream().map(a -> new InetSocketAddress(a, endpoint.port())).toList(),
        settings.sockets().sourceAddress(),
        omissions);
    completeIf(allHaveResults());
  }

  /** Probes the addresses that the target policy allows. */
  private final class Decided implements TargetDecisions.Listener {
    @Override
    public void onTarget(int index, InetSocketAddress target) {
      if (state != State.RUNNING) {
        return;
      }
      AttemptSlot slot = new AttemptSlot(index, newAttempt(target), permits);
      slot.insertInto(slots);
      openSlots++;
      permitsHeld.add(slot.requestPermit(loop, () -> startAttempt(slot)));
    }

    @Override
    public void onExcluded(ProbeException reason) {
      if (state == State.RUNNING) {
        omissions.add(reason);
        completeIf(allHaveResults());
      }
    }
  }

  private AddressAttempt newAttempt(InetSocketAddress target) {
    InetSocketAddress remote =
        new InetSocketAddress(AddressForms.reachable(target.getAddress()), target.getPort());
    return endpoint.transport() == Transport.TCP
        ? new TcpAttempt(context, remote, this)
        : new UdpAttempt(context, remote, this);
  }

  private void startAttempt(AttemptSlot slot) {
    if (state != State.RUNNING || slot.hasResult()) {
      close(slot);
    } else {
      slot.start();
    }
  }

  @Override
  public void onConnected(AddressAttempt attempt, Duration time) {
    listener.onConnected(attempt.remote, time);
  }

  @Override
  public void onAnswer(AddressAttempt attempt, Attempt answer) {
    answer.dialogue().ifPresent(dialogue -> listener.onSpoken(answer.remote(), dialogue));
    slotOf(attempt).setAnswer(answer);
    Duration time = settings.targets().grace();
    if (allHaveResults() || time == null || answer.state() != PortState.LISTENING) {
      completeIf(allHaveResults());
    } else if (time.isZero()) {
      endGrace(slot -> true);
    } else if (grace == null) { // no state has a higher rank
      grace =
          loop.schedule(
              () -> endGrace(slot -> !slot.attempt().isReadingReason()),
              time.toNanos(),
              TimeUnit.NANOSECONDS);
    }
  }

  /**
   * Completes the probe without the addresses that have not responded.
   *
   * @param unneeded selects them among those without a result
   */
  private void endGrace(Predicate<AttemptSlot> unneeded) {
    if (state != State.RUNNING) {
      return;
    }
    for (AttemptSlot slot : slots) {
      if (!slot.hasResult() && unneeded.test(slot)) {
        slot.omit(errors.unneeded(slot.attempt().remote, "no response yet"));
      }
    }
    decisions.excludeUndecided(
        target -> errors.unneeded(target, "the target policy had not returned"), omissions);
    completeIf(allHaveResults());
  }

  @Override
  public void onLocalFault(AddressAttempt attempt, String what, @Nullable Throwable cause) {
    slotOf(attempt).omit(errors.localFault(attempt.remote, what, cause));
    completeIf(allHaveResults());
  }

  /** Waits, within the deadline, until another probe of the client has closed its socket. */
  @Override
  public void onShortage(AddressAttempt attempt, String what, Throwable cause) {
    AttemptSlot slot = slotOf(attempt);
    ProbeException reason =
        errors.localFault(
            attempt.remote, what + ", and none became free before the deadline", cause);
    if (state != State.RUNNING || !slot.waitForSocket(loop, reason)) {
      close(slot);
    }
  }

  @Override
  public void onInternalError(AddressAttempt attempt, Throwable defect) {
    fail(defect);
  }

  @Override
  public void onSocketsClosed(AddressAttempt attempt) {
    close(slotOf(attempt));
  }

  private void close(AttemptSlot slot) {
    if (!slot.close()) {
      return;
    }
    openSlots--;
    if (state == State.ENDED && openSlots == 0) {
      moveTo(State.CLOSED);
    }
  }

  /**
   * Lets the loop receive what waits in the kernel before silence is believed: the process may have
   * been stopped, or the machine suspended, until after the deadline.
   */
  private void onDeadline() {
    if (state != State.RUNNING) {
      return;
    }
    long late = System.nanoTime() - startedNanos - settings.timeout().toNanos();
    long grace = late > STALL_NANOS ? STALL_GRACE_NANOS : 0;
    // The loop looks at its sockets before it runs a scheduled task; not so with execute.
    deadline = loop.schedule(() -> guarded(this::expire), grace, TimeUnit.NANOSECONDS);
  }

  /** Ends every attempt with what is known at the deadline. */
  private void expire() {
    if (state != State.RUNNING) {
      return;
    }
    decisions.excludeUndecided(
        target -> errors.policyTimedOut(target, settings.timeout()), omissions);
    if (slots.isEmpty() && !omissions.isEmpty()) {
      fail(omissions.get(0));
      return;
    }
    if (slots.isEmpty()) {
      fail(
          lookup == null
              ? errors.resolutionTimedOut(settings.timeout())
              : lookup.timedOut(settings.timeout()));
      return;
    }
    for (AttemptSlot slot : List.copyOf(slots)) {
      AddressAttempt attempt = slot.attempt();
      ProbeException shortage = slot.shortage();
      if (!slot.isWaiting()) {
        attempt.expire();
      } else if (!slot.hasResult()) {
        slot.omit(
            shortage == null ? errors.noFreeSocket(attempt.remote, permits.limit()) : shortage);
        completeIf(allHaveResults());
      }
    }
  }

  private boolean allHaveResults() {
    return decisions.isComplete() && slots.stream().allMatch(AttemptSlot::hasResult);
  }

  private void completeIf(boolean decided) {
    if (state != State.RUNNING || !decided) {
      return;
    }
    List<Attempt> answers = new ArrayList<>();
    slots.forEach(slot -> slot.addTo(answers, omissions));
    if (answers.isEmpty()) {
      fail(omissions.get(0));
      return;
    }
    ProbeReport report =
        new DefaultProbeReport(
            endpoint,
            addresses,
            resolutionTime,
            resolutionNotes,
            answers,
            omissions,
            List.of(),
            started,
            Duration.ofNanos(System.nanoTime() - startedNanos));
    endBefore(() -> listener.onReport(report));
  }

  /** Fails the probe with the exception of a task, which the event loop would only log. */
  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (Throwable defect) { // a defect of portprobe, of a resolver's list or of the JVM
      fail(defect);
    }
  }

  private void fail(Throwable failure) {
    if (state == State.RUNNING) {
      endBefore(() -> listener.onFailure(failure));
    }
  }

  /** Ends the execution, and reports its result even if its sockets fail. */
  private void endBefore(Runnable event) {
    try {
      end();
    } finally {
      event.run();
    }
  }

  private void end() {
    if (state != State.RUNNING) {
      return;
    }
    moveTo(State.ENDED);
    if (deadline != null) {
      deadline.cancel(false);
    }
    if (grace != null) {
      grace.cancel(false);
    }
    if (lookup != null) {
      lookup.cancel();
    }
    decisions.cancel();
    for (AttemptSlot slot : slots) {
      if (!slot.isWaiting()) {
        slot.attempt().abort();
      } else if (slot.holdsRequest()) {
        close(slot);
      }
    }
    if (state == State.ENDED && openSlots == 0) {
      moveTo(State.CLOSED);
    }
  }

  private void moveTo(State next) {
    state = next;
    if (next == State.CLOSED) {
      listener.onSocketsClosed();
    }
  }

  private AttemptSlot slotOf(AddressAttempt attempt) {
    for (AttemptSlot slot : slots) {
      if (slot.attempt() == attempt) {
        return slot;
      }
    }
    throw new IllegalStateException("not an attempt of " + endpoint + ": " + attempt.remote);
  }
}
