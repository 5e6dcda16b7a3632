package io.portprobe.internal.scan.pacing;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The round-trip times and losses of the subnets (/24 and /64) that were probed recently: the
 * starting point for an address that has not responded yet. Holds the {@value #MAX_SUBNETS} subnets
 * that were used last. Confined to the event loop.
 */
public final class SubnetStatistics {
  private static final int MAX_SUBNETS = 1_024;

  /** The round-trip times and losses of all addresses of a subnet. */
  public static final class Subnet {
    public final RttEstimator rtt = new RttEstimator();
    public final LossEstimator loss = new LossEstimator();
  }

  private final Map<Long, Subnet> subnets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Subnet> eldest) {
          return size() > MAX_SUBNETS;
        }
      };
  private long lastKey;
  private Subnet last = new Subnet();

  /** Returns the statistics of the subnet of an address; new ones if it was not probed recently. */
  public Subnet of(InetAddress address) {
    byte[] bytes = address.getAddress();
    long key = bytes.length;
    for (int i = 0; i < (bytes.length == 4 ? 3 : 8); i++) {
      key = key * 257 + (bytes[i] & 0xff) + 1;
    }
    if (key != lastKey) {
      lastKey = key;
      last = subnets.computeIfAbsent(key, unused -> new Subnet());
    }
    return last;
  }
}
