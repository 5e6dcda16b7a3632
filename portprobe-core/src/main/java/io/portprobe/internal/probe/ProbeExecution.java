package io.portprobe.internal.probe;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.portprobe.Attempt;
import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.TargetDeniedException;
import io.portprobe.Transport;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.internal.client.ClientConfig;
import io.portprobe.internal.io.ClientEventLoops;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way of one probe: resolve, target policy, admission, an attempt on each address, report. It
 * ends exactly once, by the deadline at the latest. Everything runs on one event loop.
 */
public final class ProbeExecution implements AddressAttempt.Owner {
  /** A name with more addresses than this is somebody's mistake, or somebody's attack. */
  static final int MOST_ADDRESSES = 64;

  /** Who started the run. Called on the loop. */
  public interface Owner {
    void answered(ProbeReport report);

    void failed(Throwable failure);

    /** The run is over and none of its sockets is left. */
    void gone();
  }

  /** An attempt, and its place in the client's window. */
  private static final class Slot {
    final AddressAttempt attempt;
    SocketPermits.@Nullable Ticket ticket;
    boolean started;
    boolean freed;
    @Nullable Attempt answer;
    @Nullable ProbeException omission;

    Slot(AddressAttempt attempt) {
      this.attempt = attempt;
    }

    boolean isDone() {
      return answer != null || omission != null;
    }
  }

  private final ProbeSettings settings;
  private final Endpoint endpoint;
  private final ClientConfig config;
  private final ClientEventLoops loops;
  private final SocketPermits admission;
  private final EventLoop loop;
  private final Owner owner;
  private final Instant started = Instant.now();
  private final long startedNanos = System.nanoTime();
  private List<InetAddress> addresses = List.of();
  private Duration lookUp = Duration.ZERO;
  private long askedNanos = startedNanos; // when the resolver was
  private final List<Slot> slots = new ArrayList<>();
  private final List<ProbeException> omissions = new ArrayList<>();
  private @Nullable Future<?> deadline;
  private @Nullable HostLookup resolution;
  private boolean over;
  private boolean gone;
  private int openSlots;

  public ProbeExecution(
      ProbeSettings settings,
      ClientConfig config,
      ClientEventLoops loops,
      SocketPermits admission,
      EventLoop loop,
      Owner owner) {
    this.settings = settings;
    this.endpoint = settings.endpoint();
    this.config = config;
    this.loops = loops;
    this.admission = admission;
    this.loop = loop;
    this.owner = owner;
  }

  public void start() {
    if (over) {
      return;
    }
    long waited = System.nanoTime() - startedNanos;
    deadline =
        loop.schedule(
            this::expire, Math.max(0, settings.timeout().toNanos() - waited), TimeUnit.NANOSECONDS);
    InetAddress known = settings.targets().known();
    if (known != null) {
      askedNanos = System.nanoTime();
      resolved(List.of(known));
      return;
    }
    askedNanos = System.nanoTime();
    resolution = new HostLookup(endpoint, config.resolver());
    resolution.start(loop, this::resolved, this::fail);
  }

  /** The caller does not want the answer any more, or the client is closed. */
  public void abort() {
    if (!over) {
      end();
    }
  }

  private void resolved(List<InetAddress> addresses) {
    if (over) {
      return;
    }
    this.addresses = addresses;
    lookUp = Duration.ofNanos(System.nanoTime() - askedNanos);
    List<InetAddress> chosen = AddressFilter.choose(addresses, settings.targets().selection());
    if (chosen.isEmpty()) {
      fail(
          new UnresolvedTargetException(
              endpoint,
              "has no address for " + settings.targets().selection() + " among " + addresses,
              null));
      return;
    }
    chosen.forEach(this::consider);
    if (slots.isEmpty()) {
      fail(omissions.get(0));
      return;
    }
    openSlots = slots.size();
    for (Slot slot : List.copyOf(slots)) {
      slot.ticket = admission.enter(loop, () -> admitted(slot));
    }
  }

  /** Plans an attempt on an address, or notes why there is none. */
  private void consider(InetAddress address) {
    InetSocketAddress target = new InetSocketAddress(address, endpoint.port());
    if (slots.size() >= MOST_ADDRESSES) {
      omissions.add(fault(target, "is beyond the first " + MOST_ADDRESSES + " addresses", null));
      return;
    }
    InetAddress source = settings.sockets().sourceAddress();
    if (source != null && !AddressFilter.sameFamily(source, address)) {
      omissions.add(
          fault(
              target,
              "is of another family than the source address " + source.getHostAddress(),
              null));
      return;
    }
    Optional<String> denial = denial(endpoint.transport(), target);
    if (denial.isPresent()) {
      omissions.add(new TargetDeniedException(endpoint, shown(target) + " " + denial.get(), null));
      return;
    }
    slots.add(
        new Slot(
            endpoint.transport() == Transport.TCP
                ? new TcpAttempt(settings, target, loop, loops, this)
                : new UdpAttempt(settings, target, loop, loops, this)));
  }

  private void admitted(Slot slot) {
    if (over || slot.isDone()) {
      free(slot);
      return;
    }
    slot.started = true;
    slot.attempt.start();
  }

  @Override
  public void answered(AddressAttempt attempt, Attempt answer) {
    slotOf(attempt).answer = answer;
    boolean enough =
        settings.speech().stateOnly()
            && answer.state() == PortState.LISTENING; // nothing outranks it
    concludeIf(enough);
  }

  @Override
  public void faulted(AddressAttempt attempt, String what, @Nullable Throwable cause) {
    slotOf(attempt).omission = fault(attempt.remote, what, cause);
    concludeIf(false);
  }

  @Override
  public void broken(AddressAttempt attempt, Throwable defect) {
    fail(defect);
  }

  @Override
  public void socketsClosed(AddressAttempt attempt) {
    free(slotOf(attempt));
  }

  @Override
  public Optional<String> denial(Transport transport, InetSocketAddress target) {
    return AddressFilter.denial(config.policy(), transport, target);
  }

  private void free(Slot slot) {
    if (slot.freed) {
      return;
    }
    slot.freed = true;
    SocketPermits.Ticket ticket = slot.ticket;
    if (ticket != null) {
      ticket.giveBack();
    }
    openSlots--;
    goneIfOver();
  }

  private void goneIfOver() {
    if (over && openSlots == 0 && !gone) {
      gone = true;
      owner.gone();
    }
  }

  /** The deadline: every attempt says what it knows. */
  private void expire() {
    if (over) {
      return;
    }
    if (slots.isEmpty()) {
      fail(
          new UnresolvedTargetException(
              endpoint,
              "no answer of the resolver in " + ReportText.time(settings.timeout()),
              null));
      return;
    }
    for (Slot slot : List.copyOf(slots)) {
      if (slot.started) {
        slot.attempt.expire();
      } else if (!slot.isDone()) {
        slot.omission =
            fault(
                slot.attempt.remote,
                "found no place in the window of " + config.window() + " before the deadline",
                null);
        concludeIf(false);
      }
    }
  }

  private void concludeIf(boolean enough) {
    if (over || !(enough || slots.stream().allMatch(Slot::isDone))) {
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
            lookUp,
            answers,
            omissions,
            started,
            Duration.ofNanos(System.nanoTime() - startedNanos));
    end();
    owner.answered(report);
  }

  private void fail(Throwable failure) {
    if (!over) {
      end();
      owner.failed(failure);
    }
  }

  private void end() {
    over = true;
    if (deadline != null) {
      deadline.cancel(false);
    }
    if (resolution != null) {
      resolution.cancel();
    }
    for (Slot slot : slots) {
      if (slot.started) {
        slot.attempt.abort();
      } else if (slot.ticket != null) {
        free(slot);
      }
    }
    goneIfOver();
  }

  private Slot slotOf(AddressAttempt attempt) {
    for (Slot slot : slots) {
      if (slot.attempt == attempt) {
        return slot;
      }
    }
    throw new IllegalStateException("not an attempt of " + endpoint + ": " + attempt.remote);
  }

  private LocalFaultException fault(
      InetSocketAddress target, String what, @Nullable Throwable cause) {
    return new LocalFaultException(endpoint, shown(target) + ": " + what, cause);
  }

  private static String shown(InetSocketAddress target) {
    return target.getAddress().getHostAddress();
  }
}
