package io.portprobe.internal.scan;

import io.portprobe.Transport;
import io.portprobe.scan.PortSet;
import io.portprobe.scan.ScanPlan;
import io.portprobe.scan.ScanTooLargeException;
import java.time.Duration;
import java.util.OptionalLong;

/** Works out what a scan comes to if every port is silent. */
final class ScanPlanner {
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

  ScanPlanner(ScanSettings settings, SocketBudget budget, int reserved) {
    this.settings = settings;
    this.budget = budget;
    this.reservedSockets = reserved;
  }

  /**
   * Plans.
   *
   * @param hosts how many there are; negative if that is unknown
   * @throws IllegalStateException if there are no ports, or no hosts at all were given
   * @throws ScanTooLargeException if it is too large and not confirmed
   */
  ScanPlan plan(long hosts) {
    if (settings.targets().ports().isEmpty()) {
      throw new IllegalStateException("ports: none (expected: tcp(...), udp(...) or ports(...))");
    }
    if (hosts == 0
        && settings.targets().stream() == null
        && settings.targets().hosts().size() == 0) {
      throw new IllegalStateException("hosts: none (expected: hosts(...))");
    }
    double counted = Math.abs((double) hosts);
    double probes = 0;
    double seconds = 0;
    double bytes = 0;
    for (PortSet ports : settings.targets().ports().values()) {
      boolean udp = ports.transport() == Transport.UDP;
      probes += counted * ports.size();
      seconds = Math.max(seconds, worstCaseSeconds(counted, ports.size(), udp));
      bytes += counted * ports.size() * bytesPerProbe(udp);
    }
    seconds = Math.max(seconds, rateLimitedSeconds(probes));
    Duration longest = duration(seconds);
    if (settings.limits().deadline() != null
        && settings.limits().deadline().compareTo(longest) < 0) {
      longest = settings.limits().deadline();
    }
    ScanPlan plan =
        new ScanPlan(
            hosts < 0 ? OptionalLong.empty() : OptionalLong.of((long) probes),
            longest,
            (long) bytes,
            (int) Math.min(hosts < 0 ? Long.MAX_VALUE : Math.max(1, probes), socketLimit()));
    check(plan);
    return plan;
  }

  /** The window of all transports together. */
  int socketLimit() {
    int window =
        budget.socketLimit(
            settings.throughput().sockets(),
            reservedSockets,
            settings.targets().ports().containsKey(Transport.UDP));
    return Math.max(settings.targets().ports().size(), window);
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
              + ", or confirmed())",
          plan);
    }
    if (plan.worstCaseDuration().compareTo(settings.limits().maxDuration()) > 0) {
      throw new ScanTooLargeException(
          "duration: "
              + plan.worstCaseDuration()
              + " at worst (expected: at most maxDuration, "
              + settings.limits().maxDuration()
              + ", or a deadline, or confirmed())",
          plan);
    }
  }

  private double worstCaseSeconds(double hosts, int ports, boolean udp) {
    double window = Math.max(1, (double) socketLimit() / settings.targets().ports().size());
    double perHost =
        settings.throughput().socketsPerHost() == 0
            ? window
            : Math.min(window, settings.throughput().socketsPerHost());
    double atATime = Math.max(1, Math.min(hosts, window));
    double batches = Math.ceil(hosts / atATime);
    double silence = silenceSeconds();
    double all = Math.ceil(hosts * ports / Math.min(window, atATime * perHost)) * silence;
    double each = batches * waves(ports, perHost) * silence;
    if (settings.throughput().ratePerHost() > 0) {
      each =
          Math.max(
              each,
              batches
                  * ((double) maxSends() * ports / settings.throughput().ratePerHost() + silence));
    }
    return Math.max(all, each)
        + (udp ? batches * settings.attempts().icmpRateLimitTimeout().toMillis() / 1e3 : 0);
  }

  /** How often the window of a host is filled, as it opens. */
  private double waves(int ports, double widest) {
    double size = settings.attempts().adaptive() ? Math.min(FIRST_WINDOW, widest) : widest;
    double waves = 0;
    for (double left = ports; left > 0; waves++) {
      left -= size;
      size = Math.min(widest, 2 * size);
      if (size == widest) {
        return waves + 1 + Math.ceil(Math.max(0, left) / widest);
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

  /** How long it takes until one silent port is believed. */
  private double silenceSeconds() {
    double sum = 0;
    for (int round = 0; round < maxSends(); round++) {
      sum += timeoutSeconds(round);
    }
    return sum;
  }

  private double timeoutSeconds(int round) {
    double ceiling = settings.attempts().timeout().toNanos() / 1e9;
    return settings.attempts().adaptive()
        ? Math.min(ceiling, INITIAL_TIMEOUT_SECONDS * (1 << Math.min(round, 10)))
        : ceiling;
  }

  private double bytesPerProbe(boolean udp) {
    double sum = 0;
    for (int round = 0; round < maxSends(); round++) {
      // The system repeats a SYN after 1, 3, 7, ... seconds.
      double syns = 1 + Math.floor(Math.log(timeoutSeconds(round) + 1) / Math.log(2));
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
