package io.portprobe.examples.lab;

import io.portprobe.Endpoint;
import io.portprobe.IoMode;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.scan.ScanResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Probes and scans ports of the network of {@code container/in-network}: {@code ContainerProbes
 * MODE HOST TCP-PORTS UDP-PORTS [HOST TCP-PORTS UDP-PORTS ...]}. Prints a line for each port: host,
 * transport, port, the result of the probe, the result of the scan, the evidence of the probe and
 * of the scan.
 */
final class ContainerProbes {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private ContainerProbes() {}

  public static void main(String[] args) {
    try (ProbeClient client =
        ProbeClient.builder().ioMode(IoMode.valueOf(args[0])).timeout(TIMEOUT).build()) {
      for (int i = 1; i < args.length; i += 3) {
        run(client, args[i], args[i + 1], args[i + 2]);
      }
    }
  }

  private static void run(ProbeClient client, String host, String tcp, String udp) {
    Map<Endpoint, ScanResult> scanned = new ConcurrentHashMap<>();
    client
        .scan()
        .hosts(host)
        .tcp(tcp)
        .udp(udp)
        .stateOnly()
        .timeout(Duration.ofSeconds(4))
        .retries(0)
        .forEach(result -> scanned.put(result.endpoint(), result))
        .join();
    List<Endpoint> endpoints = scanned.keySet().stream().sorted(ContainerProbes::compare).toList();
    Map<Endpoint, CompletableFuture<ProbeReport>> reports = new ConcurrentHashMap<>();
    endpoints.forEach(each -> reports.put(each, client.probe(each).stateOnly().report()));
    for (Endpoint endpoint : endpoints) {
      System.out.println(line(endpoint, reports.get(endpoint), scanned.get(endpoint)));
    }
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
