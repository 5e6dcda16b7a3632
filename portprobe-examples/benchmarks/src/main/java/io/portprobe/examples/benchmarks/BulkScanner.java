package io.portprobe.examples.benchmarks;

import io.portprobe.ProbeClient;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanResult;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Asks by a scan, the public way for many ports. With fixed time-outs a silent port is asked once,
 * as by the yardstick; an adaptive scan asks again before it believes in silence.
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
  public void scan(Tally tally) throws InterruptedException {
    try {
      scan.forEach(result -> count(tally, result)).get();
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (CancellationException e) {
      throw new IllegalStateException("the scan was stopped", e);
    }
  }

  private static void count(Tally tally, ScanResult result) {
    result.state().ifPresentOrElse(tally::count, tally::countFailure);
  }

  @Override
  public void close() {
    client.close();
  }
}
