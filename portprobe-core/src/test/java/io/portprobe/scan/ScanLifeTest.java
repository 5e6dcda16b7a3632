package io.portprobe.scan;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.scan.ScanSummary.Ending;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ScanLifeTest {
  private final ProbeClient client = ProbeClient.create();

  @AfterEach
  void close() {
    client.close();
  }

  private Scan large() {
    return client.scan().hosts("127.1.0.0/16").tcp("all").allowLarge();
  }

  @Test
  void stop_keepsTheResults_andReturnsACheckpoint() throws Exception {
    List<ScanResult> results = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch some = new CountDownLatch(1_000);
    ScanRun run =
        large()
            .start(
                result -> {
                  results.add(result);
                  some.countDown();
                });
    assertThat(some.await(30, SECONDS)).isTrue();
    run.stop();
    ScanSummary summary = run.summary().get(30, SECONDS);

    assertThat(summary.ending()).isEqualTo(Ending.STOPPED);
    assertThat(summary.results()).isEqualTo(results.size()).isGreaterThanOrEqualTo(1_000);
    assertThat(summary.checkpoint()).isPresent();
    assertThat(results).allMatch(result -> result.state().isPresent());
  }

  @Test
  void stop_withCallbacksOnAnEventLoop_completesTheSummary() throws Exception {
    try (ProbeClient direct = ProbeClient.builder().callbackExecutor(Runnable::run).build()) {
      CountDownLatch begun = new CountDownLatch(1);
      ScanRun run =
          direct
              .scan()
              .hosts("127.1.0.0/16")
              .tcp("all")
              .allowLarge()
              .start(result -> begun.countDown());
      assertThat(begun.await(30, SECONDS)).isTrue();
      run.stop();
      assertThat(run.summary().get(30, SECONDS).checkpoint()).isPresent();
    }
  }

  @Test
  void cancelledFuture_stopsTheScan() throws Exception {
    CountDownLatch some = new CountDownLatch(100);
    AtomicLong count = new AtomicLong();
    ScanRun run =
        large()
            .start(
                result -> {
                  count.incrementAndGet();
                  some.countDown();
                });
    assertThat(some.await(30, SECONDS)).isTrue();
    run.summary().cancel(false);
    run.checkpoint().get(30, SECONDS);
    client.closeAsync().get(30, SECONDS); // waits until its sockets are closed
    assertThat(run.summary()).isCancelled();
  }

  @Test
  void subscriberThatCancelsAtItsFirstResult_blocksNoEventLoop() throws Exception {
    try (ServerSocket open = new ServerSocket(0, 500, InetAddress.getByName("127.0.0.1"))) {
      Scan scan = client.scan().hosts("127.0.0.1").tcp(Integer.toString(open.getLocalPort()));
      for (int i = 0; i < 100; i++) { // the consumer or an event loop may end last
        CompletableFuture<ScanSummary> summary = new CompletableFuture<>();
        scan.hosts("127.0.0.0/29").results().subscribe(new OnlyFirst(summary));
        assertThat(summary.get(30, SECONDS).ending()).isIn(Ending.STOPPED, Ending.COMPLETE);
        assertThat(scan.collect().get(30, SECONDS).summary().listening()).isEqualTo(1);
      }
    }
    client.closeAsync().get(30, SECONDS);
  }

  /** A subscriber that cancels after one result. */
  private static final class OnlyFirst implements Flow.Subscriber<ScanResult> {
    private final CompletableFuture<ScanSummary> summary;
    private Flow.Subscription subscription;

    OnlyFirst(CompletableFuture<ScanSummary> summary) {
      this.summary = summary;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      this.subscription = subscription;
      ((ScanRun) subscription).summary().whenComplete((done, failure) -> summary.complete(done));
      subscription.request(3);
    }

    @Override
    public void onNext(ScanResult result) {
      subscription.cancel();
    }

    @Override
    public void onError(Throwable failure) {
      summary.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {}
  }

  @Test
  void deadline_endsTheScan_withPartialResults() throws Exception {
    client.scan().hosts("127.0.0.1").tcp("1").collect().get(30, SECONDS); // loads the classes
    ScanSummary summary =
        large().deadline(Duration.ofSeconds(1)).forEach(result -> {}).get(30, SECONDS);
    assertThat(summary.ending()).isEqualTo(Ending.DEADLINE);
    assertThat(summary.isComplete()).isFalse();
    assertThat(summary.results()).isPositive();
  }

  @Test
  void closedClient_stopsTheScan_andStartsNoOther() throws Exception {
    Scan scan = large();
    CountDownLatch first = new CountDownLatch(1);
    CompletableFuture<ScanSummary> summary = scan.forEach(result -> first.countDown());
    assertThat(first.await(30, SECONDS)).isTrue();
    client.close();
    assertThat(summary.get(30, SECONDS).ending()).isEqualTo(Ending.STOPPED);
    assertThatThrownBy(() -> scan.forEach(result -> {})).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void exceptionOfTheConsumer_failsTheScan() {
    IllegalArgumentException thrown = new IllegalArgumentException("mine");
    assertThatThrownBy(
            () ->
                large()
                    .forEach(
                        result -> {
                          throw thrown;
                        })
                    .get(30, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isSameAs(thrown);
  }

  @Test
  void exceptionOfTheHostStream_failsTheScan() {
    Iterator<String> broken =
        Stream.of("127.0.0.1", "127.0.0.2")
            .peek(
                host -> {
                  if (host.endsWith("2")) {
                    throw new IllegalStateException("no more");
                  }
                })
            .iterator();
    assertThatThrownBy(() -> client.scan().hosts(broken).tcp("1").forEach(r -> {}).get(30, SECONDS))
        .hasRootCauseMessage("no more");
  }

  @Test
  void endlessHostStream_isReadUpToMaxProbes() throws Exception {
    Stream<String> endless =
        Stream.iterate(0, i -> i + 1).map(i -> "127.2." + i / 250 % 250 + "." + (1 + i % 250));
    ScanSummary summary =
        client.scan().hosts(endless).tcp("1,2").maxProbes(4_000).forEach(r -> {}).get(30, SECONDS);
    assertThat(summary.ending()).isEqualTo(Ending.LIMIT);
    assertThat(summary.results()).isBetween(1L, 4_000L);
  }

  @Test
  void slowConsumer_limitsThePortsThatAreProbed() throws Exception {
    Semaphore steps = new Semaphore(0);
    AtomicInteger consumed = new AtomicInteger();
    ScanRun run =
        large()
            .window(100)
            .start(
                result -> {
                  steps.acquireUninterruptibly();
                  consumed.incrementAndGet();
                });
    // A single probe of the same client completes while the scan waits for its consumer.
    try (ServerSocket open = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      assertThat(client.tcp("127.0.0.1", open.getLocalPort()).state().get(30, SECONDS))
          .isEqualTo(PortState.LISTENING);
    }
    run.stop();
    steps.release(Integer.MAX_VALUE / 2);
    ScanSummary summary = run.summary().get(30, SECONDS);
    assertThat(summary.probesSent()).isLessThan(4_096 + 100 + 2 * 128);
    assertThat(summary.results()).isEqualTo(consumed.get());
  }

  @Test
  void resumedScan_probesTheRemainingPortsOnly() throws Exception {
    Scan scan = client.scan().hosts("127.3.0.0/26", "127.4.0.1").tcp("1-300").shuffled(7);
    long all = scan.plan().probes().getAsLong();
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<ScanRun> self = new CompletableFuture<>();
    self.complete(
        scan.start(
            result -> {
              seen.add(result.endpoint().toString());
              if (seen.size() == 2_000) {
                self.join().stop();
              }
            }));
    ScanSummary first = self.join().summary().get(30, SECONDS);
    ScanCheckpoint rest = ScanCheckpoint.parse(first.checkpoint().orElseThrow().toString());
    try (ProbeClient another = ProbeClient.create()) {
      ScanSummary second =
          another
              .scan()
              .hosts("127.3.0.0/26", "127.4.0.1")
              .tcp("1-300")
              .shuffled(7)
              .resume(rest)
              .forEach(result -> seen.add(result.endpoint().toString()))
              .get(30, SECONDS);
      assertThat(second.isComplete()).isTrue();
    }
    assertThat(seen).doesNotHaveDuplicates().hasSize((int) all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp 2001 0", "tcp 2147483647 0", "tcp 1 3", "tcp 2000 4001"})
  void checkpointWithImpossibleNumbers_isRejected(String line) throws Exception {
    Scan scan = client.scan().hosts("127.3.0.1", "127.3.0.2").tcp("1-2000");
    CompletableFuture<ScanRun> self = new CompletableFuture<>();
    self.complete(scan.start(result -> self.join().stop()));
    ScanSummary summary = self.join().summary().get(30, SECONDS);
    String text = summary.checkpoint().orElseThrow().toString();
    assertThat(scan.resume(ScanCheckpoint.parse(text)).plan().probes()).isPresent();

    String damaged = text.replaceAll("(?s)tcp [0-9]+ .*", line + "\nend");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scan.resume(ScanCheckpoint.parse(damaged)).plan())
        .withMessageStartingWith("checkpoint: of another scan");
  }

  @Tag("slow")
  @Test
  void checkpointOfARunningScan_losesNoPort() throws Exception {
    Scan scan = client.scan().hosts("127.5.0.0/27").tcp("1-400");
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    List<String> known = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<ScanRun> self = new CompletableFuture<>();
    CompletableFuture<ScanCheckpoint> taken = new CompletableFuture<>();
    self.complete(
        scan.start(
            result -> {
              seen.add(result.endpoint().toString());
              if (seen.size() == 3_000) {
                known.addAll(seen);
                taken.complete(self.join().checkpoint().join());
              }
            }));
    self.join().summary().get(30, SECONDS);
    List<String> again = Collections.synchronizedList(new ArrayList<>());
    scan.resume(taken.get(30, SECONDS))
        .forEach(result -> again.add(result.endpoint().toString()))
        .get(30, SECONDS);
    Set<String> repeated = new HashSet<>(again);
    repeated.retainAll(new HashSet<>(known)); // by hash: there are millions of pairs
    assertThat(repeated).isEmpty();
    assertThat(again.size() + known.size()).isEqualTo(32 * 400);
  }

  @Test
  void checkpointOfAnotherScan_isRejected() throws Exception {
    Scan scan = client.scan().hosts("127.0.0.1").tcp("1");
    ScanCheckpoint other =
        large()
            .deadline(Duration.ofMillis(50))
            .forEach(r -> {})
            .get(30, SECONDS)
            .checkpoint()
            .orElseThrow();
    assertThatThrownBy(() -> scan.resume(other).plan())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another scan");
  }
}
