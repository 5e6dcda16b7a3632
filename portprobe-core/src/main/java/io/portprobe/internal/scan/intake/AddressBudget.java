package io.portprobe.internal.scan.intake;

import io.portprobe.internal.scan.setup.ScanSettings;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many probes a scan may still send to addresses that its plan could not count, because names
 * were not resolved yet. It keeps a scan within {@code maxProbes}. Thread-safe.
 */
public final class AddressBudget {
  private final AtomicLong left;
  private final boolean firstAddressesArePlanned;

  private AddressBudget(long left, boolean firstAddressesArePlanned) {
    this.left = new AtomicLong(left);
    this.firstAddressesArePlanned = firstAddressesArePlanned;
  }

  /**
   * Creates the budget of a scan.
   *
   * @param hosts the number of hosts of the table; ignored if the hosts are a stream
   */
  public static AddressBudget of(ScanSettings settings, long hosts) {
    if (settings.limits().allowLarge()) {
      return new AddressBudget(Long.MAX_VALUE, true);
    }
    long maxProbes = settings.limits().maxProbes();
    if (settings.targets().stream() != null) {
      return new AddressBudget(maxProbes, false);
    }
    long planned = Math.round(settings.targets().probes(hosts));
    return new AddressBudget(Math.max(0, maxProbes - planned), true);
  }

  /**
   * Takes the probes of an address.
   *
   * @param index which of the addresses of its host it is, from 0
   * @return false if the budget has not so many left
   */
  boolean take(int index, int probes) {
    if (index == 0 && firstAddressesArePlanned) {
      return true;
    }
    long before =
        left.getAndUpdate(available -> available < probes ? available : available - probes);
    return before >= probes;
  }
}
