package io.portprobe.examples.benchmarks;

import io.portprobe.ProbeClient;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanResult;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * A scanner that uses {@link Scan}, the public API for many ports. With a fixed timeout it probes a
 * silent port once, as the C baseline does; an adaptive scan repeats the probe first.
 */
final class BulkScanner implements Scanner {
  private final ProbeClient client;
  private final Scan scan;

  BulkScanner(ScanOptions options) {
    client = options.client();
    String ports = options.ports().first() + "-" + options.ports().last();
    Scan bare = client.scan().hosts(options.hosts().asRange());
    Scan paced =
        (options.isUdp() ? bare.udp(ports) : bare.tcp(ports))
            .window(options.window())
            .timeout(options.timeout())
            .allowLarge();
    scan = options.isAdaptive() ? paced : paced.adaptive(false).retries(0);
  }

  @Override
  public void scan(StateCounts counts) throws InterruptedException {
    try {
      scan.forEach(result -> count(counts, result)).get();
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (CancellationException e) {
      throw new IllegalStateException("the scan was cancelled", e);
    }
  }

  private static void count(StateCounts counts, ScanResult result) {
    result.state().ifPresentOrElse(counts::count, counts::countFailure);
  }

  @Override
  public void close() {
    client.close();
  }
}
