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
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.io.Stalls;
import io.portprobe.internal.names.NameService;
import io.portprobe.internal.names.Resolution;
import io.portprobe.text.AddressSyntax;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The execution of one probe: name resolution, target policy, socket permits, one attempt per
 * address, report. It completes exactly once, by the deadline at the latest. Confined to the event
 * loop.
 */
public final class ProbeExecution implements Execution, AddressAttempts.Listener {
  /** Receives the events of an execution, on the event loop. */
  public interface Listener {
    /** The addresses of the host are known. */
    default void onResolved(List<InetAddress> addresses, Duration time) {}

    /** A TCP handshake completed. */
    default void onConnected(InetSocketAddress remote, Duration time) {}

    /** A dialogue has ended. */
    default void onDialogueEnded(InetSocketAddress remote, DialogueReport dialogue) {}

    /** The probe completed with a report. */
    void onReport(ProbeReport report);

    /** The probe completed without a report. */
    void onFailure(Throwable failure);

    /** The execution has ended and all its sockets are closed. The last event. */
    void onSocketsClosed();
  }

  private final ProbeSettings settings;
  private final Endpoint endpoint;
  private final NameService names;
  private final EventLoop loop;
  private final AttemptContext context;
  private final Listener listener;
  private final ProbeErrors errors;
  private final AddressAttempts attempts;
  private final Instant started = Instant.now();
  private final long startedNanos = System.nanoTime();

  private List<InetAddress> addresses = List.of();
  private List<String> resolutionNotes = List.of();
  private Duration resolutionTime = Duration.ZERO;
  private long resolutionStartedNanos = startedNanos;
  private @Nullable Future<?> deadline;
  private @Nullable Future<?> grace;
  private @Nullable HostLookup lookup;

  /** Whether the probe is complete or cancelled; sockets may still be open. */
  private boolean ended;

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
    if (settings.retries() == 0) {
      return new ProbeExecution(settings, names, filter, permits, loops, loop, listener);
    }
    return new RetryingExecution(
        settings,
        loop,
        listener,
        (each, receiver) ->
            new ProbeExecution(each, names, filter, permits, loops, loop, receiver));
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
    this.loop = loop;
    this.context =
        new AttemptContext(
            settings,
            loop,
            loops,
            filter,
            startedNanos,
            startedNanos + settings.timeout().toNanos(),
            this::attemptCount);
    this.listener = listener;
    this.errors = new ProbeErrors(endpoint);
    this.attempts = new AddressAttempts(context, permits, errors, this);
  }

  private int attemptCount() {
    return attempts.count();
  }

  // Name resolution

  @Override
  public void start() {
    guarded(this::begin);
  }

  private void begin() {
    if (ended) {
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
        fail(new ProbeErrors(each).ambiguous(context.filter()));
        return;
      }
    }
    lookup = new HostLookup(endpoint, names, context.loops().threads().resolving());
    lookup.start(AddressSelection.ALL, loop, found -> guarded(() -> probe(found)), this::fail);
  }

  private void probe(Resolution resolution) {
    if (ended) {
      return;
    }
    addresses = resolution.addresses();
    resolutionNotes = resolution.notes();
    resolutionTime = Duration.ofNanos(System.nanoTime() - resolutionStartedNanos);
    listener.onResolved(addresses, resolutionTime);
    AddressSelection selection = settings.targets().selection();
    List<InetAddress> selected = AddressFilter.select(addresses, selection);
    if (selected.isEmpty()) {
      fail(errors.noneSelected(selection, addresses));
      return;
    }
    List<InetSocketAddress> targets = new ArrayList<>(selected.size());
    for (InetAddress address : selected) {
      targets.add(new InetSocketAddress(address, endpoint.port()));
    }
    attempts.start(targets);
  }

  // Attempts

  @Override
  public void onConnected(InetSocketAddress remote, Duration time) {
    listener.onConnected(remote, time);
  }

  @Override
  public void onAnswer(Attempt answer) {
    answer.dialogue().ifPresent(dialogue -> listener.onDialogueEnded(answer.remote(), dialogue));
    Duration time = settings.targets().grace();
    if (attempts.allHaveResults() || time == null || answer.state() != PortState.LISTENING) {
      onChange();
    } else if (time.isZero()) {
      endGrace(attempt -> true);
    } else if (grace == null) { // no state has a higher rank
      grace =
          loop.schedule(
              () -> endGrace(attempt -> !attempt.isReadingReason()),
              time.toNanos(),
              TimeUnit.NANOSECONDS);
    }
  }

  /** Completes the probe without the addresses that have not responded. */
  private void endGrace(Predicate<AddressAttempt> unneeded) {
    if (!ended) {
      attempts.omitUnneeded(unneeded);
    }
  }

  @Override
  public void onChange() {
    if (!ended && attempts.allHaveResults()) {
      complete();
    }
  }

  @Override
  public void onInternalError(Throwable defect) {
    fail(defect);
  }

  @Override
  public void onSocketsClosed() {
    listener.onSocketsClosed();
  }

  // The deadline

  /**
   * Lets the loop receive what waits in the kernel before silence is believed: the process may have
   * been stopped, or the machine suspended, until after the deadline.
   */
  private void onDeadline() {
    if (ended) {
      return;
    }
    long late = System.nanoTime() - startedNanos - settings.timeout().toNanos();
    // The loop looks at its sockets before it runs a scheduled task; not so with execute.
    deadline =
        loop.schedule(() -> guarded(this::expire), Stalls.graceNanos(late), TimeUnit.NANOSECONDS);
  }

  /** Ends every attempt with what is known at the deadline. */
  private void expire() {
    if (ended) {
      return;
    }
    attempts.omitUndecided();
    if (attempts.count() > 0) {
      attempts.expire();
    } else if (attempts.allHaveResults() && !addresses.isEmpty()) {
      complete();
    } else {
      fail(
          lookup == null
              ? errors.resolutionTimedOut(settings.timeout())
              : lookup.timedOut(settings.timeout()));
    }
  }

  // The end

  private void complete() {
    List<Attempt> answers = new ArrayList<>();
    List<ProbeException> omissions = new ArrayList<>();
    attempts.addTo(answers, omissions);
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
    if (!ended) {
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

  @Override
  public void abort() {
    end();
  }

  @Override
  public void releasePermits() {
    attempts.releasePermits();
  }

  private void end() {
    if (ended) {
      return;
    }
    ended = true;
    if (deadline != null) {
      deadline.cancel(false);
    }
    if (grace != null) {
      grace.cancel(false);
    }
    if (lookup != null) {
      lookup.cancel();
    }
    attempts.end();
  }
}
