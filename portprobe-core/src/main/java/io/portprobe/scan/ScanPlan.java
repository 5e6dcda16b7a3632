package io.portprobe.scan;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a scan comes to.
 *
 * @param probes how many ports of how many hosts are asked, one address for each name; empty if the
 *     hosts come from a source of unknown length
 * @param worstCaseDuration how long it takes if every port is silent, which is the worst but for a
 *     network that loses packets (see {@link Scan#adaptive}) and the look-up of names; for one host
 *     if their number is unknown
 * @param bytes how many bytes of IP packets this machine sends at most, under the same conditions
 * @param maxOpenSockets how many sockets are open at the same time, as far as this machine allows
 */
public record ScanPlan(
    OptionalLong probes, Duration worstCaseDuration, long bytes, int maxOpenSockets) {
  /** Checks that nothing is null. */
  public ScanPlan {
    Objects.requireNonNull(probes, "probes");
    Objects.requireNonNull(worstCaseDuration, "longest");
  }
}
