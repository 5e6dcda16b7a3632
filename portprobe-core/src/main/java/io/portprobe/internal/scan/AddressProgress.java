package io.portprobe.internal.scan;

import io.portprobe.Transport;
import io.portprobe.internal.net.Verdicts;
import io.portprobe.internal.scan.checkpoint.CheckpointState;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.pacing.CongestionWindow;
import io.portprobe.internal.scan.pacing.IcmpRateLimitPacer;
import io.portprobe.internal.scan.pacing.IntQueue;
import io.portprobe.internal.scan.pacing.LossEstimator;
import io.portprobe.internal.scan.pacing.RateLimiter;
import io.portprobe.internal.scan.pacing.RttEstimator;
import io.portprobe.internal.scan.pacing.SubnetStatistics;
import io.portprobe.internal.scan.result.CompactScanResult;
import io.portprobe.internal.scan.setup.ScanSettings;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The progress of a scan on one address: the ports that have no result yet, and how fast the
 * address may be probed. Re-used for another address afterwards. Confined to the event loop.
 *
 * <p>An entry of its queues holds a position in the lower 16 bits and the number of sends without a
 * response above them.
 */
final class AddressProgress {
  /** The state of an address with regard to the scheduler. */
  enum State {
    /** No address is assigned. */
    FREE,
    /** It waits for a response, a time, or capacity. */
    WAITING,
    /** It is in the queue of addresses that can be probed now. */
    READY
  }

  /** The delay of an address that has to wait for the end of one of its probes. */
  static final long BLOCKED = Long.MAX_VALUE;

  private static final long MIN_TIMEOUT = 100_000_000L;
  private static final long INITIAL_TIMEOUT = 1_000_000_000L;
  private static final int MAX_UNANSWERED = 1_024;
  private static final int MAX_SENDS = 0x7fff;
  private static final int SAMPLE_SIZE = 4;
  private static final int FIRST_SAMPLE_AFTER = 16;

  private final int ratePerHost;
  private final boolean adaptive;
  private final int minSends;
  private final long maxTimeout;
  private final RttEstimator rtt = new RttEstimator();
  private final LossEstimator loss = new LossEstimator();
  private final CongestionWindow window = new CongestionWindow();
  private final IntQueue unsent = new IntQueue();
  private final IntQueue unanswered = new IntQueue();
  private SubnetStatistics.Subnet subnet = new SubnetStatistics.Subnet();
  private RateLimiter rateLimiter = new RateLimiter(0);
  final IcmpRateLimitPacer icmpPacer;

  /** The exact reason of each error number on this address. */
  final Map<Integer, ReasonCheck.Known> reasons = new HashMap<>(0);

  /** Whether a packet filter rejected a port with ICMP port unreachable. */
  boolean rejectsByIcmp;

  ScanTarget target;
  int inFlight;
  State state = State.FREE;
  long readyAt = BLOCKED;
  private int nextPosition;
  private int positions;
  private int samplesDue;
  private int timeoutsInRow;
  private int sampleAfter;

  AddressProgress(ScanSettings settings, ScanTarget target) {
    this.ratePerHost = settings.throughput().ratePerHost();
    this.adaptive = settings.attempts().adaptive();
    this.minSends = 1 + settings.attempts().retries();
    this.maxTimeout = settings.attempts().timeout().toNanos();
    this.target = target;
    this.icmpPacer = new IcmpRateLimitPacer(settings.attempts().icmpRateLimitTimeout().toNanos());
  }

  /**
   * Starts with another address.
   *
   * @param statistics what is known of the subnet of the address
   * @param socketLimit how many probes of the address may be in flight
   */
  void reset(ScanTarget newTarget, SubnetStatistics.Subnet statistics, int socketLimit, long now) {
    target = newTarget;
    subnet = statistics;
    rtt.reset();
    loss.reset();
    window.reset(socketLimit, adaptive);
    unsent.reset();
    unanswered.reset();
    if (ratePerHost > 0) {
      rateLimiter = new RateLimiter(ratePerHost);
    }
    icmpPacer.reset(now);
    reasons.clear();
    rejectsByIcmp = false;
    inFlight = 0;
    state = State.WAITING;
    readyAt = BLOCKED;
    nextPosition = 0;
    positions = newTarget.positions();
    samplesDue = 0;
    timeoutsInRow = 0;
    sampleAfter = FIRST_SAMPLE_AFTER;
  }

  /** Skips the ports that have a result according to a checkpoint. */
  void restore(CheckpointState.AddressState state) {
    nextPosition = Math.min(state.nextPosition(), positions);
    state.pending().stream().filter(position -> position < nextPosition).forEach(unsent::add);
  }

  /** Returns whether every port has a result. */
  boolean isDone() {
    return inFlight == 0 && !hasRemaining();
  }

  private boolean hasRemaining() {
    return nextPosition < positions || !unsent.isEmpty() || !unanswered.isEmpty();
  }

  /** Returns whether the next probe is for a port that was not probed before. */
  boolean isNextNew() {
    return unsent.isEmpty() && samplesDue == 0 && canTakeNew();
  }

  private boolean canTakeNew() {
    return nextPosition < positions && (unanswered.size() < MAX_UNANSWERED || isUdp());
  }

  /**
   * Returns how long to wait before the next probe.
   *
   * @return nanoseconds, 0 for none, or {@link #BLOCKED}
   */
  long delay(long now) {
    if (inFlight >= window.size() || !hasRemaining()) {
      return BLOCKED;
    }
    if (isUdp() && nextPosition >= positions && unsent.isEmpty() && !icmpPacer.isDecided()) {
      if (inFlight > 0) {
        return BLOCKED; // the first attempts are not over
      }
      icmpPacer.decide(now, loss.hasLoss());
    }
    long icmpDelay = icmpPacer.isNeeded() ? icmpPacer.delay(now) : 0;
    return Math.max(icmpDelay, rateLimiter.delay(now));
  }

  /**
   * Returns how long to wait before an unanswered port can be probed again while the result queue
   * has no capacity for new ports.
   *
   * @return nanoseconds, 0 for none, or {@link #BLOCKED}
   */
  long retryDelay(long now) {
    if (unanswered.isEmpty()) {
      return BLOCKED;
    }
    if (isUdp() && !icmpPacer.isDecided()) {
      if (inFlight > 0) {
        return BLOCKED;
      }
      icmpPacer.decide(now, loss.hasLoss());
    }
    return icmpPacer.isNeeded() ? icmpPacer.delay(now) : 0;
  }

  /**
   * Returns whether unanswered ports remain after the time allowed for a host that rate-limits its
   * ICMP errors.
   */
  boolean isIcmpTimeoutOver(long now) {
    return icmpPacer.isNeeded() && icmpPacer.isExpired(now) && !unanswered.isEmpty();
  }

  /**
   * Assigns the next port to a probe. Called when {@link #delay} or {@link #retryDelay} is 0.
   *
   * @param allowNew whether a port that was not probed before may be next
   */
  void assignNext(ScanProbe probe, boolean allowNew, long now) {
    int entry;
    probe.sample = false;
    if (!unsent.isEmpty()) {
      entry = unsent.remove();
    } else if (samplesDue > 0 && !unanswered.isEmpty()) {
      samplesDue--;
      probe.sample = true;
      entry = unanswered.remove();
    } else if (allowNew && canTakeNew()) {
      entry = nextPosition++;
    } else {
      entry = unanswered.remove();
    }
    probe.address = this;
    probe.position = position(entry);
    probe.earlierSends = sends(entry);
    probe.icmpPaced = icmpPacer.isNeeded();
    if (probe.icmpPaced) {
      icmpPacer.onSend(now);
    }
    rateLimiter.acquire(now);
    inFlight++;
  }

  /** Removes the port that has been unanswered longest, and returns its result. */
  CompactScanResult removeUndecided() {
    int entry = unanswered.remove();
    int position = position(entry);
    return new CompactScanResult(
        target, position, target.port(position), sends(entry), Verdicts.UNDECIDED, 0, null);
  }

  int unansweredCount() {
    return unanswered.size();
  }

  /** Takes back a port whose probe was not sent, or was cancelled. */
  void putBack(ScanProbe probe) {
    inFlight--;
    unsent.add(entry(probe.position, probe.earlierSends));
  }

  /**
   * Returns the timeout of a probe.
   *
   * @param earlierSends how often the port was probed before
   */
  long timeoutNanos(int earlierSends) {
    if (!adaptive) {
      return maxTimeout;
    }
    boolean isEstimated = rtt.isKnown() || subnet.rtt.isKnown();
    if (maxSends() == 1 && !isEstimated) {
      return maxTimeout; // no second attempt corrects an assumption that is too short
    }
    long base =
        rtt.isKnown()
            ? rtt.timeout(MIN_TIMEOUT, maxTimeout)
            : subnet.rtt.isKnown()
                ? 2 * subnet.rtt.timeout(MIN_TIMEOUT, maxTimeout)
                : Math.min(INITIAL_TIMEOUT, maxTimeout);
    long longer = base << Math.min(earlierSends, 10);
    if (earlierSends + 1 >= maxSends()) {
      longer = Math.max(longer, INITIAL_TIMEOUT); // the last attempt
    }
    return Math.min(maxTimeout, longer);
  }

  /** Records the response to a probe. */
  void onResponse(ScanProbe probe, boolean unreachable, long now) {
    inFlight--;
    long took = Math.max(0, probe.elapsedNanos());
    boolean repeated = probe.earlierSends > 0;
    rtt.sample(took);
    subnet.rtt.sample(took);
    loss.onResponse(repeated);
    subnet.loss.onResponse(repeated);
    timeoutsInRow = 0;
    if (probe.sample) {
      window.onCongestion(now);
    } else {
      window.onResponse(repeated, now, rtt.timeout(MIN_TIMEOUT, maxTimeout));
    }
    if (isUdp()) {
      icmpPacer.onResponse(unreachable, probe.icmpPaced);
    }
  }

  /**
   * Records that a probe timed out.
   *
   * @return whether that is the result of the port; if not, it is probed again
   */
  boolean onTimeout(ScanProbe probe) {
    inFlight--;
    if (!loss.hasLoss()) {
      window.onTimeout();
    }
    int sends = probe.earlierSends + 1;
    boolean isFinal =
        probe.icmpPaced ? icmpPacer.onTimeout() : sends >= maxSends() && !mayBeRateLimited();
    if (isFinal) {
      return true;
    }
    unanswered.add(entry(probe.position, Math.min(sends, MAX_SENDS)));
    if (adaptive && ++timeoutsInRow >= sampleAfter && loss.hasResponses() && !isUdp()) {
      timeoutsInRow = 0;
      sampleAfter *= 2;
      samplesDue = SAMPLE_SIZE;
    }
    return false;
  }

  /** Records a local failure, which says nothing about the network. */
  void onLocalFailure() {
    inFlight--;
  }

  private boolean mayBeRateLimited() {
    return isUdp() && icmpPacer.mayBeNeeded();
  }

  /** Returns how often a port is probed before it is reported as silent. */
  int maxSends() {
    if (!adaptive) {
      return minSends;
    }
    return (loss.hasResponses() ? loss : subnet.loss).sends(minSends);
  }

  private boolean isUdp() {
    return target.transport() == Transport.UDP;
  }

  /** Returns the ports without a result, except those of probes in flight. */
  CheckpointState.AddressState remaining() {
    BitSet pending = new BitSet();
    unsent.forEach(entry -> pending.set(position(entry)));
    unanswered.forEach(entry -> pending.set(position(entry)));
    return new CheckpointState.AddressState(target.unit(), target.index(), nextPosition, pending);
  }

  private static int entry(int position, int sends) {
    return position | sends << 16;
  }

  /** Returns the position of an entry. */
  static int position(int entry) {
    return entry & 0xffff;
  }

  /** Returns the number of sends of an entry. */
  static int sends(int entry) {
    return entry >>> 16;
  }
}
