package io.portprobe.scan;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * An upper bound on the size, duration and traffic of a scan, not counting packet loss (see {@link
 * Scan#adaptive}) and name resolution. Immutable and thread-safe. A later version may add methods.
 */
public interface ScanPlan {
  /**
   * Returns how many probes the scan sends at most without retries: addresses times ports. Unless
   * only the first address of a name is probed, each name counts as 64 addresses, up to {@link
   * Scan#maxProbes}.
   *
   * @return empty if the hosts come from a source of unknown length
   */
  OptionalLong probes();

  /**
   * Returns how long the scan takes if no port replies, but not longer than {@link Scan#deadline}.
   *
   * @return the duration; that of a single host if the number of hosts is unknown
   */
  Duration worstCaseDuration();

  /**
   * Returns how many bytes of IP packets this host sends, retries included. A UDP probe counts as
   * 512 bytes of payload, which a few protocols exceed. Dialogues and identifications do not count.
   *
   * @return the bytes; those for a single host if the number of hosts is unknown
   */
  long bytes();

  /**
   * Returns how many sockets are open at the same time, within the limits of this host.
   *
   * @return the maximum number of open sockets
   */
  int maxOpenSockets();
}
