package io.portprobe.internal.scan.setup;

import io.portprobe.AddressSelection;
import io.portprobe.Transport;
import io.portprobe.identify.IdentifySettings;
import io.portprobe.internal.scan.order.Shard;
import io.portprobe.internal.scan.source.HostSource;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.PortSet;
import io.portprobe.scan.ScanCheckpoint;
import io.portprobe.text.Durations;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All settings of a scan. Immutable.
 *
 * @param targets what it probes
 * @param throughput how fast it sends
 * @param attempts how long and how often it probes a port
 * @param sockets how it opens and closes sockets
 * @param limits the bounds of the whole scan
 * @param dialogues what it does with listening ports
 * @param checkpoint where it resumes; null to start from the beginning
 */
public record ScanSettings(
    Targets targets,
    Throughput throughput,
    Attempts attempts,
    Sockets sockets,
    Limits limits,
    Dialogues dialogues,
    @Nullable ScanCheckpoint checkpoint) {

  /** A scan of nothing with the default of every other setting. */
  public static final ScanSettings DEFAULT =
      new ScanSettings(
          new Targets(
              HostSet.of(),
              null,
              HostSet.of(),
              Map.of(),
              AddressSelection.FIRST,
              null,
              Shard.WHOLE),
          new Throughput(0, 0, 2_000, 0),
          new Attempts(Duration.ofSeconds(2), true, 1, Duration.ofMinutes(1)),
          new Sockets(true, null, 0),
          new Limits(null, 10_000_000, Duration.ofHours(24), false),
          new Dialogues(false, null),
          null);

  /**
   * What the scan probes.
   *
   * @param hosts the hosts; none if they are a stream
   * @param stream the stream of hosts; null if they are a table
   * @param excluded hosts that are not probed
   * @param ports the ports of each transport
   * @param addresses which addresses of a host name are probed
   * @param shuffleKey the key of the shuffled order; null for the order given
   * @param shard which part of the hosts and ports
   */
  public record Targets(
      HostSet hosts,
      @Nullable HostSource stream,
      HostSet excluded,
      Map<Transport, PortSet> ports,
      AddressSelection addresses,
      @Nullable Long shuffleKey,
      Shard shard) {
    public Targets {
      Map<Transport, PortSet> copy = new EnumMap<>(Transport.class);
      copy.putAll(ports);
      ports = Collections.unmodifiableMap(copy);
    }

    /** Returns a copy with a table of hosts instead of those before. */
    public Targets withHosts(HostSet table) {
      return new Targets(table, null, excluded, ports, addresses, shuffleKey, shard);
    }

    /** Returns a copy with a stream of hosts instead of those before. */
    public Targets withHosts(HostSource source) {
      return new Targets(HostSet.of(), source, excluded, ports, addresses, shuffleKey, shard);
    }

    /** Returns a copy with the ports of one transport replaced. */
    public Targets withPorts(PortSet more) {
      Map<Transport, PortSet> all = new EnumMap<>(Transport.class);
      all.putAll(ports);
      all.put(more.transport(), more);
      return new Targets(hosts, stream, excluded, all, addresses, shuffleKey, shard);
    }

    public Targets withExcluded(HostSet other) {
      return new Targets(hosts, stream, other, ports, addresses, shuffleKey, shard);
    }

    public Targets withAddresses(AddressSelection other) {
      return new Targets(hosts, stream, excluded, ports, other, shuffleKey, shard);
    }

    public Targets withShuffleKey(@Nullable Long other) {
      return new Targets(hosts, stream, excluded, ports, addresses, other, shard);
    }

    public Targets withShard(Shard other) {
      return new Targets(hosts, stream, excluded, ports, addresses, shuffleKey, other);
    }

    /** Returns the number of ports of one host over all transports. */
    public long portsPerHost() {
      return ports.values().stream().mapToLong(PortSet::size).sum();
    }

    /** Returns how many ports the shard has if each host has one address. */
    public double probes(long hostCount) {
      return ports.values().stream()
          .mapToDouble(set -> shard.hosts(hostCount, set.size()) * set.size())
          .sum();
    }
  }

  /**
   * How fast the scan sends.
   *
   * @param rate probes per second; 0 for no limit
   * @param ratePerHost probes per second to one address; 0 for no limit
   * @param sockets how many probes may be in flight
   * @param socketsPerHost how many probes of one address may be in flight; 0 for no limit of its
   *     own
   */
  public record Throughput(int rate, int ratePerHost, int sockets, int socketsPerHost) {

    public Throughput withRate(int other) {
      return new Throughput(other, ratePerHost, sockets, socketsPerHost);
    }

    public Throughput withRatePerHost(int other) {
      return new Throughput(rate, other, sockets, socketsPerHost);
    }

    public Throughput withSockets(int other) {
      return new Throughput(rate, ratePerHost, other, socketsPerHost);
    }

    public Throughput withSocketsPerHost(int other) {
      return new Throughput(rate, ratePerHost, sockets, other);
    }
  }

  /**
   * How long and how often the scan probes a port.
   *
   * @param timeout the timeout of a probe, the longest one if adaptive
   * @param adaptive whether timeouts and retries follow the network
   * @param retries how often an unanswered port is probed again
   * @param icmpRateLimitTimeout how long a host that rate-limits its ICMP errors is probed
   */
  public record Attempts(
      Duration timeout, boolean adaptive, int retries, Duration icmpRateLimitTimeout) {

    public Attempts withTimeout(Duration other) {
      return new Attempts(other, adaptive, retries, icmpRateLimitTimeout);
    }

    public Attempts withAdaptive(boolean other) {
      return new Attempts(timeout, other, retries, icmpRateLimitTimeout);
    }

    public Attempts withRetries(int other) {
      return new Attempts(timeout, adaptive, other, icmpRateLimitTimeout);
    }

    public Attempts withIcmpRateLimitTimeout(Duration other) {
      return new Attempts(timeout, adaptive, retries, other);
    }
  }

  /**
   * How the scan opens and closes sockets.
   *
   * @param closeByReset whether accepted connections are closed by a reset
   * @param sourceAddress the address to send from; null for any
   * @param sourcePort the port to send from; 0 for any
   */
  public record Sockets(boolean closeByReset, @Nullable InetAddress sourceAddress, int sourcePort) {
    /** Returns whether the source is supplied by the caller, which a sweep does not support. */
    public boolean hasSource() {
      return sourceAddress != null || sourcePort != 0;
    }

    public Sockets withCloseByReset(boolean other) {
      return new Sockets(other, sourceAddress, sourcePort);
    }

    public Sockets withSourceAddress(@Nullable InetAddress other) {
      return new Sockets(closeByReset, other, sourcePort);
    }

    public Sockets withSourcePort(int other) {
      return new Sockets(closeByReset, sourceAddress, other);
    }
  }

  /**
   * The bounds of the whole scan.
   *
   * @param deadline when the scan stops; null for never
   * @param maxProbes how many ports the scan may probe
   * @param maxDuration how long the scan may take in the worst case
   * @param allowLarge whether the two limits before are not checked
   */
  public record Limits(
      @Nullable Duration deadline, long maxProbes, Duration maxDuration, boolean allowLarge) {
    /** The time of three name servers that do not respond, twice 5 s each. */
    private static final Duration MAX_RESOLUTION = Duration.ofSeconds(30);

    /**
     * Returns how long a name may wait for its resolver while no other name is resolved. It ends
     * before the deadline, so that the name has a result.
     */
    public Duration resolutionTime() {
      return deadline == null
          ? MAX_RESOLUTION
          : Durations.min(Durations.part(deadline, 2), MAX_RESOLUTION);
    }

    public Limits withDeadline(@Nullable Duration other) {
      return new Limits(other, maxProbes, maxDuration, allowLarge);
    }

    public Limits withMaxProbes(long other) {
      return new Limits(deadline, other, maxDuration, allowLarge);
    }

    public Limits withMaxDuration(Duration other) {
      return new Limits(deadline, maxProbes, other, allowLarge);
    }

    public Limits withAllowLarge(boolean other) {
      return new Limits(deadline, maxProbes, maxDuration, other);
    }
  }

  /**
   * What the scan does with listening ports.
   *
   * @param protocols whether it speaks the protocol of the port
   * @param identify the limits of an identification of the service; null for none
   */
  public record Dialogues(boolean protocols, @Nullable IdentifySettings identify) {}

  /** Returns whether hosts and ports are probed in a shuffled order. */
  public boolean isShuffled() {
    return targets.shuffleKey() != null;
  }

  public ScanSettings with(Targets other) {
    return new ScanSettings(other, throughput, attempts, sockets, limits, dialogues, checkpoint);
  }

  public ScanSettings with(Throughput other) {
    return new ScanSettings(targets, other, attempts, sockets, limits, dialogues, checkpoint);
  }

  public ScanSettings with(Attempts other) {
    return new ScanSettings(targets, throughput, other, sockets, limits, dialogues, checkpoint);
  }

  public ScanSettings with(Sockets other) {
    return new ScanSettings(targets, throughput, attempts, other, limits, dialogues, checkpoint);
  }

  public ScanSettings with(Limits other) {
    return new ScanSettings(targets, throughput, attempts, sockets, other, dialogues, checkpoint);
  }

  public ScanSettings with(Dialogues other) {
    return new ScanSettings(targets, throughput, attempts, sockets, limits, other, checkpoint);
  }

  public ScanSettings withCheckpoint(ScanCheckpoint other) {
    return new ScanSettings(targets, throughput, attempts, sockets, limits, dialogues, other);
  }
}
