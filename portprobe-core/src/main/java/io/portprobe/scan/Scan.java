package io.portprobe.scan;

import io.portprobe.AddressSelection;
import io.portprobe.CheckReturnValue;
import io.portprobe.identify.IdentifySettings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A configured scan of many ports of many hosts. Immutable and thread-safe: each setter returns a
 * changed copy, and a scan can be executed any number of times. Created by {@link
 * io.portprobe.ProbeClient#scan()}.
 *
 * <pre>{@code
 * client.scan()
 *     .hosts("10.0.0.0/24", "db.corp.example")
 *     .tcp("1-1024,3389,postgresql")
 *     .forEach(result -> System.out.println(result))
 *     .thenAccept(summary -> System.out.println(summary.listening() + " listen"));
 * }</pre>
 *
 * <p>A port that cannot be probed (the name does not resolve, the address is denied, the local host
 * fails) has a {@link ScanResult} without a state. If the local host runs out of descriptors or
 * ephemeral ports, the scan waits for free ones.
 *
 * <p>Results are delivered in the order in which they become known, on a dedicated thread of the
 * scan or on the callback executor of the client. The consumer may block: a slow consumer slows
 * only its scan. Scans have dedicated event loops and do not delay single probes of the same
 * client. The {@link io.portprobe.ProbeListener listeners} of the client do not receive the ports
 * of scans.
 */
@CheckReturnValue
public interface Scan {
  /**
   * Sets the hosts. Default: none.
   *
   * @param hosts in the forms of {@link HostSet#of(String...)}
   * @return a changed copy
   * @throws IllegalArgumentException if a host has another form; the message names it
   */
  default Scan hosts(String... hosts) {
    return hosts(HostSet.of(hosts));
  }

  /**
   * Sets the hosts. Default: none.
   *
   * @param hosts the hosts
   * @return a changed copy
   */
  Scan hosts(HostSet hosts);

  /**
   * Sets the hosts to a source of any length. The scan reads the source as it proceeds and does not
   * keep it in memory. An element that is neither a name nor an address, also null, becomes a
   * failed result; a blank one is skipped. Excluded hosts are skipped; duplicates are probed again.
   * Each run reads the source from the start, on a thread that may block.
   *
   * @param hosts the source; its iterators are used by one thread at a time
   * @return a changed copy
   */
  Scan hosts(Iterable<String> hosts);

  /**
   * Sets the hosts to a stream, as {@link #hosts(Iterable)}. A stream can be read once: the future
   * of a second run fails with an {@link IllegalStateException}. The stream is closed when the run
   * ends.
   *
   * @param hosts the stream
   * @return a changed copy
   */
  Scan hosts(Stream<String> hosts);

  /**
   * Sets the hosts to an iterator, as {@link #hosts(Iterable)}. An iterator can be read once: the
   * future of a second run fails with an {@link IllegalStateException}.
   *
   * @param hosts the iterator
   * @return a changed copy
   */
  Scan hosts(Iterator<String> hosts);

  /**
   * Sets hosts that are not probed. A name that resolves to an excluded address has a failed
   * result, a {@link io.portprobe.TargetDeniedException}. Default: none.
   *
   * @param hosts the hosts to exclude; replaces hosts excluded before
   * @return a changed copy
   * @throws IllegalArgumentException if a host consists of numbers and is no address, such as
   *     {@code 127.1}
   */
  Scan exclude(HostSet hosts);

  /**
   * Sets hosts that are not probed, as {@link #exclude(HostSet)}.
   *
   * @param hosts in the forms of {@link HostSet#of(String...)}
   * @return a changed copy
   * @throws IllegalArgumentException if a host has another form; the message names it
   */
  default Scan exclude(String... hosts) {
    return exclude(HostSet.of(hosts));
  }

  /**
   * Sets the ports of one transport. Default: none.
   *
   * @param ports the ports; replaces ports set before for the same transport
   * @return a changed copy
   */
  Scan ports(PortSet ports);

  /**
   * Sets the TCP ports.
   *
   * @param ports in the form of {@link PortSet#tcp(String)}
   * @return a changed copy
   * @throws IllegalArgumentException if the text has another form; the message names the part
   */
  default Scan tcp(String ports) {
    return ports(PortSet.tcp(ports));
  }

  /**
   * Sets the UDP ports. The scan sends each port the first datagram of the protocol bound to it, or
   * CR LF CR LF if the client knows none.
   *
   * @param ports in the form of {@link PortSet#udp(String)}
   * @return a changed copy
   * @throws IllegalArgumentException if the text has another form; the message names the part
   */
  default Scan udp(String ports) {
    return ports(PortSet.udp(ports));
  }

  /**
   * Sets which addresses of a host name are probed. Default: {@link AddressSelection#FIRST}. With
   * another selection all ports of each selected address are probed, of at most 64 addresses of a
   * name, and within {@link #maxProbes}. The ports of the first address that is left out have
   * results with the reason.
   *
   * @param selection the addresses
   * @return a changed copy
   */
  Scan addresses(AddressSelection selection);

  /**
   * Probes hosts and ports in the given order: the next hosts begin when the limit of sockets of
   * the first host is reached. The default.
   *
   * @return a changed copy
   */
  Scan inOrder();

  /**
   * Probes hosts, and the ports of each host, in a pseudorandom order of a random key. The order is
   * computed and not stored, and many hosts are probed at the same time. A source of unknown length
   * keeps its order of hosts.
   *
   * @return a changed copy
   */
  Scan shuffled();

  /**
   * Probes in the pseudorandom order of a key, as {@link #shuffled()}. The same key gives the same
   * order.
   *
   * @param key any number
   * @return a changed copy
   */
  Scan shuffled(long key);

  /**
   * Limits the scan to one of several shards, which can run at any time and on any number of
   * machines. The shards of a scan are disjoint, and together they are the whole scan. Default: the
   * whole scan.
   *
   * <p>Each shard has every n-th host in the order of the scan, with all its ports, so it is spread
   * over the hosts like the whole scan. The hosts that remain at the end are divided by ports, so
   * that the sizes of two shards differ by at most one port of each transport, also with fewer
   * hosts than shards. A source of unknown length is divided by hosts only; each shard reads all of
   * it.
   *
   * <p>All shards need the same hosts, ports and order: {@link #shuffled(long)} with one key, or
   * {@link #inOrder()}. Everything else is the concern of each shard: {@link #plan}, {@link
   * #maxProbes}, {@link #rate} and {@link #window} refer to this shard only, and a checkpoint of
   * one shard does not fit another. A name is resolved by each shard that has ports of it.
   *
   * @param index which of the shards, from 0
   * @param count the number of shards, 1 (the whole scan) to 1,000,000
   * @return a changed copy
   * @throws IllegalArgumentException if a value is out of range
   */
  Scan shard(int index, int count);

  /**
   * Limits how many probes are sent a second, retries included. Default: no limit.
   *
   * @param perSecond 1 to 10,000,000
   * @return a changed copy
   * @throws IllegalArgumentException if the value is out of range
   */
  Scan rate(int perSecond);

  /**
   * Limits how many probes are sent to one address a second, retries included. Default: no limit.
   *
   * @param perSecond 1 to 10,000,000
   * @return a changed copy
   * @throws IllegalArgumentException if the value is out of range
   */
  Scan ratePerHost(int perSecond);

  /**
   * Limits how many ports are probed at the same time, each with one socket. Default: 2000. If the
   * local host has fewer descriptors or ephemeral ports available, the limit is lower; see {@link
   * ScanPlan#maxOpenSockets()}.
   *
   * @param window 1 to 32768
   * @return a changed copy
   * @throws IllegalArgumentException if the value is out of range
   */
  Scan window(int window);

  /**
   * Limits how many ports of one address are probed at the same time. Default: as {@link #window}.
   * An adaptive scan adjusts the number for each address up to this limit.
   *
   * @param window 1 to 32768
   * @return a changed copy
   * @throws IllegalArgumentException if the value is out of range
   */
  Scan windowPerHost(int window);

  /**
   * Sets how long the scan waits for a reply to each probe. In an adaptive scan this is the
   * maximum. Default: 2 s.
   *
   * @param timeout more than zero, at most one hour
   * @return a changed copy
   * @throws IllegalArgumentException if the value is out of range
   */
  Scan timeout(Duration timeout);

  /**
   * Sets whether the scan adjusts timeouts and the number of concurrent probes to the replies of
   * each address. Default: true.
   *
   * <p>Timeouts: the estimate of RFC 6298 for each address, or for its network (/24, /64) before
   * the address has replied; at least 100 ms, at most {@link #timeout}. Without an estimate: 1 s
   * and twice as much for each retry, and the whole timeout if there are no retries. Concurrent
   * probes: a congestion window for each address, halved when a reply to a retry shows that a
   * packet was lost. After losses the scan sends more than {@link #retries} retries to silent
   * ports, up to 8, until a lost reply is unlikely.
   *
   * <p>If false, the scan waits the whole timeout for each probe, and uses the limits as set.
   *
   * @param adaptive whether the scan adapts
   * @return a changed copy
   */
  Scan adaptive(boolean adaptive);

  /**
   * Sets how many retries are sent to a silent port before its state is reported. Default: 1.
   *
   * @param retries 0 to 10
   * @return a changed copy
   * @throws IllegalArgumentException if the value is out of range
   */
  Scan retries(int retries);

  /**
   * Sets how long the scan probes the silent UDP ports of an address that rate-limits its ICMP
   * errors, slowly enough for the limit (Linux: 6 errors at once, then one a second). Ports still
   * undecided after this time are reported as LISTENING_OR_FILTERED, and {@link
   * ScanResult#evidence()} states the rate limit. The time starts after the first probe of every
   * port. Default: 1 minute for each address.
   *
   * @param timeout zero (disabled) to one day
   * @return a changed copy
   * @throws IllegalArgumentException if the value is out of range
   */
  Scan icmpRateLimitTimeout(Duration timeout);

  /**
   * Reports states only and speaks no protocol. The default.
   *
   * @return a changed copy
   */
  Scan stateOnly();

  /**
   * Speaks the protocol bound to each listening port, if the client knows one; {@link
   * ScanResult#report()} contains the finding. A dialogue has the timeout of the client.
   *
   * @return a changed copy
   */
  Scan protocols();

  /**
   * Identifies the service of each listening port, as {@link #identify(IdentifySettings)} does with
   * the defaults.
   *
   * @return a changed copy
   */
  default Scan identify() {
    return identify(IdentifySettings.defaults());
  }

  /**
   * Identifies the service of each listening port, see {@link
   * io.portprobe.PortProbe#identify(IdentifySettings)}; {@link ScanResult#identity()} has the
   * result. Replaces {@link #protocols()}. An identification has the timeout of the client. Where
   * services send nothing, the scan probes two random ports of the host as well, once for each
   * host. UDP ports are identified if they replied to the scan; those without a reply are not.
   *
   * @param settings limits of each identification
   * @return a changed copy
   */
  Scan identify(IdentifySettings settings);

  /**
   * Sets whether accepted TCP connections are closed with a RST. Default: true.
   *
   * <p>A RST (RFC 9293 section 3.5.2) leaves no state on either host. A connection closed with a
   * FIN stays in TIME_WAIT on the local host, for one minute on Linux, unless the server closes
   * first. Tens of thousands of these make new connections many times slower.
   *
   * <p>Set this to false for servers that log or alert on resets. A server that already sent data
   * may still receive a reset, because that data is not read. A connection on which a {@linkplain
   * #protocols() protocol} was spoken is always closed with a FIN. A cancelled connection may be
   * reset.
   *
   * @param reset whether to close with a RST
   * @return a changed copy
   */
  Scan closeByReset(boolean reset);

  /**
   * Sets the local address. Default: the kernel selects it. If this host does not have the address,
   * each result is a failure, a {@link io.portprobe.LocalFaultException}.
   *
   * @param address an address of the local host
   * @return a changed copy
   */
  Scan sourceAddress(InetAddress address);

  /**
   * Sets the local port. Default: ephemeral ports.
   *
   * @param port 1 to 65535
   * @return a changed copy
   * @throws IllegalArgumentException if the value is out of range
   */
  Scan sourcePort(int port);

  /**
   * Sets a time after which the scan ends with {@link ScanSummary.Ending#DEADLINE}. Default: none.
   *
   * @param deadline more than zero, from the start of a run
   * @return a changed copy
   * @throws IllegalArgumentException if the deadline is zero or negative
   */
  Scan deadline(Duration deadline);

  /**
   * Sets how many ports of all addresses a scan may probe without {@link #allowLarge()}. Default:
   * 10,000,000. A scan whose hosts alone exceed it does not start. Further addresses of names that
   * would exceed it are left out. A source of unknown length ends there with {@link
   * ScanSummary.Ending#LIMIT}.
   *
   * @param probes at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if the value is less than 1
   */
  Scan maxProbes(long probes);

  /**
   * Sets the maximum worst-case duration of a scan without {@link #allowLarge()}. Default: 24 h. A
   * {@link #deadline} of at most this duration also satisfies the check.
   *
   * @param duration more than zero
   * @return a changed copy
   * @throws IllegalArgumentException if the duration is zero or negative
   */
  Scan maxDuration(Duration duration);

  /**
   * Allows the scan to exceed {@link #maxProbes} and {@link #maxDuration}.
   *
   * @return a changed copy
   */
  Scan allowLarge();

  /**
   * Resumes a scan of the same hosts, ports and order, perhaps of another process. Ports that were
   * in flight at the checkpoint are probed again. {@link #plan} and {@link #start} check that the
   * checkpoint belongs to this scan.
   *
   * @param checkpoint from {@link ScanRun#checkpoint()} or {@link ScanSummary#checkpoint()}
   * @return a changed copy
   */
  Scan resume(ScanCheckpoint checkpoint);

  /**
   * Returns an upper bound on the size and duration of this scan. Sends no packet and resolves no
   * name.
   *
   * @return the plan
   * @throws IllegalStateException if hosts or ports are missing
   * @throws ScanTooLargeException if the scan exceeds {@link #maxProbes} or {@link #maxDuration}
   *     and {@link #allowLarge()} is not set
   * @throws IllegalArgumentException if the checkpoint to resume from belongs to another scan
   */
  ScanPlan plan();

  /**
   * Returns a cold publisher: each subscriber starts a separate run.
   *
   * <p>It follows the rules of Reactive Streams: no probe is sent before the first request, no more
   * results are signalled than requested, and the scan probes at most one {@linkplain #window
   * window} of ports ahead of the requests. The subscription is also a {@link ScanRun}. Failures of
   * {@link #start} are signalled as errors.
   *
   * @return the publisher
   */
  Flow.Publisher<ScanResult> results();

  /**
   * Executes the scan and passes each result to the consumer, one at a time. Cancelling the future
   * stops the scan at once; cancelling a <em>derived</em> future does not. An exception of the
   * consumer stops the scan and fails the future.
   *
   * @param consumer receives each result; may block
   * @return completes when the scan has ended and the consumer has returned from the last result
   * @throws IllegalStateException if hosts or ports are missing, or the client is closed
   * @throws ScanTooLargeException see {@link #plan()}
   * @throws IllegalArgumentException if the checkpoint to resume from belongs to another scan
   */
  default CompletableFuture<ScanSummary> forEach(Consumer<? super ScanResult> consumer) {
    return start(consumer).summary();
  }

  /**
   * Executes the scan like {@link #forEach} and returns a handle to stop it and to take
   * checkpoints.
   *
   * @param consumer receives each result; may block
   * @return the run
   * @throws IllegalStateException if hosts or ports are missing, or the client is closed
   * @throws ScanTooLargeException see {@link #plan()}
   * @throws IllegalArgumentException if the checkpoint to resume from belongs to another scan
   */
  ScanRun start(Consumer<? super ScanResult> consumer);

  /**
   * Executes a small scan and collects its results in memory.
   *
   * @return completes with all results when the scan has ended
   * @throws IllegalStateException if hosts or ports are missing, the client is closed, or the scan
   *     has more than 1,000,000 ports or an unknown number of ports
   * @throws ScanTooLargeException see {@link #plan()}
   * @throws IllegalArgumentException if the checkpoint to resume from belongs to another scan
   */
  CompletableFuture<ScanResults> collect();
}
