package io.portprobe.examples.distributed;

import io.portprobe.ProbeClient;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanCheckpoint;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to scan and how fast, in a form that Flink ships to the task managers. Immutable.
 *
 * @param hosts in the forms of {@link io.portprobe.scan.HostSet#of(String...)}
 * @param excluded hosts that are not probed
 * @param tcp the TCP ports; empty for none
 * @param udp the UDP ports; empty for none
 * @param key the key of the order, which all slices share
 * @param rate how many probes all slices together send a second; 0 for no limit
 * @param window how many ports of one slice are probed at the same time
 * @param timeout how long to wait for a reply to each probe
 * @param retries how many retries are sent to a silent port
 * @param protocols whether to speak the protocol bound to each listening port
 */
public record ScanSpec(
    List<String> hosts,
    List<String> excluded,
    String tcp,
    String udp,
    long key,
    int rate,
    int window,
    Duration timeout,
    int retries,
    boolean protocols)
    implements Serializable {
  /** Copies the lists. */
  public ScanSpec {
    hosts = List.copyOf(hosts);
    excluded = List.copyOf(excluded);
  }

  /** Returns a scan of TCP ports with the defaults of {@link Scan}. */
  public static ScanSpec tcp(List<String> hosts, String ports) {
    return new ScanSpec(hosts, List.of(), ports, "", 1, 0, 2_000, Duration.ofSeconds(2), 1, false);
  }

  /** Returns a copy with another limit of probes a second. */
  public ScanSpec withRate(int perSecond) {
    return new ScanSpec(
        hosts, excluded, tcp, udp, key, perSecond, window, timeout, retries, protocols);
  }

  /** Returns a copy with another window, timeout and number of retries. */
  public ScanSpec withAttempts(int newWindow, Duration newTimeout, int newRetries) {
    return new ScanSpec(
        hosts, excluded, tcp, udp, key, rate, newWindow, newTimeout, newRetries, protocols);
  }

  /**
   * Returns the share of one of several readers in the limit of probes a second; 0 for no limit.
   *
   * @throws IllegalArgumentException if there are more readers than probes a second
   */
  int share(int readers) {
    if (rate > 0 && rate < readers) {
      throw new IllegalArgumentException(
          "rate: " + rate + " (expected: at least " + readers + ", the number of readers)");
    }
    return rate / readers;
  }

  /** Returns the whole scan. The task that runs a slice is responsible for its size. */
  Scan scan(ProbeClient client) {
    Scan scan =
        client
            .scan()
            .hosts(hosts.toArray(String[]::new))
            .exclude(excluded.toArray(String[]::new))
            .shuffled(key)
            .window(window)
            .timeout(timeout)
            .retries(retries)
            .allowLarge();
    scan = tcp.isEmpty() ? scan : scan.tcp(tcp);
    scan = udp.isEmpty() ? scan : scan.udp(udp);
    return protocols ? scan.protocols() : scan;
  }

  /**
   * Returns the scan of one slice, from where it was left.
   *
   * @param perSecond the share of the slice in the limit of probes a second; 0 for no limit
   * @throws UnknownHostException if the source address of the vantage point is not an address
   */
  Scan scan(ProbeClient client, ScanSlice slice, int perSecond) throws UnknownHostException {
    Scan scan = scan(client).shard(slice.index(), slice.count());
    if (perSecond > 0) {
      scan = scan.rate(perSecond);
    }
    String source = slice.vantagePoint().sourceAddress();
    if (source != null) {
      scan = scan.sourceAddress(InetAddress.getByName(source));
    }
    @Nullable String checkpoint = slice.checkpoint();
    return checkpoint == null ? scan : scan.resume(ScanCheckpoint.parse(checkpoint));
  }
}
