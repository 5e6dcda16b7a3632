package io.portprobe.examples.benchmarks;

import io.portprobe.IoMode;
import io.portprobe.ProbeClient;
import java.time.Duration;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to scan and how, read from the command line by picocli. */
final class ScanOptions {
  @Parameters(index = "0", paramLabel = "HOSTS", description = "ADDRESS, or ADDRESS+COUNT")
  private Hosts hosts = new Hosts(0x7f000001L, 1);

  @Parameters(index = "1", paramLabel = "PORTS", description = "PORT, or FIRST-LAST")
  private Ports ports = new Ports(1, 65_535);

  @Option(names = "--udp", description = "ask over UDP, by empty datagrams")
  private boolean udp;

  @Option(
      names = "--timeout",
      paramLabel = "MS",
      description = "milliseconds for a probe (default: ${DEFAULT-VALUE})")
  private int timeout = 1_000;

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "probes in flight (default: ${DEFAULT-VALUE})")
  private int window = 2_000;

  @Option(
      names = "--transport",
      paramLabel = "io_uring|epoll|nio",
      description = "what the event loops run on (default: the best there is)")
  private IoMode transport = IoMode.AUTO;

  @Option(names = "--loops", paramLabel = "N", description = "event loops (default: 1)")
  private int loops = 1;

  @Option(names = "--adaptive", description = "time-outs after what the network needs")
  private boolean adaptive;

  @Option(names = "--each", description = "ask by single probes instead of a scan")
  private boolean each;

  Hosts hosts() {
    return hosts;
  }

  Ports ports() {
    return ports;
  }

  boolean isUdp() {
    return udp;
  }

  boolean isEach() {
    return each;
  }

  Duration timeout() {
    return Duration.ofMillis(timeout);
  }

  int window() {
    return window;
  }

  boolean isAdaptive() {
    return adaptive;
  }

  long probes() {
    return hosts.count() * ports.count();
  }

  /** A client with the loops that were asked for. */
  ProbeClient client() {
    return ProbeClient.builder()
        .ioMode(transport)
        .eventLoops(loops)
        .window(window)
        .withoutDiscovery()
        .build();
  }

  /** Makes the client, with its loops. */
  Scanner scanner() {
    return each ? new OneByOne(this) : new BulkScanner(this);
  }
}
