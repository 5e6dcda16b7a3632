package io.portprobe.internal.scan.setup;

import io.portprobe.AddressSelection;
import io.portprobe.Transport;
import io.portprobe.internal.sweep.SocketBudget;
import io.portprobe.internal.targets.AddressForms;
import io.portprobe.scan.PortSet;
import io.portprobe.scan.ScanPlan;
import io.portprobe.scan.ScanTooLargeException;
import java.time.Duration;
import java.util.OptionalLong;

/** A planner that computes the size of a scan in the worst case, in which no port responds. */
public final class ScanPlanner {
  private static final double INITIAL_TIMEOUT_SECONDS = 1;
  private static final int FIRST_WINDOW = 128;
  private static final long SYN_BYTES = 60;
  private static final long IPV6_EXTRA_BYTES = 20;
  private static final long HANDSHAKE_BYTES = 60 + 52 + 40; // SYN, ACK, and RST
  private static final long DATAGRAM_BYTES = 28 + 512;
  private static final Duration MAX_DURATION = Duration.ofSeconds(Long.MAX_VALUE / 2_000_000_000L);

  private final ScanSettings settings;
  private final SocketBudget budget;
  private final int reservedSockets;

  public ScanPlanner(ScanSettings settings, SocketBudget budget, int reservedSockets) {
    this.settings = settings;
    this.budget = budget;
    this.reservedSockets = reservedSockets;
  }

  /**
   * Computes the plan and checks it against the limits. Only the first address of each name counts
   * for the limits: the scan keeps within them when it knows the others.
   *
   * @param hosts the number of hosts; negative if it is unknown
   * @throws IllegalStateException if the scan has no ports or no hosts
   * @throws ScanTooLargeException if it exceeds a limit and {@code allowLarge} is not set
   */
  public ScanPlan plan(long hosts) {
    ScanPlan first = planOfFirstAddresses(hosts);
    double more = furtherAddresses(hosts);
    return more == 0 ? first : compute(hosts, more);
  }

  /** Computes and checks the plan as if each name had one address. */
  public ScanPlan planOfFirstAddresses(long hosts) {
    if (settings.targets().ports().isEmpty()) {
      throw new IllegalStateException("ports: none (expected: tcp(...), udp(...) or ports(...))");
    }
    if (hosts == 0
        && settings.targets().stream() == null
        && settings.targets().hosts().size() == 0) {
      throw new IllegalStateException("hosts: none (expected: hosts(...))");
    }
    ScanPlan plan = compute(hosts, 0);
    check(plan);
    return plan;
  }

  /** Returns how many addresses the scan may probe besides the first of each host. */
  private double furtherAddresses(long hosts) {
    if (hosts < 0 || settings.targets().addresses() == AddressSelection.FIRST) {
      return 0;
    }
    double most = (double) settings.targets().hosts().names() * (AddressForms.MAX_ADDRESSES - 1);
    if (settings.limits().allowLarge()) {
      return most;
    }
    double left =
        (settings.limits().maxProbes() - settings.targets().probes(hosts))
            / settings.targets().portsPerHost();
    return Math.min(most, Math.max(0, Math.floor(left)));
  }

  /** Returns the number of hosts of the shard, that of a single host if it is unknown. */
  private double hosts(long hosts, PortSet ports) {
    return hosts < 0 ? 1 : settings.targets().shard().hosts(hosts, ports.size());
  }

  private ScanPlan compute(long hosts, double furtherAddresses) {
    double probes = 0;
    double seconds = 0;
    double bytes = 0;
    for (PortSet ports : settings.targets().ports().values()) {
      boolean udp = ports.transport() == Transport.UDP;
      double counted = hosts(hosts, ports) + furtherAddresses;
      probes += counted * ports.size();
      int portsOfHost = (int) Math.ceil(Math.min(1, counted) * ports.size());
      seconds = Math.max(seconds, worstCaseSeconds(counted, portsOfHost, udp));
      bytes += counted * ports.size() * bytesPerProbe(udp);
    }
    seconds = Math.max(seconds, rateLimitedSeconds(probes));
    Duration duration = duration(seconds);
    if (settings.limits().deadline() != null
        && settings.limits().deadline().compareTo(duration) < 0) {
      duration = settings.limits().deadline();
    }
    return new DefaultScanPlan(
        hosts < 0 ? OptionalLong.empty() : OptionalLong.of(Math.round(probes)),
        duration,
        (long) bytes,
        (int) Math.min(hosts < 0 ? Long.MAX_VALUE : Math.max(1, probes), socketLimit()));
  }

  /** Returns how many probes of all transports together may be in flight. */
  public int socketLimit() {
    int available =
        budget.socketLimit(
            settings.throughput().sockets(),
            reservedSockets,
            settings.targets().ports().containsKey(Transport.UDP));
    return Math.max(settings.targets().ports().size(), available);
  }

  private void check(ScanPlan plan) {
    if (settings.limits().allowLarge()) {
      return;
    }
    if (plan.probes().orElse(0) > settings.limits().maxProbes()) {
      throw new ScanTooLargeException(
          "probes: "
              + plan.probes().getAsLong()
              + " (expected: at most maxProbes, "
              + settings.limits().maxProbes()
              + ", or allowLarge())",
          plan);
    }
    if (plan.worstCaseDuration().compareTo(settings.limits().maxDuration()) > 0) {
      throw new ScanTooLargeException(
          "duration: "
              + plan.worstCaseDuration()
              + " in the worst case (expected: at most maxDuration, "
              + settings.limits().maxDuration()
              + ", or a deadline, or allowLarge())",
          plan);
    }
  }

  private double worstCaseSeconds(double hosts, int ports, boolean udp) {
    double sockets = Math.max(1, (double) socketLimit() / settings.targets().ports().size());
    double perHost =
        settings.throughput().socketsPerHost() == 0
            ? sockets
            : Math.min(sockets, settings.throughput().socketsPerHost());
    double atATime = Math.max(1, Math.min(hosts, sockets));
    double batches = Math.ceil(hosts / atATime);
    double silent = silenceSeconds();
    double all = Math.ceil(hosts * ports / Math.min(sockets, atATime * perHost)) * silent;
    double each = batches * waves(ports, perHost) * silent;
    if (settings.throughput().ratePerHost() > 0) {
      each =
          Math.max(
              each,
              batches
                  * ((double) maxSends() * ports / settings.throughput().ratePerHost() + silent));
    }
    return Math.max(all, each)
        + (udp ? batches * settings.attempts().icmpRateLimitTimeout().toMillis() / 1e3 : 0);
  }

  /** Returns how often the congestion window of a host is filled until all ports are probed. */
  private double waves(int ports, double maxWindow) {
    double size = settings.attempts().adaptive() ? Math.min(FIRST_WINDOW, maxWindow) : maxWindow;
    double waves = 0;
    for (double left = ports; left > 0; waves++) {
      left -= size;
      size = Math.min(maxWindow, 2 * size);
      if (size == maxWindow) {
        return waves + 1 + Math.ceil(Math.max(0, left) / maxWindow);
      }
    }
    return waves;
  }

  private double rateLimitedSeconds(double probes) {
    return settings.throughput().rate() == 0
        ? 0
        : probes * maxSends() / settings.throughput().rate() + silenceSeconds();
  }

  private int maxSends() {
    return 1 + settings.attempts().retries();
  }

  /** Returns how long it takes until a silent port is reported. */
  private double silenceSeconds() {
    double sum = 0;
    for (int attempt = 0; attempt < maxSends(); attempt++) {
      sum += timeoutSeconds(attempt);
    }
    return sum;
  }

  private double timeoutSeconds(int attempt) {
    double maxTimeout = settings.attempts().timeout().toNanos() / 1e9;
    return settings.attempts().adaptive()
        ? Math.min(maxTimeout, INITIAL_TIMEOUT_SECONDS * (1 << Math.min(attempt, 10)))
        : maxTimeout;
  }

  private double bytesPerProbe(boolean udp) {
    double sum = 0;
    for (int attempt = 0; attempt < maxSends(); attempt++) {
      // The kernel sends a SYN again after 1, 3, 7, ... seconds.
      double syns = 1 + Math.floor(Math.log(timeoutSeconds(attempt) + 1) / Math.log(2));
      sum += udp ? DATAGRAM_BYTES + IPV6_EXTRA_BYTES : syns * (SYN_BYTES + IPV6_EXTRA_BYTES);
    }
    return udp ? sum : Math.max(sum, HANDSHAKE_BYTES + 3 * IPV6_EXTRA_BYTES);
  }

  private static Duration duration(double seconds) {
    return seconds >= MAX_DURATION.toSeconds()
        ? MAX_DURATION
        : Duration.ofMillis((long) (seconds * 1e3));
  }
}
