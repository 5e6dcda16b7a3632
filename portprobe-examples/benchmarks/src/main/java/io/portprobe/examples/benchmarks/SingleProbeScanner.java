package io.portprobe.examples.benchmarks;

import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import java.net.InetAddress;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A scanner that uses single probes with a future each, for comparison with a scan. */
final class SingleProbeScanner implements Scanner {
  private final ScanOptions options;
  private final ProbeClient client;

  SingleProbeScanner(ScanOptions options) {
    this.options = options;
    this.client = options.client();
  }

  @Override
  public void scan(StateCounts counts) throws InterruptedException {
    Semaphore window = new Semaphore(options.window());
    for (InetAddress host : options.hosts()) {
      String address = host.getHostAddress();
      for (int port = options.ports().first(); port <= options.ports().last(); port++) {
        window.acquire();
        var unused =
            probe(address, port)
                .state()
                .whenComplete(
                    (state, failure) -> {
                      count(counts, state, failure);
                      window.release();
                    });
      }
    }
    window.acquire(options.window());
  }

  private PortProbe probe(String address, int port) {
    PortProbe probe = options.isUdp() ? client.udp(address, port) : client.tcp(address, port);
    return probe.stateOnly().timeout(options.timeout());
  }

  private static void count(
      StateCounts counts, @Nullable PortState state, @Nullable Throwable failure) {
    if (state == null || failure != null) {
      counts.countFailure();
    } else {
      counts.count(state);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
