package io.portprobe.internal.scan.pacing;

/**
 * The interval at which the silent UDP ports of a host are probed again, so that a host that limits
 * its ICMP errors can report each closed port. Confined to the event loop.
 *
 * <p>Hosts limit ICMP errors with a token bucket, as RFC 1812, section 4.3.2.8, and RFC 4443,
 * section 2.4 (f), demand. Linux sends 6 errors at once to a peer, then one a second ({@code
 * icmp_ratelimit}); other systems send some hundreds a second. The rate of a host is not known
 * beforehand, so the interval starts at the one that the host was seen to keep, shrinks by a
 * sixteenth for each response, and doubles for each timeout, up to a little over a second. A port
 * is reported as silent only if it did not respond at that slowest pace.
 */
public final class IcmpRateLimitPacer {
  private static final long MAX_INTERVAL = 1_050_000_000L; // Linux's second, and some jitter
  private static final long MIN_INTERVAL = 1_000_000L;
  private static final int BURST = 8;

  /** Whether the host has to be paced. */
  private enum Decision {
    UNDECIDED,
    UNPACED,
    PACED
  }

  private final long timeout;
  private Decision decision = Decision.UNDECIDED;
  private long startedAt;
  private long decidedAt;
  private int errors;
  private long interval;
  private long lastSentAt;
  private boolean lastWasSlowest;
  private boolean linuxLimit;

  /**
   * Creates a pacer.
   *
   * @param timeout how long a host may be paced, in nanoseconds
   */
  public IcmpRateLimitPacer(long timeout) {
    this.timeout = timeout;
  }

  /** Prepares the pacer for another host, whose first round starts now. */
  public void reset(long now) {
    decision = Decision.UNDECIDED;
    startedAt = now;
    errors = 0;
    interval = MAX_INTERVAL;
    lastSentAt = now;
    lastWasSlowest = false;
  }

  /** Whether {@link #decide} was called. */
  public boolean isDecided() {
    return decision != Decision.UNDECIDED;
  }

  /** Whether the silent ports of the host have to be probed at the pace of this pacer. */
  public boolean isNeeded() {
    return decision == Decision.PACED;
  }

  /** Whether a timeout says nothing yet, because the host sends ICMP errors, perhaps too few. */
  public boolean mayBeNeeded() {
    return decision == Decision.UNDECIDED && errors > 0;
  }

  /**
   * Decides whether the host has to be paced. The caller calls this when each port was probed once,
   * and some were silent.
   *
   * @param lossy whether the network lost probes, so that errors may be missing for that reason
   */
  public void decide(long now, boolean lossy) {
    long elapsed = Math.max(1, now - startedAt);
    linuxLimit = errors <= BURST + 2 * (elapsed / 1e9);
    decision = errors > 0 && (linuxLimit || lossy) ? Decision.PACED : Decision.UNPACED;
    interval =
        linuxLimit
            ? MAX_INTERVAL
            : Math.max(MIN_INTERVAL, Math.min(MAX_INTERVAL, elapsed / errors));
    decidedAt = now;
    lastSentAt = now;
  }

  /** Whether the host was paced for as long as the caller allows. */
  public boolean isExpired(long now) {
    return now - decidedAt >= timeout;
  }

  /** Returns how long to wait before the next probe, in nanoseconds; 0 if it may be sent now. */
  public long delay(long now) {
    return Math.max(0, lastSentAt + interval - now);
  }

  /** Records that a paced probe is sent. */
  public void onSend(long now) {
    lastWasSlowest = interval >= MAX_INTERVAL && now - lastSentAt >= MAX_INTERVAL;
    lastSentAt = now;
  }

  /**
   * Records a response.
   *
   * @param icmpError whether it is an ICMP error
   * @param paced whether the probe was paced
   */
  public void onResponse(boolean icmpError, boolean paced) {
    if (icmpError) {
      errors++;
    }
    if (paced && icmpError && !linuxLimit) {
      interval = Math.max(MIN_INTERVAL, interval - interval / 16);
    }
  }

  /**
   * Records the timeout of a paced probe.
   *
   * @return true if the port can be reported as silent: the probe was sent at the slowest pace
   */
  public boolean onTimeout() {
    interval = Math.min(MAX_INTERVAL, 2 * interval);
    return lastWasSlowest;
  }
}
