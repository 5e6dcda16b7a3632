package io.portprobe.scan;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.IoMode;
import io.portprobe.LocalFaultException;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.faultkit.Peer;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.internal.sweep.Backends;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

@Tag("slow")
@Label("Bulk engine and single probes")
class EnginesAgreeTest {
  /** The timeouts of silent ports. The others respond at once, unless the host stalls longer. */
  private static final List<Duration> TIMEOUTS =
      List.of(Duration.ofMillis(100), Duration.ofMillis(800), Duration.ofSeconds(5));

  /** Cases that run at the same time, since they mostly wait for silent ports. */
  private static final int AT_ONCE = 3;

  /** One client per I/O mode. */
  private static final Map<IoMode, ProbeClient> CLIENTS = new ConcurrentHashMap<>();

  private static final ExecutorService THREADS = Executors.newFixedThreadPool(AT_ONCE);

  enum Behaviour {
    OPEN,
    CLOSING,
    CLOSED,
    BLACK_HOLE,
    UDP_REPLYING,
    UDP_REFUSING,
    UDP_SILENT;

    Peer peer() {
      return switch (this) {
        case OPEN -> TcpPeer.silent();
        case CLOSING -> TcpPeer.closing();
        case CLOSED -> TcpPeer.refusing();
        case BLACK_HOLE -> TcpPeer.blackHole();
        case UDP_REPLYING -> UdpPeer.responding(List::of);
        case UDP_REFUSING -> UdpPeer.refusing();
        case UDP_SILENT -> UdpPeer.silent();
      };
    }

    Transport transport() {
      return name().startsWith("UDP") ? Transport.UDP : Transport.TCP;
    }
  }

  private record Case(IoMode mode, List<Behaviour> mix, int window, long order) {}

  private record Outcome(PortState state, Reason reason) {
    /** Of a busy host; no peer has this state for this reason. */
    static final Outcome NOT_MEASURED = new Outcome(PortState.FILTERED, Reason.SILENT);

    boolean isSilence() {
      return reason == Reason.TIMED_OUT || reason == Reason.SILENT;
    }
  }

  @Provide
  Arbitrary<Case> cases() {
    return Combinators.combine(
            Arbitraries.of(Backends.here()),
            Arbitraries.of(Behaviour.class).list().ofMinSize(1).ofMaxSize(16),
            Arbitraries.integers().between(1, 9),
            Arbitraries.longs())
        .as(Case::new);
  }

  @AfterContainer
  static void close() {
    CLIENTS.values().forEach(ProbeClient::close);
    CLIENTS.clear();
    THREADS.shutdown();
  }

  @Property(tries = 18 / AT_ONCE, shrinking = ShrinkingMode.OFF)
  @Label("give the same state and the same reason for the same ports, however they are mixed")
  void agree(@ForAll @Size(AT_ONCE) List<@From("cases") Case> cases) throws Exception {
    List<Callable<Void>> running =
        cases.stream().<Callable<Void>>map(each -> () -> assertAgrees(each)).toList();
    for (Future<Void> ended : THREADS.invokeAll(running)) {
      ended.get();
    }
  }

  private static @Nullable Void assertAgrees(Case mixed) throws Exception {
    ProbeClient client =
        CLIENTS.computeIfAbsent(
            mixed.mode, one -> ProbeClient.builder().ioMode(one).withoutDiscovery().build());
    Map<Peer, Transport> peers = new LinkedHashMap<>();
    mixed.mix.forEach(behaviour -> peers.put(behaviour.peer(), behaviour.transport()));
    try {
      Scan scan = scan(client, peers).window(mixed.window * 2).shuffled(mixed.order);
      Map<Endpoint, Outcome> bulk = Map.of();
      Map<Endpoint, Outcome> single = Map.of();
      for (Duration timeout : TIMEOUTS) {
        CompletableFuture<ScanResults> running = scan.timeout(timeout).collect();
        single = single(client, peers, timeout);
        bulk = bulk(running.get(120, SECONDS));
        if (!differInSilenceAlone(bulk, single)) { // else the effect of a stall of the host
          break;
        }
      }
      assertThat(bulk).as("%s", mixed).isEqualTo(single);
    } finally {
      peers.keySet().forEach(Peer::close);
    }
    return null;
  }

  private static boolean differInSilenceAlone(
      Map<Endpoint, Outcome> bulk, Map<Endpoint, Outcome> single) {
    return bulk.keySet().equals(single.keySet())
        && bulk.keySet().stream()
            .filter(endpoint -> !bulk.get(endpoint).equals(single.get(endpoint)))
            .allMatch(at -> bulk.get(at).isSilence() || single.get(at).isSilence())
        && !bulk.equals(single);
  }

  private static Scan scan(ProbeClient client, Map<Peer, Transport> peers) {
    Scan scan =
        client
            .scan()
            .hosts("127.0.0.1")
            .retries(0)
            .icmpRateLimitTimeout(Duration.ZERO)
            .adaptive(false);
    for (Transport transport : Transport.values()) {
      int[] ports =
          peers.entrySet().stream()
              .filter(entry -> entry.getValue() == transport)
              .mapToInt(entry -> entry.getKey().port())
              .toArray();
      if (ports.length > 0) {
        scan = scan.ports(PortSet.of(transport, ports));
      }
    }
    return scan;
  }

  private static Map<Endpoint, Outcome> bulk(ScanResults found) {
    return found.results().stream()
        .collect(
            toMap(
                ScanResult::endpoint,
                one -> new Outcome(one.state().orElseThrow(), one.reason().orElseThrow())));
  }

  private static Map<Endpoint, Outcome> single(
      ProbeClient client, Map<Peer, Transport> peers, Duration timeout) throws Exception {
    Map<Endpoint, CompletableFuture<ProbeReport>> reports = new LinkedHashMap<>();
    peers.forEach(
        (peer, transport) -> {
          Endpoint endpoint = new Endpoint(transport, peer.host(), peer.port());
          reports.put(endpoint, client.probe(endpoint).timeout(timeout).report());
        });
    Map<Endpoint, Outcome> outcomes = new LinkedHashMap<>();
    for (Map.Entry<Endpoint, CompletableFuture<ProbeReport>> each : reports.entrySet()) {
      outcomes.put(each.getKey(), outcome(each.getValue()));
    }
    return outcomes;
  }

  private static Outcome outcome(CompletableFuture<ProbeReport> future) throws Exception {
    try {
      ProbeReport report = future.get(60, SECONDS);
      return new Outcome(report.state(), report.reason());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LocalFaultException) {
        return Outcome.NOT_MEASURED;
      }
      throw e;
    }
  }
}
