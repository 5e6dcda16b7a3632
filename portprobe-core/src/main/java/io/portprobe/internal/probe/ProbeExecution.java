package io.portprobe.internal.probe;

import static java.util.stream.Collectors.joining;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.portprobe.AddressSelection;
import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.PortState;
import io.portprobe.ProbeCancelledException;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.TargetDeniedException;
import io.portprobe.Transport;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.names.NameService;
import io.portprobe.internal.names.Resolution;
import io.portprobe.internal.targets.AddressForms;
import io.portprobe.internal.targets.Zones;
import io.portprobe.internal.util.AddressFamilies;
import io.portprobe.text.AddressSyntax;
import io.portprobe.text.HostSyntax;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The execution of one probe: name resolution, target policy, socket permits, one attempt per
 * address, report. It completes exactly once, by the deadline at the latest. Confined to the event
 * loop.
 */
public final class ProbeExecution implements Execution, AddressAttempt.Listener {
  /** Most addresses of a name to probe. */
  static final int MOST_ADDRESSES = AddressForms.MAX_ADDRESSES;

  /** Longest time between two tries to open a socket for which there is no descriptor. */
  private static final long MAX_BACKOFF_MILLIS = 256;

  /** A deadline that is noticed so late follows a stall of the process or the machine. */
  static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** How long to wait after a stall for responses that the kernel received, or is about to. */
  static final long STALL_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

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

  /** The attempt on one address, with its socket permit and its result. */
  private static final class Slot {
    private enum SlotState {
      /** Waiting for a permit. */
      WAITING,
      /** The attempt has started; its socket may be open. */
      STARTED,
      /** The permit is released. */
      CLOSED
    }

    final int index; // of the address among the selected ones
    final AddressAttempt attempt;
    SocketPermits.@Nullable Permit permit;
    SlotState state = SlotState.WAITING;
    @Nullable ProbeException shortage; // why it waits again
    long backoffMillis;
    @Nullable Attempt answer;
    @Nullable ProbeException omission;

    Slot(int index, AddressAttempt attempt) {
      this.index = index;
      this.attempt = attempt;
    }

    boolean hasResult() {
      return answer != null || omission != null;
    }
  }

  private final ProbeSettings settings;
  private final Endpoint endpoint;
  private final NameService names;
  private final SocketPermits permits;
  private final EventLoop loop;
  private final AttemptContext context;
  private final Listener listener;
  private final Instant started = Instant.now();
  private final long startedNanos = System.nanoTime();
  private final List<Slot> slots = new ArrayList<>();
  private final Queue<SocketPermits.Permit> permitsHeld = new ConcurrentLinkedQueue<>();
  private final List<ProbeException> omissions = new ArrayList<>();

  /** The addresses that the target policy has not decided on, by their index. */
  private final Map<Integer, InetSocketAddress> undecided = new LinkedHashMap<>();

  private final List<AddressFilter.Pending> decisions = new ArrayList<>();
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
    if (AddressSyntax.isAmbiguous(endpoint.host())) {
      failAmbiguous();
      return;
    }
    lookup = new HostLookup(endpoint, names, context.loops().threads().resolving());
    lookup.start(AddressSelection.ALL, loop, found -> guarded(() -> probe(found)), this::fail);
  }

  /** Fails for a host in a form that programs read differently; a policy may deny its address. */
  private void failAmbiguous() {
    Optional<InetSocketAddress> reading =
        AddressSyntax.customaryReading(endpoint.host())
            .map(address -> new InetSocketAddress(address, endpoint.port()));
    Optional<ProbeException> denied =
        reading
            .filter(target -> context.filter().isImmediate())
            .flatMap(
                target ->
                    context
                        .filter()
                        .denial(endpoint.transport(), target)
                        .map(denial -> denied(target, denial)));
    if (denied.isPresent()) {
      fail(denied.get());
    } else {
      fail(AddressSyntax.ambiguous(endpoint.host()));
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
      fail(
          new UnresolvedTargetException(
              endpoint, Problem.OTHER_FAMILY, noneSelected(resolved), null));
      return;
    }
    for (int i = 0; i < selected.size(); i++) {
      InetSocketAddress target = new InetSocketAddress(selected.get(i), endpoint.port());
      Optional<ProbeException> omission = omission(i, target);
      if (omission.isPresent()) {
        omissions.add(omission.get());
      } else {
        undecided.put(i, target);
      }
    }
    for (int index : List.copyOf(undecided.keySet())) {
      decide(index);
    }
    completeIf(allHaveResults());
  }

  private String noneSelected(List<InetAddress> resolved) {
    AddressSelection selection = settings.targets().selection();
    String family = AddressFamilies.name(selection);
    return HostSyntax.isLiteral(endpoint.host())
        ? "the host is an address, and not an " + family + " address"
        : "the host name has no "
            + family
            + " address, only "
            + resolved.stream().map(InetAddress::getHostAddress).collect(joining(", "));
  }

  private Optional<ProbeException> omission(int index, InetSocketAddress target) {
    if (index >= MOST_ADDRESSES) {
      return Optional.of(
          localFault(target, "not among the first " + MOST_ADDRESSES + " addresses", null));
    }
    InetAddress source = settings.sockets().sourceAddress();
    if (source != null && !AddressFilter.isSameFamily(source, target.getAddress())) {
      return Optional.of(
          localFault(
              target,
              "not of the same address family as the source address " + source.getHostAddress(),
              null));
    }
    return Optional.empty();
  }

  /** Consults the target policy about an address, which is probed if the policy allows it. */
  private void decide(int index) {
    InetSocketAddress target = undecided.get(index);
    if (state == State.RUNNING && target != null) {
      decisions.add(
          context
              .filter()
              .decide(endpoint.transport(), target, loop, denial -> onDecision(index, denial)));
    }
  }

  private void onDecision(int index, Optional<String> denial) {
    InetSocketAddress target = undecided.remove(index);
    if (state != State.RUNNING || target == null) {
      return;
    }
    Optional<ProbeException> omission =
        denial
            .<ProbeException>map(why -> denied(target, why))
            .or(() -> Optional.ofNullable(zoneMissing(target)));
    if (omission.isPresent()) {
      omissions.add(omission.get());
      completeIf(allHaveResults());
      return;
    }
    Slot slot = new Slot(index, newAttempt(target));
    int position = slots.size();
    while (position > 0 && slots.get(position - 1).index > index) {
      position--; // the policy decided on a later address first
    }
    slots.add(position, slot);
    openSlots++;
    slot.permit = permits.request(loop, () -> startAttempt(slot));
    permitsHeld.add(slot.permit);
  }

  private @Nullable ProbeException zoneMissing(InetSocketAddress target) {
    return Zones.isMissing(target.getAddress())
        ? new UnresolvedTargetException(
            endpoint,
            Problem.INVALID_ADDRESS,
            hostOf(target) + " " + Zones.missing(target.getAddress()),
            null)
        : null;
  }

  private AddressAttempt newAttempt(InetSocketAddress target) {
    InetSocketAddress remote =
        new InetSocketAddress(AddressForms.reachable(target.getAddress()), target.getPort());
    return endpoint.transport() == Transport.TCP
        ? new TcpAttempt(context, remote, this)
        : new UdpAttempt(context, remote, this);
  }

  private void startAttempt(Slot slot) {
    if (state != State.RUNNING || slot.hasResult()) {
      close(slot);
      return;
    }
    slot.state = Slot.SlotState.STARTED;
    if (slot.permit != null && slot.permit.hasWaited()) {
      slot.attempt.startAfterWait();
    } else {
      slot.attempt.start();
    }
  }

  @Override
  public void onConnected(AddressAttempt attempt, Duration time) {
    listener.onConnected(attempt.remote, time);
  }

  @Override
  public void onAnswer(AddressAttempt attempt, Attempt answer) {
    answer.dialogue().ifPresent(dialogue -> listener.onSpoken(answer.remote(), dialogue));
    slotOf(attempt).answer = answer;
    Duration time = settings.targets().grace();
    if (allHaveResults() || time == null || answer.state() != PortState.LISTENING) {
      completeIf(allHaveResults());
    } else if (time.isZero()) {
      endGrace();
    } else if (grace == null) { // no state has a higher rank
      grace = loop.schedule(this::endGrace, time.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Completes the probe without the addresses that have not responded. */
  private void endGrace() {
    if (state != State.RUNNING) {
      return;
    }
    for (Slot slot : slots) {
      if (!slot.hasResult()) {
        slot.omission =
            new ProbeCancelledException(
                endpoint,
                hostOf(slot.attempt.remote)
                    + ": no response yet when another address was listening",
                null);
      }
    }
    omitUndecided(
        target ->
            new ProbeCancelledException(
                endpoint,
                hostOf(target)
                    + ": the target policy had not returned when another address was listening",
                null));
    completeIf(true);
  }

  @Override
  public void onLocalFault(AddressAttempt attempt, String what, @Nullable Throwable cause) {
    slotOf(attempt).omission = localFault(attempt.remote, what, cause);
    completeIf(allHaveResults());
  }

  /** Waits, within the deadline, until another probe of the client has closed its socket. */
  @Override
  public void onShortage(AddressAttempt attempt, String what, Throwable cause) {
    Slot slot = slotOf(attempt);
    SocketPermits.Permit permit = slot.permit;
    if (state != State.RUNNING || slot.hasResult() || permit == null) {
      close(slot);
      return;
    }
    slot.state = Slot.SlotState.WAITING;
    slot.shortage =
        localFault(attempt.remote, what + ", and none became free before the deadline", cause);
    slot.backoffMillis = Math.min(MAX_BACKOFF_MILLIS, Math.max(1, 2 * slot.backoffMillis));
    permits.awaitRelease(permit);
    // Other code of this process, or another process, may release one as well.
    var unused =
        loop.schedule(() -> permits.grant(permit), slot.backoffMillis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void onInternalError(AddressAttempt attempt, Throwable defect) {
    fail(defect);
  }

  @Override
  public void onSocketsClosed(AddressAttempt attempt) {
    close(slotOf(attempt));
  }

  private void close(Slot slot) {
    if (slot.state == Slot.SlotState.CLOSED) {
      return;
    }
    slot.state = Slot.SlotState.CLOSED;
    SocketPermits.Permit permit = slot.permit;
    if (permit != null) {
      permit.release();
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
    omitUndecided(
        target ->
            denied(
                target,
                "is denied: the target policy did not return within "
                    + ReportText.time(settings.timeout())));
    if (slots.isEmpty() && !omissions.isEmpty()) {
      fail(omissions.get(0));
      return;
    }
    if (slots.isEmpty()) {
      fail(
          lookup == null
              ? new UnresolvedTargetException(
                  endpoint,
                  Problem.RESOLVER_TIMED_OUT,
                  "name resolution timed out after " + ReportText.time(settings.timeout()),
                  null)
              : lookup.timedOut(settings.timeout()));
      return;
    }
    for (Slot slot : List.copyOf(slots)) {
      if (slot.state != Slot.SlotState.WAITING) {
        slot.attempt.expire();
      } else if (!slot.hasResult()) {
        slot.omission = slot.shortage == null ? noFreeSocket(slot.attempt.remote) : slot.shortage;
        completeIf(allHaveResults());
      }
    }
  }

  private void omitUndecided(Function<InetSocketAddress, ProbeException> reason) {
    undecided.values().forEach(target -> omissions.add(reason.apply(target)));
    undecided.clear();
  }

  private LocalFaultException noFreeSocket(InetSocketAddress target) {
    return localFault(
        target, "timed out waiting for a free socket (limit: " + permits.limit() + ")", null);
  }

  private boolean allHaveResults() {
    return undecided.isEmpty() && slots.stream().allMatch(Slot::hasResult);
  }

  private void completeIf(boolean decided) {
    if (state != State.RUNNING || !decided) {
      return;
    }
    List<Attempt> answers = new ArrayList<>();
    for (Slot slot : slots) {
      if (slot.answer != null) {
        answers.add(slot.answer);
      } else if (slot.omission != null) {
        omissions.add(slot.omission);
      }
    }
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
    decisions.forEach(AddressFilter.Pending::cancel);
    for (Slot slot : slots) {
      if (slot.state != Slot.SlotState.WAITING) {
        slot.attempt.abort();
      } else if (slot.permit != null) {
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

  private Slot slotOf(AddressAttempt attempt) {
    for (Slot slot : slots) {
      if (slot.attempt == attempt) {
        return slot;
      }
    }
    throw new IllegalStateException("not an attempt of " + endpoint + ": " + attempt.remote);
  }

  private TargetDeniedException denied(InetSocketAddress target, String denial) {
    return new TargetDeniedException(endpoint, hostOf(target) + " " + denial, null);
  }

  private LocalFaultException localFault(
      InetSocketAddress target, String what, @Nullable Throwable cause) {
    return new LocalFaultException(endpoint, hostOf(target) + ": " + what, cause);
  }

  private static String hostOf(InetSocketAddress target) {
    return target.getAddress().getHostAddress();
  }
}
