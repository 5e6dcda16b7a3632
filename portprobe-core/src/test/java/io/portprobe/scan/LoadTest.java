package io.portprobe.scan;

import static io.portprobe.PeerEndpoints.endpointOf;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.IoMode;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.internal.sweep.Backends;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
@Timeout(120)
class LoadTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private static final int ROUNDS = 40;

  static List<IoMode> modes() {
    return Backends.here();
  }

  /** More than sixty million closed ports: it outlasts the test. */
  private static Scan large(ProbeClient client) {
    return client.scan().hosts("127.64.0.0/16").tcp("1-1000").allowLarge();
  }

  @ParameterizedTest
  @MethodSource("modes")
  void singleProbes_duringAScan_completeBeforeTheirDeadlines(IoMode mode) throws Exception {
    try (ProbeClient client = client(mode)) {
      CountDownLatch begun = new CountDownLatch(10_000);
      AtomicLong last = new AtomicLong();
      ScanRun run =
          large(client)
              .start(
                  result -> {
                    last.incrementAndGet();
                    begun.countDown();
                  });
      assertThat(begun.await(60, SECONDS)).isTrue();
      long before = last.get();

      assertSingleProbesComplete(client);

      assertThat(run.summary()).as("the scan goes on").isNotDone();
      assertThat(last.get()).isGreaterThan(before);
      run.summary().cancel(false);
      client.closeAsync().get(30, SECONDS);
    }
  }

  @ParameterizedTest
  @MethodSource("modes")
  void singleProbes_duringAScanWithASlowSubscriber_complete_andNoMorePortsAreProbedThanRequested(
      IoMode mode) throws Exception {
    int window = 100;
    int wanted = 500;
    try (ProbeClient client = client(mode)) {
      Slow subscriber = new Slow();
      large(client).window(window).results().subscribe(subscriber);
      subscriber.subscription.request(wanted);
      subscriber.got.acquire(wanted);

      assertSingleProbesComplete(client);

      assertThat(subscriber.got.availablePermits()).isZero();
      ScanRun run = (ScanRun) subscriber.subscription;
      run.stop();
      subscriber.subscription.request(Long.MAX_VALUE); // ports that were probed ahead of it
      ScanSummary summary = run.summary().get(30, SECONDS);
      assertThat(summary.probesSent()).isBetween((long) wanted, (long) wanted + window);
      assertThat(summary.results()).isBetween((long) wanted, (long) wanted + window);
    }
  }

  private static final class Slow implements Flow.Subscriber<ScanResult> {
    private final Semaphore got = new Semaphore(0);
    private Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(ScanResult result) {
      got.release();
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {}
  }

  private static ProbeClient client(IoMode mode) {
    return ProbeClient.builder().ioMode(mode).withoutDiscovery().timeout(DEADLINE).build();
  }

  private static void assertSingleProbesComplete(ProbeClient client) throws Exception {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing();
        UdpPeer replying = UdpPeer.responding(List::of);
        UdpPeer refusing = UdpPeer.refusing();
        TcpPeer hole = TcpPeer.blackHole()) {
      Map<Endpoint, PortState> truth = new LinkedHashMap<>();
      truth.put(endpointOf(open), PortState.LISTENING);
      truth.put(endpointOf(closed), PortState.NOT_LISTENING);
      truth.put(endpointOf(replying), PortState.LISTENING);
      truth.put(endpointOf(refusing), PortState.NOT_LISTENING);
      for (int round = 0; round < ROUNDS; round++) {
        assertComplete(client, truth);
      }
      ProbeReport silent =
          client.probe(endpointOf(hole)).timeout(Duration.ofMillis(800)).report().get(60, SECONDS);
      assertThat(silent.state()).isEqualTo(PortState.FILTERED);
    }
  }

  private static void assertComplete(ProbeClient client, Map<Endpoint, PortState> truth)
      throws Exception {
    List<CompletableFuture<ProbeReport>> reports = new ArrayList<>();
    truth
        .keySet()
        .forEach(endpoint -> reports.add(client.probe(endpoint).timeout(DEADLINE).report()));
    List<PortState> states = new ArrayList<>();
    for (CompletableFuture<ProbeReport> future : reports) {
      ProbeReport report = future.get(60, SECONDS);
      states.add(report.state());
      assertThat(report.elapsed()).as("%s", report).isLessThan(DEADLINE);
    }
    assertThat(states).containsExactlyElementsOf(truth.values());
  }
}
