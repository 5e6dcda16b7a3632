package io.portprobe.internal.scan;

import io.netty.channel.EventLoop;
import io.portprobe.LocalFaultException;
import io.portprobe.PortState;
import io.portprobe.Transport;
import io.portprobe.internal.io.EventLoopClock;
import io.portprobe.internal.io.GuardedClock;
import io.portprobe.internal.io.LoopClock;
import io.portprobe.internal.net.Datagrams;
import io.portprobe.internal.net.Verdict;
import io.portprobe.internal.net.Verdicts;
import io.portprobe.internal.scan.checkpoint.CheckpointCollector;
import io.portprobe.internal.scan.checkpoint.CheckpointState;
import io.portprobe.internal.scan.checkpoint.RemainingWork;
import io.portprobe.internal.scan.intake.TargetIntake;
import io.portprobe.internal.scan.intake.TargetResolver;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.pacing.RateLimiter;
import io.portprobe.internal.scan.pacing.ShortageBackoff;
import io.portprobe.internal.scan.result.CompactScanResult;
import io.portprobe.internal.scan.result.ResultBatch;
import io.portprobe.internal.scan.result.ResultDelivery;
import io.portprobe.internal.scan.setup.ScanSettings;
import io.portprobe.internal.scan.source.WorkSource;
import io.portprobe.internal.sweep.SweepProbe;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scanner of the addresses of one transport on one event loop. It takes targets from a source,
 * chooses the address to probe next, sends the probes and passes on the results. Confined to the
 * event loop, except where stated.
 */
final class LoopScanner
    implements CheckpointCollector.Worker, TargetIntake.Sink, DatagramRequests.Sink {
  /** Maximum number of ports that wait for another attempt before new hosts have to wait. */
  private static final int MAX_UNANSWERED = 500_000;

  private enum State {
    IDLE,
    RUNNING,
    /** No probe is sent any more, and the sender closes its sockets. */
    CLOSING,
    CLOSED
  }

  private final boolean shuffled;
  private final ResultDelivery delivery;
  private final RateLimiter rateLimiter;
  private final Transport transport;
  private final int socketLimit;
  private final ProbeSender sender;
  private final Consumer<Throwable> defects;
  private final LoopClock clock;
  private final TargetResolver resolver;
  private final TargetIntake intake;
  private final OutcomeClassifier classifier;
  private final AddressScheduler addresses;
  private final FollowUps followUps;
  private final DatagramRequests datagrams;
  private final ProbePool probes = new ProbePool();
  private final ResultBatch results;
  private final WakeupTimer timer;
  private final ShortageBackoff shortage = new ShortageBackoff();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private State state = State.IDLE;
  private boolean working; // guards against re-entrance of work()
  private int unanswered; // of all addresses
  private long sent;

  /**
   * Creates a scanner, which does nothing before {@link #start}. May be called on any thread.
   *
   * @param scan the objects that it shares with the other scanners of the scan
   * @param resolver finds the addresses of its hosts
   * @param source gives out its units
   * @param socketLimit how many probes may be in flight
   * @param senders creates the sender, which reports to the sink
   */
  LoopScanner(
      ScanContext scan,
      TargetResolver resolver,
      WorkSource source,
      int socketLimit,
      Function<ProbeSender.Sink, ProbeSender> senders) {
    ScanSettings settings = scan.settings();
    this.shuffled = settings.isShuffled();
    this.delivery = scan.delivery();
    this.rateLimiter = scan.rateLimiter();
    this.transport = resolver.transport();
    this.resolver = resolver;
    this.socketLimit = socketLimit;
    this.defects = scan.defects();
    this.sender = senders.apply(this::onProbeEnd);
    this.clock = new GuardedClock(sender.clock(), defects);
    this.intake = new TargetIntake(clock, source, resolver, this);
    this.classifier = new OutcomeClassifier(transport, settings.sockets().hasSource());
    this.addresses = new AddressScheduler(settings, socketLimit);
    this.followUps = new FollowUps(scan, clock, this::onComplete);
    this.datagrams =
        new DatagramRequests(
            scan.services(),
            !settings.sockets().hasSource(), // a sender that uses channels has its own
            settings.attempts().timeout(),
            clock,
            this);
    this.results = new ResultBatch(clock, delivery);
    this.timer = new WakeupTimer(clock, this::onWakeup);
  }

  @Override
  public Transport transport() {
    return transport;
  }

  @Override
  public Executor executor() {
    return clock;
  }

  // The life cycle

  /** Starts to probe. May be called on any thread. */
  void start() {
    clock.execute(
        () -> {
          if (state == State.IDLE) {
            enter(State.RUNNING);
            work();
          }
        });
  }

  /** Continues after the result queue had no capacity. May be called on any thread. */
  void resume() {
    clock.execute(
        () -> {
          addresses.onCapacity();
          work();
        });
  }

  /** Cancels the probes and dialogues in flight. May be called on any thread. */
  void stop() {
    clock.execute(this::close);
  }

  /** Returns a future that completes on the event loop when all sockets are closed. */
  CompletableFuture<Void> closed() {
    return closed;
  }

  /** Returns how many probes were sent. Final when {@link #closed} has completed. */
  long sent() {
    return sent;
  }

  /**
   * Returns what plug-ins have not returned from. May be called on any thread when {@link #closed}
   * has completed.
   */
  List<String> blockedIn() {
    return Stream.concat(datagrams.blockedIn().stream(), followUps.blockedIn().stream()).toList();
  }

  /** Returns the event loop; null if the clock is of a test. */
  @Nullable EventLoop loop() {
    return sender.clock() instanceof EventLoopClock real ? real.loop() : null;
  }

  private void enter(State next) {
    if (next.compareTo(state) <= 0) {
      throw new IllegalStateException("state: " + next + " after " + state);
    }
    state = next;
  }

  private void close() {
    if (state.compareTo(State.CLOSING) >= 0) {
      return;
    }
    enter(State.CLOSING);
    intake.stop();
    followUps.stop();
    datagrams.cancelAll().forEach(this::takeBack);
    var unused =
        sender.close().whenComplete((none, failure) -> clock.execute(this::onSocketsClosed));
  }

  private void onSocketsClosed() {
    enter(State.CLOSED);
    results.flush();
    closed.complete(null);
  }

  // Choosing and sending

  private void work() {
    if (working || state != State.RUNNING) {
      return;
    }
    working = true;
    try {
      while (probes.inUse() < socketLimit && step()) {
        // continues while there is something to do now
      }
    } finally {
      working = false;
    }
    if (addresses.activeCount() == 0 && intake.isExhausted()) {
      close();
    }
  }

  /** Does one thing. Returns whether there may be another one to do now. */
  private boolean step() {
    long now = clock.nanos();
    if (shortage.isPaused(now)) {
      timer.scheduleAt(shortage.end());
      return false;
    }
    addresses.markDueReady(now);
    AddressProgress address = shuffled && canTakeTarget() ? null : addresses.peekReady();
    if (address == null) {
      if (canTakeTarget() && intake.takeNext()) {
        return true;
      }
      address = addresses.peekReady();
      if (address == null) {
        return false;
      }
    }
    return probe(address, now);
  }

  private boolean canTakeTarget() {
    return addresses.activeCount() + intake.resolving() < socketLimit
        && unanswered < MAX_UNANSWERED
        && intake.mayHaveNext()
        && !addresses.isWaitingForCapacity();
  }

  private boolean probe(AddressProgress address, long now) {
    if (address.isIcmpTimeoutOver(now)) {
      reportUndecided(address);
      return true;
    }
    long delay = address.delay(now);
    boolean isNew = address.isNextNew();
    boolean noCapacity = delay == 0 && isNew && !delivery.hasCapacity();
    if (noCapacity) {
      isNew = false;
      delay = address.retryDelay(now);
    }
    if (delay > 0) {
      addresses.markWaiting(address);
      if (delay != AddressProgress.BLOCKED) {
        addresses.markReadyIn(address, delay, now);
        timer.scheduleAt(addresses.nextReadyTime());
      } else if (noCapacity) {
        addresses.waitForCapacity(address); // the delivery calls resume()
      }
      return true;
    }
    long rateDelay = rateLimiter.acquire(now);
    if (rateDelay > 0) {
      timer.scheduleIn(rateDelay);
      return false;
    }
    return send(address, isNew, now);
  }

  private boolean send(AddressProgress address, boolean isNew, long now) {
    ScanProbe probe = probes.take();
    int before = address.unansweredCount();
    address.assignNext(probe, isNew, now);
    unanswered += address.unansweredCount() - before;
    if (shuffled) {
      addresses.rotate();
    }
    if (isNew) {
      delivery.countStarted();
    }
    ScanTarget target = address.target;
    int port = target.port(probe.position);
    RuntimeException obstacle = resolver.denial(target, probe.position, port);
    if (obstacle == null) {
      obstacle = datagrams.obstacle(target, port);
    }
    if (obstacle != null) {
      fail(probe, address, obstacle);
      return true;
    }
    if (datagrams.isNeeded(target, port)) {
      datagrams.request(probe, target, port);
      return true;
    }
    return transmit(probe, transport == Transport.TCP ? null : Datagrams.anything());
  }

  private void fail(ScanProbe probe, AddressProgress address, RuntimeException obstacle) {
    address.onLocalFailure();
    results.add(probe.notSent(obstacle));
    release(probe, address);
  }

  private boolean transmit(ScanProbe probe, @Nullable ByteBuffer datagram) {
    probe.prepare(datagram);
    if (sender.send(probe)) {
      sent++;
      return true;
    }
    takeBack(probe);
    timer.scheduleIn(ShortageBackoff.MIN_NANOS);
    return false;
  }

  @Override
  public void onDatagram(ScanProbe probe, ByteBuffer datagram) {
    transmit(probe, datagram);
  }

  @Override
  public void onFailure(ScanProbe probe, LocalFaultException failure) {
    fail(probe, Objects.requireNonNull(probe.address), failure);
    work();
  }

  @Override
  public void onTarget(ScanTarget target, CheckpointState.@Nullable AddressState remaining) {
    finishIfDone(addresses.activate(target, remaining, clock.nanos()));
  }

  @Override
  public void onMoreWork() {
    work();
  }

  private void onWakeup() {
    work();
    if (state == State.RUNNING) {
      timer.scheduleAt(addresses.nextReadyTime());
    }
  }

  // Results

  private void onProbeEnd(ScanProbe probe) {
    try {
      onEnd(probe);
    } catch (Throwable e) { // the event loop would only log it
      defects.accept(e);
    }
  }

  private void onEnd(ScanProbe probe) {
    AddressProgress address = Objects.requireNonNull(probe.address);
    long now = clock.nanos();
    if (probe.outcome() == SweepProbe.CANCELLED && probe.failure == null) {
      address.putBack(probe);
    } else if (probe.outcome() == SweepProbe.TIMED_OUT) {
      onTimeout(address, probe);
    } else if (probe.isLocalFault() && classifier.isShortage(probe)) {
      address.putBack(probe);
      sent--;
      shortage.onShortage(now);
    } else {
      onVerdict(address, probe, now);
    }
    release(probe, address);
    work();
  }

  private void onTimeout(AddressProgress address, ScanProbe probe) {
    if (address.onTimeout(probe)) {
      Verdict silent = classifier.silent(sender.receivesIcmpErrors());
      results.add(probe.result(silent, probe.elapsedNanos(), null));
    } else {
      unanswered++;
    }
  }

  private void onVerdict(AddressProgress address, ScanProbe probe, long now) {
    Verdict verdict = classifier.classify(probe);
    PortState portState = verdict.stateOrNull();
    if (portState == null) {
      address.onLocalFailure();
      RuntimeException failure = classifier.failure(probe, address.target, verdict);
      results.add(probe.result(verdict, 0, failure));
      return;
    }
    shortage.onResponse();
    address.onResponse(probe, portState == PortState.NOT_LISTENING, now);
    CompactScanResult result = probe.result(verdict, probe.elapsedNanos(), null);
    if (!startFollowUp(address, probe, result, portState)) {
      address.rejectsByIcmp |= verdict == Verdicts.REFUSED_BY_ICMP;
      results.add(result);
    }
  }

  /** Starts what has to be done before a result is passed on; returns false if it is nothing. */
  private boolean startFollowUp(
      AddressProgress address, ScanProbe probe, CompactScanResult result, PortState portState) {
    return (portState == PortState.LISTENING && followUps.startDialogue(address, result))
        || (classifier.hasUnspecificReason(probe)
            && followUps.checkReason(address, result, probe.outcome()));
  }

  private void onComplete(AddressProgress address, CompactScanResult result, boolean probed) {
    sent += probed ? 1 : 0;
    results.add(result);
    finishIfDone(address);
    work();
  }

  /** Reports the ports of a rate-limited host for which no time is left. */
  private void reportUndecided(AddressProgress address) {
    while (address.unansweredCount() > 0) {
      results.add(address.removeUndecided());
      unanswered--;
    }
    addresses.markWaiting(address);
    finishIfDone(address);
  }

  /** Releases a probe that was not sent. Its port is probed later. */
  private void takeBack(ScanProbe probe) {
    AddressProgress address = Objects.requireNonNull(probe.address);
    address.putBack(probe);
    release(probe, address);
  }

  private void release(ScanProbe probe, AddressProgress address) {
    probes.release(probe);
    if (state == State.RUNNING) {
      finishIfDone(address);
    }
  }

  private void finishIfDone(AddressProgress address) {
    ScanTarget target = address.target;
    if (addresses.finishIfDone(address)) {
      resolver.forget(target);
    }
  }

  // Checkpoint

  @Override
  public RemainingWork remaining() {
    RemainingWork work = new RemainingWork(intake.remaining());
    work.add(addresses.remaining());
    probes.forEachInFlight(work::mark);
    followUps.forEachUnfinished(work::mark);
    results.forEach(result -> work.mark(result.target(), result.position()));
    return work;
  }
}
