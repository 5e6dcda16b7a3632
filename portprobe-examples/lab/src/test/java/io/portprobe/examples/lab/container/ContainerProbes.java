package io.portprobe.examples.lab.container;

import io.portprobe.Endpoint;
import io.portprobe.IoMode;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.scan.PortSet;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Probes and scans ports of the network of {@code container/in-network}: {@code ContainerProbes
 * MODE HOST TCP-PORTS UDP-PORTS [HOST TCP-PORTS UDP-PORTS ...]}. Prints a line for each port: host,
 * transport, port, the result of the probe, the result of the scan, the evidence of the probe and
 * of the scan. Ports that were silent in the scan alone are scanned a second time, and standard
 * error names them: on a busy machine a new interface may lose the packets of the first seconds.
 */
final class ContainerProbes {
  private static final Duration TIMEOUT = Duration.ofSeconds(8);

  /** A scan sends again meanwhile, so it needs less. */
  private static final Duration SCAN_TIMEOUT = Duration.ofSeconds(7);

  private ContainerProbes() {}

  public static void main(String[] args) {
    try (ProbeClient client =
        ProbeClient.builder().ioMode(IoMode.valueOf(args[0])).timeout(TIMEOUT).build()) {
      List<Run> runs = new ArrayList<>();
      for (int i = 1; i < args.length; i += 3) {
        runs.add(start(client, args[i], args[i + 1], args[i + 2]));
      }
      runs.forEach(Run::print);
    }
  }

  /** The results of one host. All hosts are probed at the same time. */
  private record Run(
      ProbeClient client,
      Map<Endpoint, ScanResult> scanned,
      Map<Endpoint, CompletableFuture<ProbeReport>> probed,
      CompletableFuture<?> end) {
    void print() {
      end.join();
      scanAgain();
      scanned.keySet().stream()
          .sorted(ContainerProbes::compare)
          .forEach(each -> System.out.println(line(each, probed.get(each), scanned.get(each))));
    }

    private void scanAgain() {
      List<Endpoint> silent = scanned.keySet().stream().filter(this::isSilentInScanAlone).toList();
      if (silent.isEmpty()) {
        return;
      }
      System.err.println("scanned again: " + silent);
      Scan scan = scan(client, silent.get(0).host());
      for (Transport transport : Transport.values()) {
        int[] ports =
            silent.stream()
                .filter(each -> each.transport() == transport)
                .mapToInt(Endpoint::port)
                .toArray();
        scan = ports.length == 0 ? scan : scan.ports(PortSet.of(transport, ports));
      }
      scan.forEach(result -> scanned.put(result.endpoint(), result)).join();
    }

    private boolean isSilentInScanAlone(Endpoint endpoint) {
      try {
        Reason reason = scanned.get(endpoint).reason().orElse(null);
        return (reason == Reason.TIMED_OUT || reason == Reason.SILENT)
            && probed.get(endpoint).join().reason() != reason;
      } catch (CompletionException e) { // printed later
        return false;
      }
    }
  }

  private static Scan scan(ProbeClient client, String host) {
    return client.scan().hosts(host).stateOnly().timeout(SCAN_TIMEOUT).retries(0);
  }

  private static Run start(ProbeClient client, String host, String tcp, String udp) {
    Map<Endpoint, ScanResult> scanned = new ConcurrentHashMap<>();
    Map<Endpoint, CompletableFuture<ProbeReport>> probed = new ConcurrentHashMap<>();
    CompletableFuture<?> end =
        scan(client, host)
            .tcp(tcp)
            .udp(udp)
            .forEach(
                result -> {
                  Endpoint endpoint = result.endpoint();
                  probed.put(endpoint, client.probe(endpoint).stateOnly().report());
                  scanned.put(endpoint, result);
                });
    return new Run(client, scanned, probed, end);
  }

  private static int compare(Endpoint one, Endpoint other) {
    int byTransport = one.transport().compareTo(other.transport());
    return byTransport == 0 ? Integer.compare(one.port(), other.port()) : byTransport;
  }

  private static String line(
      Endpoint endpoint, CompletableFuture<ProbeReport> probe, ScanResult scanned) {
    String scan =
        scanned
            .state()
            .map(state -> state + "/" + scanned.reason().orElseThrow())
            .orElseGet(() -> "NOT_SENT");
    String result;
    String evidence;
    try {
      ProbeReport report = probe.join();
      result = report.state() + "/" + report.reason();
      evidence = report.attempts().get(0).evidence();
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof ProbeException unsent)) {
        throw e;
      }
      result = "NOT_SENT";
      evidence = unsent.getMessage();
    }
    return String.join(
        "\t",
        endpoint.host(),
        endpoint.transport() == Transport.TCP ? "tcp" : "udp",
        Integer.toString(endpoint.port()),
        result,
        scan,
        evidence,
        scanned.evidence());
  }
}
