package io.portprobe.protocols.msrpc.reachability;

import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.protocols.internal.msrpc.wire.DatagramWriter;
import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.msrpc.MsRpc;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Asks an endpoint mapper for its map, then every TCP and UDP port in it whether it can be reached
 * from here. A packet filter that passes port 135 and drops the dynamic range is found in one call.
 * Immutable: each setter returns a changed copy. Safe for use by several threads at once.
 *
 * <pre>{@code
 * ReachabilityReport report = EndpointReachability.of(client, "dc01.corp.example").report().join();
 * report.lines().forEach(System.out::println);
 * }</pre>
 *
 * <p>The client asks, so its target policy, window and listeners apply to each port, and to hosts
 * that a tower names too. An address of 0.0.0.0 in a tower is the host that was asked. TCP ports
 * are connected to, UDP ports are sent the ping of a call that nobody made (C706 section
 * 12.5.3.11), to which a server says that it knows no such call; nothing else is said to either.
 */
public final class EndpointReachability {
  private static final int MOST = 65_535;

  private final ProbeClient client;
  private final Endpoint mapper;
  private final Settings settings;

  /** What may be set. */
  private record Settings(
      Inquiry inquiry,
      Duration timeout,
      int limit,
      int concurrency,
      Optional<InetAddress> sourceAddress) {}

  private EndpointReachability(ProbeClient client, Endpoint mapper, Settings settings) {
    this.client = client;
    this.mapper = mapper;
    this.settings = settings;
  }

  private EndpointReachability with(
      Inquiry inquiry, Duration timeout, int limit, int concurrency, Optional<InetAddress> source) {
    return new EndpointReachability(
        client, mapper, new Settings(inquiry, timeout, limit, concurrency, source));
  }

  /**
   * Asks the endpoint mapper on tcp/135 of a host.
   *
   * @param client asks; has to know the protocol {@code msrpc}
   * @param host see {@link Endpoint}
   * @return a follow-through with every default
   * @throws IllegalArgumentException on a bad host
   */
  public static EndpointReachability of(ProbeClient client, String host) {
    return of(client, Endpoint.tcp(host, 135));
  }

  /**
   * Asks an endpoint mapper anywhere.
   *
   * @param client asks; has to know the protocol {@code msrpc}
   * @param mapper where the endpoint mapper is, over TCP or UDP
   * @return a follow-through with every default
   */
  public static EndpointReachability of(ProbeClient client, Endpoint mapper) {
    Settings defaults =
        new Settings(Inquiry.all(), Duration.ofSeconds(10), 1_024, 64, Optional.empty());
    return new EndpointReachability(
        Objects.requireNonNull(client, "client"),
        Objects.requireNonNull(mapper, "mapper"),
        defaults);
  }

  /**
   * Chooses which entries are followed. Default: all.
   *
   * @param inquiry a look-up or a mapping
   * @return a changed copy
   * @throws IllegalArgumentException if it finds no map
   */
  public EndpointReachability inquiry(Inquiry inquiry) {
    if (Objects.requireNonNull(inquiry, "inquiry") instanceof Inquiry.Management) {
      throw new IllegalArgumentException(
          "inquiry: " + inquiry + " (expected: one that finds a map)");
    }
    return with(
        inquiry, settings.timeout, settings.limit, settings.concurrency, settings.sourceAddress);
  }

  /**
   * Sets the time until the deadline of all of it, the map and every port. At most half of it is
   * for the map; each port has its share of what is left then, at most 5 s. Default: 10 s.
   *
   * @param timeout more than 2 ms, at most an hour
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public EndpointReachability timeout(Duration timeout) {
    if (timeout.compareTo(Duration.ofMillis(2)) < 0 || timeout.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("timeout: " + timeout + " (expected: PT0.002S to PT1H)");
    }
    return with(
        settings.inquiry, timeout, settings.limit, settings.concurrency, settings.sourceAddress);
  }

  /**
   * Bounds how many ports are asked. Default: 1024.
   *
   * @param ports 1 to 65535
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public EndpointReachability maxPorts(int ports) {
    return with(
        settings.inquiry,
        settings.timeout,
        range("ports", ports),
        settings.concurrency,
        settings.sourceAddress);
  }

  /**
   * Bounds how many ports are asked at once. Default: 64.
   *
   * @param ports 1 to 65535
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public EndpointReachability concurrency(int ports) {
    return with(
        settings.inquiry,
        settings.timeout,
        settings.limit,
        range("ports", ports),
        settings.sourceAddress);
  }

  /**
   * Sets the local address to ask from. Default: the operating system's choice.
   *
   * @param address an address of this machine
   * @return a changed copy
   */
  public EndpointReachability sourceAddress(InetAddress address) {
    return with(
        settings.inquiry,
        settings.timeout,
        settings.limit,
        settings.concurrency,
        Optional.of(address));
  }

  private static int range(String name, int value) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 1-" + MOST + ")");
    }
    return value;
  }

  /**
   * Asks. Never blocks.
   *
   * @return completes by the deadline, on a thread of the client; fails as {@link
   *     PortProbe#report()} does if the endpoint mapper could not be asked. A port that could not
   *     be asked fails nothing: its {@link EndpointResult} says why. Cancelling it, or completing
   *     it by hand, ends every probe at once; cancelling a future derived from it does not
   */
  public CompletableFuture<ReachabilityReport> report() {
    long deadline = System.nanoTime() + settings.timeout.toNanos();
    PortProbe asked =
        from(client.probe(mapper))
            .as("msrpc")
            .option(MsRpc.INQUIRY, settings.inquiry)
            .timeout(settings.timeout.dividedBy(2));
    CompletableFuture<ReachabilityReport> result = new CompletableFuture<>();
    CompletableFuture<ProbeReport> mapping = asked.report();
    var unused =
        mapping.whenComplete(
            (report, failure) -> {
              if (failure != null) {
                result.completeExceptionally(failure);
              } else {
                follow(report, deadline, result);
              }
            });
    var unusedToo = result.whenComplete((report, failure) -> mapping.cancel(false));
    return result;
  }

  private void follow(
      ProbeReport report, long deadline, CompletableFuture<ReachabilityReport> result) {
    try {
      new ReachabilityProbes(
              this::probe, report, settings.limit, settings.concurrency, deadline, result)
          .begin();
    } catch (RuntimeException e) { // nobody else would hear of it
      result.completeExceptionally(e);
    }
  }

  private PortProbe from(PortProbe probe) {
    return settings.sourceAddress.map(probe::sourceAddress).orElse(probe);
  }

  /** Asks a port of a map for its state. */
  private PortProbe probe(Endpoint endpoint) {
    PortProbe probe = from(client.probe(endpoint));
    return endpoint.transport() == Transport.UDP
        ? probe.payload(DatagramWriter.pingOfUnknownCall())
        : probe.stateOnly();
  }
}
