package io.portprobe.internal.scan.pacing;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of the networks (/24, /64) that were asked lately, for the addresses of which
 * nothing is known yet. Keeps a bounded number of them.
 */
public final class SubnetStatistics {
  private static final int MOST = 1_024;

  /** The times and losses of a network's addresses together. */
  public static final class Network {
    public final RttEstimator times = new RttEstimator();
    public final LossEstimator loss = new LossEstimator();
  }

  private final Map<Long, Network> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Network> eldest) {
          return size() > MOST;
        }
      };
  private long lastKey;
  private Network last = new Network();

  public Network of(InetAddress address) {
    byte[] bytes = address.getAddress();
    long key = bytes.length;
    for (int i = 0; i < (bytes.length == 4 ? 3 : 8); i++) {
      key = key * 257 + (bytes[i] & 0xff) + 1;
    }
    if (key != lastKey) {
      lastKey = key;
      last = known.computeIfAbsent(key, unused -> new Network());
    }
    return last;
  }
}
