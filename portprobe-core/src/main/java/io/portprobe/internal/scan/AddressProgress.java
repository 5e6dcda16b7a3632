package io.portprobe.internal.scan;

import io.portprobe.Transport;
import io.portprobe.internal.scan.checkpoint.CheckpointState;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.pacing.CongestionWindow;
import io.portprobe.internal.scan.pacing.IcmpRateLimitPacer;
import io.portprobe.internal.scan.pacing.IntQueue;
import io.portprobe.internal.scan.pacing.LossEstimator;
import io.portprobe.internal.scan.pacing.RateLimiter;
import io.portprobe.internal.scan.pacing.RttEstimator;
import io.portprobe.internal.scan.pacing.SubnetStatistics;
import java.util.BitSet;

/**
 * One address while it is asked: which ports are left, which were silent, and how fast it may go.
 * Used again for another address when it is done. An entry of its queues is a position and how
 * often it was asked in vain.
 */
final class AddressProgress {
  /** What {@link #pause} says when only the end of a question can change it. */
  static final long BLOCKED = Long.MAX_VALUE;

  private static final long FLOOR = 100_000_000L;
  private static final long UNKNOWN = 1_000_000_000L;
  private static final int MOST_SILENT = 1_024;
  private static final int SAMPLE = 4;
  private static final int FIRST_SAMPLE = 16;

  private final ScanSettings settings;
  private final long ceiling;
  private final RttEstimator times = new RttEstimator();
  private final LossEstimator loss = new LossEstimator();
  private final CongestionWindow window = new CongestionWindow();
  private final IntQueue again = new IntQueue();
  private final IntQueue silent = new IntQueue();
  private SubnetStatistics.Network network = new SubnetStatistics.Network();
  private RateLimiter pacer = new RateLimiter(0);
  final IcmpRateLimitPacer patience;

  ScanTarget target;
  int inFlight;
  boolean begun;
  boolean ready;
  long dueAt = BLOCKED;
  private int next;
  private int count;
  private int samplesDue;
  private int silentRun;
  private int sampleAfter;

  AddressProgress(ScanSettings settings, ScanTarget target) {
    this.settings = settings;
    this.ceiling = settings.timeout.toNanos();
    this.target = target;
    this.patience = new IcmpRateLimitPacer(settings.patience.toNanos());
  }

  void begin(ScanTarget newTarget, SubnetStatistics.Network itsNetwork, int widest, long now) {
    target = newTarget;
    network = itsNetwork;
    times.reset();
    loss.reset();
    window.reset(widest, settings.adaptive);
    again.reset();
    silent.reset();
    pacer = settings.ratePerHost == 0 ? pacer : new RateLimiter(settings.ratePerHost);
    patience.reset(now);
    inFlight = 0;
    begun = true;
    ready = false;
    dueAt = BLOCKED;
    next = 0;
    count = newTarget.layout().positions(newTarget.unit());
    samplesDue = 0;
    silentRun = 0;
    sampleAfter = FIRST_SAMPLE;
  }

  /** Leaves out what was done before. */
  void resume(CheckpointState.Open left) {
    next = Math.min(left.next(), count);
    left.again().stream().filter(position -> position < next).forEach(again::add);
  }

  boolean isDone() {
    return inFlight == 0 && !isLeft();
  }

  private boolean isLeft() {
    return next < count || !again.isEmpty() || !silent.isEmpty();
  }

  /** Whether the next question is about a port that was not asked before. */
  boolean isNextFresh() {
    return again.isEmpty() && samplesDue == 0 && freshFirst();
  }

  private boolean freshFirst() {
    return next < count && (silent.size() < MOST_SILENT || isUdp());
  }

  /** How long to wait before asking: 0 for not at all. */
  long pause(long now) {
    if (inFlight >= window.size() || !isLeft()) {
      return BLOCKED;
    }
    if (isUdp() && next >= count && again.isEmpty() && !patience.isDecided()) {
      if (inFlight > 0) {
        return BLOCKED; // the first round is not over
      }
      patience.decide(now, loss.isNoticed());
    }
    long pause = patience.isNeeded() ? patience.pause(now) : 0;
    return Math.max(pause, pacer.await(now));
  }

  /**
   * How long to wait before a silent port is asked again ahead of fresh ones, for which there is no
   * room: 0 for not at all.
   */
  long pauseWithoutFresh(long now) {
    if (silent.isEmpty()) {
      return BLOCKED;
    }
    if (isUdp() && !patience.isDecided()) {
      if (inFlight > 0) {
        return BLOCKED;
      }
      patience.decide(now, loss.isNoticed());
    }
    return patience.isNeeded() ? patience.pause(now) : 0;
  }

  /** Whether silent ports are left for which the patience does not suffice. */
  boolean isOutOfPatience(long now) {
    return patience.isNeeded() && patience.isOver(now) && !silent.isEmpty();
  }

  /** Takes the next question, after {@link #pause} said that it may be asked. */
  void take(ScanProbe probe, boolean freshToo, long now) {
    int entry;
    probe.sample = false;
    if (!again.isEmpty()) {
      entry = again.remove();
    } else if (samplesDue > 0 && !silent.isEmpty()) {
      samplesDue--;
      probe.sample = true;
      entry = silent.remove();
    } else if (freshToo && freshFirst()) {
      entry = next++;
    } else {
      entry = silent.remove();
    }
    probe.lane = this;
    probe.position = entry & 0xffff;
    probe.round = entry >>> 16;
    probe.paced = patience.isNeeded();
    if (probe.paced) {
      patience.asked(now);
    }
    pacer.take(now);
    inFlight++;
  }

  /** The next silent port, in the order in which they were found to be. */
  int takeSilent() {
    return silent.remove();
  }

  int silent() {
    return silent.size();
  }

  /** The question was not asked after all. */
  void putBack(ScanProbe probe) {
    inFlight--;
    again.add(entry(probe.position, probe.round));
  }

  /** How long to wait for the answer to a question. */
  long timeout(int round) {
    if (!settings.adaptive) {
      return ceiling;
    }
    long base =
        times.isKnown()
            ? times.timeout(FLOOR, ceiling)
            : network.times.isKnown()
                ? 2 * network.times.timeout(FLOOR, ceiling)
                : Math.min(UNKNOWN, ceiling);
    long longer = base << Math.min(round, 10);
    if (round + 1 >= rounds()) {
      longer = Math.max(longer, UNKNOWN); // before silence is believed
    }
    return Math.min(ceiling, longer);
  }

  /** An answer came, whatever it says. */
  void answered(ScanProbe probe, boolean unreachable, long now) {
    inFlight--;
    long took = Math.max(0, probe.elapsedNanos());
    boolean repeated = probe.round > 0;
    times.sample(took);
    network.times.sample(took);
    loss.answered(repeated);
    network.loss.answered(repeated);
    silentRun = 0;
    if (probe.sample) {
      window.halve(now);
    } else {
      window.answered(repeated, now, times.timeout(FLOOR, ceiling));
    }
    if (isUdp()) {
      patience.answered(unreachable, probe.paced);
    }
  }

  /** No answer came. Returns whether the silence is believed now; else the port is asked again. */
  boolean silent(ScanProbe probe, long now) {
    inFlight--;
    if (!loss.isNoticed()) {
      window.silent();
    }
    int asked = probe.round + 1;
    boolean enough = probe.paced ? patience.silent() : asked >= rounds() && !mayBeLimited();
    if (enough) {
      return true;
    }
    silent.add(entry(probe.position, Math.min(asked, 0x7fff)));
    if (settings.adaptive && ++silentRun >= sampleAfter && loss.isAnswered() && !isUdp()) {
      silentRun = 0;
      sampleAfter *= 2;
      samplesDue = SAMPLE;
    }
    return false;
  }

  /** Neither answered nor silent: a fault of this machine that says nothing about the line. */
  void failed() {
    inFlight--;
  }

  private boolean mayBeLimited() {
    return isUdp() && patience.mayBeNeeded();
  }

  /** How often a silent port is asked before it is believed. */
  int rounds() {
    int least = 1 + settings.retries;
    if (!settings.adaptive) {
      return least;
    }
    return (loss.isAnswered() ? loss : network.loss).rounds(least);
  }

  private boolean isUdp() {
    return target.transport() == Transport.UDP;
  }

  /** What is left, the questions in flight aside. */
  CheckpointState.Open standing() {
    BitSet left = new BitSet();
    again.forEach(entry -> left.set(entry & 0xffff));
    silent.forEach(entry -> left.set(entry & 0xffff));
    return new CheckpointState.Open(target.unit(), target.index(), next, left);
  }

  private static int entry(int position, int round) {
    return position | round << 16;
  }
}
