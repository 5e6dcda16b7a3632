package io.portprobe.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.ProbeClient;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanResult;
import io.portprobe.scan.ScanResults;
import io.portprobe.scan.ScanRun;
import io.portprobe.scan.ScanSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated // the peers and clients of other classes would be reported as leaks
class ScanLeakTest {
  private static final UdpPeer SILENT = UdpPeer.silent();

  @AfterAll
  static void close() {
    SILENT.close();
  }

  /** Returns a scan of a silent port. */
  private static Scan scan(ProbeClient client) {
    return client
        .scan()
        .hosts(SILENT.host())
        .udp(Integer.toString(SILENT.port()))
        .timeout(Duration.ofMinutes(1));
  }

  /** A subscriber that requests one result. */
  private static final class Reader implements Flow.Subscriber<ScanResult> {
    private CompletableFuture<ScanSummary> summary;
    private Flow.Subscription subscription;

    static Reader of(Scan scan) {
      Reader reader = new Reader();
      scan.results().subscribe(reader);
      reader.subscription.request(1);
      return reader;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      this.subscription = subscription;
      summary = ((ScanRun) subscription).summary();
    }

    @Override
    public void onNext(ScanResult result) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }

  @ExtendWith(PortprobeExtension.class)
  static final class Scans {
    private static final List<CompletableFuture<ScanSummary>> STARTED = new ArrayList<>();

    @Test
    void leaves(ProbeClient client) {
      STARTED.add(scan(client).forEach(result -> {}));
      STARTED.add(scan(client).start(result -> {}).summary());
      STARTED.add(scan(client).collect().thenApply(ScanResults::summary));
      STARTED.add(Reader.of(scan(client)).summary);
    }

    @Test
    void leavesNothing(ProbeClient client, @Faulty(Fault.SILENT) TcpPeer open) {
      scan(client).forEach(result -> {}).cancel(true);
      scan(client).collect().cancel(true);
      scan(client).start(result -> {}).stop();
      Reader.of(scan(client)).subscription.cancel();
      Scan one = client.scan().hosts(open.host()).tcp(Integer.toString(open.port()));
      assertThat(one.collect().join().results()).hasSize(1);
      assertThat(Reader.of(one).summary.join().listening()).isOne();
    }

    @Test
    void throwsWhatTheScanThrows(ProbeClient client) {
      assertThatThrownBy(() -> client.scan().collect()).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> client.scan().window(0))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> client.scan().results().subscribe(null))
          .isInstanceOf(NullPointerException.class);
    }
  }

  @BeforeEach
  void clear() {
    Scans.STARTED.clear();
  }

  @Test
  @DisplayName("Running scans fail the test, scans that are being stopped do not")
  void scans() {
    EngineRun run = EngineRun.of(Scans.class);
    assertThat(run.failed()).containsExactly("leaves(ProbeClient)");
    assertThat(run.failure("leaves(ProbeClient)"))
        .isInstanceOf(AssertionError.class)
        .message()
        .matches(
            "(?s).* ended with 4 probes or scans still in flight; join or cancel the returned"
                + " futures:(\n"
                + "  a scan, started \\d+ ms ago by thread '.*'){4}");
    assertThat(run.passed()).hasSize(2);
    Scans.STARTED.forEach(
        started ->
            assertThat(started.handle((summary, failure) -> true))
                .succeedsWithin(Duration.ofSeconds(20)));
    assertThat(Scans.STARTED.get(1).join().ending()).isEqualTo(ScanSummary.Ending.STOPPED);
  }
}
