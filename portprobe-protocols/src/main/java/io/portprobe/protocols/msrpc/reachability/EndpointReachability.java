package io.portprobe.protocols.msrpc.reachability;

import io.portprobe.CheckReturnValue;
import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.protocols.internal.msrpc.wire.DatagramWriter;
import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.msrpc.MsRpc;
import io.portprobe.text.Durations;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A check that reads the map of an endpoint mapper and then probes every TCP and UDP port in it. It
 * finds a packet filter that passes port 135 and drops the dynamic port range. Immutable: each
 * setter returns a changed copy. Thread-safe.
 *
 * <pre>{@code
 * ReachabilityReport report = EndpointReachability.of(client, "dc01.corp.example").report().join();
 * report.lines().forEach(System.out::println);
 * }</pre>
 *
 * <p>Only ports of the host whose endpoint mapper is read are probed: towers are data of the peer,
 * which could direct probes to other hosts. {@link #anyHost()} permits those too. The client makes
 * all probes, so its target policy, socket limit and listeners apply to each port. The address
 * 0.0.0.0 in a tower is replaced by the probed host. The client connects to a TCP port and closes
 * the connection. It sends a UDP port the ping of an unknown call (C706 section 12.5.3.11), to
 * which an RPC server responds with nocall.
 */
@CheckReturnValue
public final class EndpointReachability {
  private static final int MAX_PORTS = 65_535;
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(2);
  private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

  private final ProbeClient client;
  private final Endpoint mapper;
  private final Settings settings;

  private record Settings(
      Inquiry inquiry,
      Duration timeout,
      int maxPorts,
      int concurrency,
      boolean anyHost,
      Optional<InetAddress> sourceAddress) {
    Settings withInquiry(Inquiry other) {
      return new Settings(other, timeout, maxPorts, concurrency, anyHost, sourceAddress);
    }

    Settings withTimeout(Duration other) {
      return new Settings(inquiry, other, maxPorts, concurrency, anyHost, sourceAddress);
    }

    Settings withMaxPorts(int other) {
      return new Settings(inquiry, timeout, other, concurrency, anyHost, sourceAddress);
    }

    Settings withConcurrency(int other) {
      return new Settings(inquiry, timeout, maxPorts, other, anyHost, sourceAddress);
    }

    Settings withSourceAddress(InetAddress other) {
      return new Settings(inquiry, timeout, maxPorts, concurrency, anyHost, Optional.of(other));
    }

    Settings withAnyHost() {
      return new Settings(inquiry, timeout, maxPorts, concurrency, true, sourceAddress);
    }
  }

  private EndpointReachability(ProbeClient client, Endpoint mapper, Settings settings) {
    this.client = client;
    this.mapper = mapper;
    this.settings = settings;
  }

  private EndpointReachability with(Settings changed) {
    return new EndpointReachability(client, mapper, changed);
  }

  /**
   * Creates a check of the endpoint mapper on tcp/135 of a host, with default settings.
   *
   * @param client makes the probes; must have the protocol {@code msrpc}
   * @param host a host as for {@link Endpoint}
   * @return the check
   * @throws IllegalArgumentException if the host is malformed
   */
  public static EndpointReachability of(ProbeClient client, String host) {
    return of(client, Endpoint.tcp(host, 135));
  }

  /**
   * Creates a check of an endpoint mapper on any port, with default settings.
   *
   * @param client makes the probes; must have the protocol {@code msrpc}
   * @param mapper the endpoint mapper, over TCP or UDP
   * @return the check
   */
  public static EndpointReachability of(ProbeClient client, Endpoint mapper) {
    Settings defaults =
        new Settings(Inquiry.all(), Duration.ofSeconds(10), 1_024, 64, false, Optional.empty());
    return new EndpointReachability(
        Objects.requireNonNull(client, "client"),
        Objects.requireNonNull(mapper, "mapper"),
        defaults);
  }

  /**
   * Selects the entries whose ports are probed. Default: all.
   *
   * @param inquiry a lookup or a mapping
   * @return a changed copy
   * @throws IllegalArgumentException if the inquiry is for the management interface
   */
  public EndpointReachability inquiry(Inquiry inquiry) {
    if (Objects.requireNonNull(inquiry, "inquiry") instanceof Inquiry.Management) {
      throw new IllegalArgumentException(
          "inquiry: " + inquiry + " (expected: a lookup or a mapping)");
    }
    return with(settings.withInquiry(inquiry));
  }

  /**
   * Sets the time until the deadline of the whole check. Reading the map takes at most half of it.
   * Each port has its share of the remaining time, at most 5 s. Default: 10 s.
   *
   * @param timeout 2 ms to 1 hour
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public EndpointReachability timeout(Duration timeout) {
    if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException("timeout: " + timeout + " (expected: PT0.002S to PT1H)");
    }
    return with(settings.withTimeout(timeout));
  }

  /**
   * Limits the number of probed ports. Default: 1024.
   *
   * @param ports 1 to 65535
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public EndpointReachability maxPorts(int ports) {
    return with(settings.withMaxPorts(checkPorts(ports)));
  }

  /**
   * Limits the number of ports probed at the same time. Default: 64.
   *
   * @param ports 1 to 65535
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public EndpointReachability concurrency(int ports) {
    return with(settings.withConcurrency(checkPorts(ports)));
  }

  /**
   * Sets the local address of all probes. Default: the operating system's choice.
   *
   * @param address an address of this host
   * @return a changed copy
   */
  public EndpointReachability sourceAddress(InetAddress address) {
    return with(settings.withSourceAddress(address));
  }

  /**
   * Also probes ports on other hosts that a tower names, within the target policy of the client.
   * Default: only the addresses of the host whose endpoint mapper is read.
   *
   * @return a changed copy
   */
  public EndpointReachability anyHost() {
    return with(settings.withAnyHost());
  }

  private static int checkPorts(int ports) {
    if (ports < 1 || ports > MAX_PORTS) {
      throw new IllegalArgumentException("ports: " + ports + " (expected: 1-" + MAX_PORTS + ")");
    }
    return ports;
  }

  /**
   * Starts the check. Never blocks.
   *
   * @return a future that completes by the deadline, on a thread of the client. It fails as {@link
   *     PortProbe#report()} does if the endpoint mapper could not be probed. A port that could not
   *     be probed does not fail it: its {@link EndpointResult} has the reason. Cancelling or
   *     completing the future ends every probe at once; cancelling a future derived from it does
   *     not
   */
  public CompletableFuture<ReachabilityReport> report() {
    long deadline = System.nanoTime() + settings.timeout.toNanos();
    PortProbe mapperProbe =
        withSourceAddress(client.probe(mapper))
            .as("msrpc")
            .option(MsRpc.INQUIRY, settings.inquiry)
            .timeout(Durations.part(settings.timeout, 2));
    CompletableFuture<ReachabilityReport> result = new CompletableFuture<>();
    CompletableFuture<ProbeReport> mapping = mapperProbe.report();
    var unused =
        mapping.whenComplete(
            (report, failure) -> {
              if (failure != null) {
                result.completeExceptionally(failure);
              } else {
                probePorts(report, deadline, result);
              }
            });
    var unusedToo = result.whenComplete((report, failure) -> mapping.cancel(false));
    return result;
  }

  private void probePorts(
      ProbeReport report, long deadline, CompletableFuture<ReachabilityReport> result) {
    try {
      new ReachabilityProbes(
              this::portProbe,
              report,
              settings.anyHost,
              settings.maxPorts,
              settings.concurrency,
              deadline,
              result)
          .start();
    } catch (RuntimeException e) { // the caller of a callback drops its exceptions
      result.completeExceptionally(e);
    }
  }

  private PortProbe withSourceAddress(PortProbe probe) {
    return settings.sourceAddress.map(probe::sourceAddress).orElse(probe);
  }

  /** Returns the probe of the state of a port. */
  private PortProbe portProbe(Endpoint endpoint) {
    PortProbe probe = withSourceAddress(client.probe(endpoint));
    return endpoint.transport() == Transport.UDP
        ? probe.payload(DatagramWriter.pingOfUnknownCall())
        : probe.stateOnly();
  }

  /** Returns the endpoint mapper, as in {@code "reachability of tcp://dc01:135"}. */
  @Override
  public String toString() {
    return "reachability of " + mapper;
  }
}
