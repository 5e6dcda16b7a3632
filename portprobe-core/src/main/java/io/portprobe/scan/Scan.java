package io.portprobe.scan;

import io.portprobe.AddressSelection;
import io.portprobe.CheckReturnValue;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Asks about many ports of many hosts. Immutable: each setter returns a changed copy, and a scan
 * may be run any number of times. Made by {@link io.portprobe.ProbeClient#scan()}.
 *
 * <pre>{@code
 * client.scan()
 *     .hosts("10.0.0.0/24", "db.corp.example")
 *     .tcp("1-1024,3389,postgresql")
 *     .forEach(result -> System.out.println(result))
 *     .thenAccept(summary -> System.out.println(summary.listening() + " listen"));
 * }</pre>
 *
 * <p>What keeps a port from being asked (an unknown name, a denied address, a fault of this
 * machine) is a {@link ScanResult} of its own, never a state. A shortage of this machine (no
 * descriptor, no ephemeral port) makes the scan wait.
 *
 * <p>Results come in the order in which they become known, on a thread of the scan's own, or on the
 * client's callback executor. It may block: a slow consumer slows its scan and nothing else. A scan
 * has event loops of its own, so single probes of the same client are not held up by it; the
 * client's {@link io.portprobe.ProbeListener listeners} do not hear of its ports.
 */
@CheckReturnValue
public interface Scan {
  /**
   * Sets the hosts. Default: none.
   *
   * @param hosts in the forms of {@link HostSet#of(String...)}
   * @return a changed copy
   * @throws IllegalArgumentException if one has another form; the message names it
   */
  default Scan hosts(String... hosts) {
    return hosts(HostSet.of(hosts));
  }

  /**
   * Sets the hosts.
   *
   * @param hosts the hosts
   * @return a changed copy
   */
  Scan hosts(HostSet hosts);

  /**
   * Sets the hosts to those of a source that may be of any length: it is read as the scan goes, and
   * never held. Each is a name or an address; one that is neither becomes a failed result. What is
   * excluded is left out, but what comes twice is asked twice. The source is read on a thread that
   * may block, from the start for each run.
   *
   * @param hosts the source; its iterators are used by one thread at a time
   * @return a changed copy
   */
  Scan hosts(Iterable<String> hosts);

  /**
   * Does the same for a stream, which can be read once: a second run fails with {@link
   * IllegalStateException}. The stream is closed when the run ends.
   *
   * @param hosts the stream
   * @return a changed copy
   */
  Scan hosts(Stream<String> hosts);

  /**
   * Does the same for an iterator, which can be read once: a second run fails with {@link
   * IllegalStateException}.
   *
   * @param hosts the iterator
   * @return a changed copy
   */
  Scan hosts(Iterator<String> hosts);

  /**
   * Leaves hosts out. A name that turns out to have an excluded address gets a failed result, a
   * {@link io.portprobe.TargetDeniedException}. Default: none.
   *
   * @param hosts what to leave out; replaces what was set before
   * @return a changed copy
   */
  Scan exclude(HostSet hosts);

  /**
   * Leaves hosts out; see {@link #exclude(HostSet)}.
   *
   * @param hosts in the forms of {@link HostSet#of(String...)}
   * @return a changed copy
   * @throws IllegalArgumentException if one has another form; the message names it
   */
  default Scan exclude(String... hosts) {
    return exclude(HostSet.of(hosts));
  }

  /**
   * Sets the ports of one transport. Default: none.
   *
   * @param ports the ports; replace those set for the same transport before
   * @return a changed copy
   */
  Scan ports(PortSet ports);

  /**
   * Sets the TCP ports.
   *
   * @param ports in the form of {@link PortSet#tcp(String)}
   * @return a changed copy
   * @throws IllegalArgumentException if they have another form; the message names what does not fit
   */
  default Scan tcp(String ports) {
    return ports(PortSet.tcp(ports));
  }

  /**
   * Sets the UDP ports. Each is sent the first question of the protocol at home there, if the
   * client knows one, else CR LF CR LF.
   *
   * @param ports in the form of {@link PortSet#udp(String)}
   * @return a changed copy
   * @throws IllegalArgumentException if they have another form; the message names what does not fit
   */
  default Scan udp(String ports) {
    return ports(PortSet.udp(ports));
  }

  /**
   * Chooses among the addresses of a name. Default: {@link AddressSelection#FIRST}. With another,
   * every address is asked about every port, and {@link ScanPlan#probes()} counts one for each
   * name.
   *
   * @param selection which addresses
   * @return a changed copy
   */
  Scan addresses(AddressSelection selection);

  /**
   * Asks in the order in which hosts and ports were given: the first host first, the next ones when
   * its window is full. The default.
   *
   * @return a changed copy
   */
  Scan inOrder();

  /**
   * Asks in an order that looks random: hosts, and the ports of each, by permutations that need no
   * memory, with many hosts at a time. A source of unknown length keeps its order of hosts. A new
   * key is drawn by this call.
   *
   * @return a changed copy
   */
  Scan shuffled();

  /**
   * Asks in the shuffled order of a key: the same key gives the same order.
   *
   * @param key any number
   * @return a changed copy
   */
  Scan shuffled(long key);

  /**
   * Bounds how many questions are sent a second, repeated ones included. Default: no bound.
   *
   * @param perSecond 1 to 10,000,000
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  Scan rate(int perSecond);

  /**
   * Bounds how many questions are sent to one address a second. Default: no bound.
   *
   * @param perSecond 1 to 10,000,000
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  Scan ratePerHost(int perSecond);

  /**
   * Bounds how many ports are asked at the same time. Default: 2000. Where this machine has fewer
   * descriptors or ephemeral ports to spare, it is less; {@link ScanPlan#maxOpenSockets()} says how
   * many.
   *
   * @param window 1 to 32768
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  Scan window(int window);

  /**
   * Bounds how many ports of one address are asked at the same time. Default: as {@link #window}.
   * Within it, an adaptive scan finds how many an address can take.
   *
   * @param window 1 to 32768
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  Scan windowPerHost(int window);

  /**
   * Sets how long an answer is waited for, each time a port is asked: the ceiling, when the scan is
   * adaptive. Default: 2 s.
   *
   * @param timeout more than zero, at most an hour
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  Scan timeout(Duration timeout);

  /**
   * Whether the scan learns from answers how long to wait and how much at a time an address can
   * take. Default: yes.
   *
   * <p>Time: the estimate of RFC 6298 for each address, or for its network (/24, /64) before it has
   * answered, never less than 100 ms and never more than {@link #timeout}; 1 s where nothing is
   * known yet. Amount: a congestion window for each address, halved when an answer to a repeated
   * question shows that one was lost. Loss also makes it ask silent ports more than {@link
   * #retries} says, up to 8 times, until a lost answer is unlikely.
   *
   * <p>If not, each question waits for the whole time-out, and the windows are as they were set.
   *
   * @param adaptive whether to
   * @return a changed copy
   */
  Scan adaptive(boolean adaptive);

  /**
   * Sets how often a silent port is asked again before its silence is believed. Default: 1.
   *
   * @param retries 0 to 10
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  Scan retries(int retries);

  /**
   * Sets for how long the silent UDP ports of an address that limits its ICMP errors are asked
   * again, slowly, within what it allows (Linux: 6 errors at once, then one a second). Ports that
   * the time does not suffice for are LISTENING_OR_FILTERED, and {@link ScanResult#evidence()} says
   * why. Counts from the end of the first round. Default: 1 minute an address.
   *
   * @param patience zero (do not) to a day
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  Scan icmpRateLimitTimeout(Duration patience);

  /**
   * Asks for the states and nothing else. The default.
   *
   * @return a changed copy
   */
  Scan stateOnly();

  /**
   * Speaks the protocol at home on each port that listens, where the client knows one; {@link
   * ScanResult#report()} has what it found. A dialogue has the time-out of the client.
   *
   * @return a changed copy
   */
  Scan protocols();

  /**
   * Sets how TCP connections that were accepted are closed. Default: yes, by a reset.
   *
   * <p>A reset (RFC 9293 section 3.5.2) leaves nothing behind, here or there. Closed the normal
   * way, each stays on this machine in TIME_WAIT, for a minute on Linux, unless the server closes
   * first: after tens of thousands, new connections cost many times as much. It is for servers that
   * take resets amiss, or log them; one that has spoken by then may get a reset all the same, since
   * what it said was not read. A connection on which a {@linkplain #protocols() protocol} was
   * spoken is closed the normal way in any case, and one that was cancelled may be reset.
   *
   * @param reset whether to reset them
   * @return a changed copy
   */
  Scan closeByReset(boolean reset);

  /**
   * Sets the local address to ask from. Default: the operating system's choice.
   *
   * @param address an address of this machine
   * @return a changed copy
   */
  Scan sourceAddress(InetAddress address);

  /**
   * Sets the local port to ask from. Default: ephemeral ports.
   *
   * @param port 1 to 65535
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  Scan sourcePort(int port);

  /**
   * Sets a time after which the scan ends with what is known, {@link ScanSummary.Ending#DEADLINE}.
   * Default: none.
   *
   * @param deadline more than zero, counted from the start of a run
   * @return a changed copy
   * @throws IllegalArgumentException if it is zero or negative
   */
  Scan deadline(Duration deadline);

  /**
   * Sets how many ports a scan may have in all without being {@link #allowLarge()}. Default:
   * 10,000,000. A source of unknown length ends there, {@link ScanSummary.Ending#LIMIT}.
   *
   * @param probes at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is less than 1
   */
  Scan maxProbes(long probes);

  /**
   * Sets how long a scan may take at worst without being {@link #allowLarge()}. Default: 24 h. A
   * {@link #deadline} that is not later does as well.
   *
   * @param duration more than zero
   * @return a changed copy
   * @throws IllegalArgumentException if it is zero or negative
   */
  Scan maxDuration(Duration duration);

  /**
   * Confirms that the scan may be larger than {@link #maxProbes} and {@link #maxDuration} say.
   *
   * @return a changed copy
   */
  Scan allowLarge();

  /**
   * Begins where another run of the same hosts, ports and order stood, perhaps in another process.
   * What was in flight then is asked again.
   *
   * @param checkpoint from {@link ScanRun#checkpoint()} or {@link ScanSummary#checkpoint()}
   * @return a changed copy
   */
  Scan resume(ScanCheckpoint checkpoint);

  /**
   * Says what the scan comes to. No packet leaves, no name is looked up.
   *
   * @return the plan
   * @throws IllegalStateException if hosts or ports are missing
   * @throws ScanTooLargeException if it is above {@link #maxProbes} or {@link #maxDuration} and not
   *     {@link #allowLarge()}
   * @throws IllegalArgumentException if the checkpoint to resume from is of another scan
   */
  ScanPlan plan();

  /**
   * Runs the scan for whoever subscribes; each subscriber has a run of its own. It obeys the rules
   * of Reactive Streams: nothing is sent before something is requested, no more results are
   * signalled than were requested, and no more than a window's worth of ports is asked ahead of
   * that. The subscription is a {@link ScanRun} too. A scan that cannot begin, for a reason of
   * {@link #start}, signals it as the error.
   *
   * @return a publisher; cold
   */
  Flow.Publisher<ScanResult> results();

  /**
   * Runs the scan and hands each result to the consumer, one at a time. Cancelling the future stops
   * the scan at once; cancelling one <em>derived</em> from it does not. What the consumer throws
   * stops the scan and fails the future.
   *
   * @param consumer what to do with each result; may block
   * @return completes when the scan has ended and its last result was consumed
   * @throws IllegalStateException if hosts or ports are missing, or the client is closed
   * @throws ScanTooLargeException see {@link #plan()}
   */
  default CompletableFuture<ScanSummary> forEach(Consumer<? super ScanResult> consumer) {
    return start(consumer).summary();
  }

  /**
   * Does the same as {@link #forEach}, and gives a handle to stop it and to ask where it stands.
   *
   * @param consumer what to do with each result; may block
   * @return the run
   * @throws IllegalStateException if hosts or ports are missing, or the client is closed
   * @throws ScanTooLargeException see {@link #plan()}
   */
  ScanRun start(Consumer<? super ScanResult> consumer);

  /**
   * Runs a small scan and collects its results.
   *
   * @return completes with every result when the scan has ended
   * @throws IllegalStateException if hosts or ports are missing, the client is closed, or the scan
   *     has more than 1,000,000 ports or an unknown number of them
   * @throws ScanTooLargeException see {@link #plan()}
   */
  CompletableFuture<ScanResults> collect();
}
