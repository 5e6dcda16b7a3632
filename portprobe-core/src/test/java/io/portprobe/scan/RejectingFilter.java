package io.portprobe.scan;

import io.portprobe.Endpoint;
import io.portprobe.IoMode;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Probes and scans ports in front of which a packet filter rejects: {@code RejectingFilter MODE
 * HOST TCP-PORTS UDP-PORTS}. Prints one line for each port: the port, the result of the probe, the
 * result of the scan.
 */
public final class RejectingFilter {
  private RejectingFilter() {}

  public static void main(String[] args) throws Exception {
    String host = args[1];
    try (ProbeClient client = ProbeClient.builder().ioMode(IoMode.valueOf(args[0])).build()) {
      Map<Endpoint, String> scanned =
          new ConcurrentSkipListMap<>(Comparator.comparing(Endpoint::toString));
      client
          .scan()
          .hosts(host)
          .tcp(args[2])
          .udp(args[3])
          .stateOnly()
          .timeout(Duration.ofSeconds(1))
          .retries(0)
          .forEach(
              r ->
                  scanned.put(
                      r.endpoint(), r.state().orElseThrow() + "/" + r.reason().orElseThrow()))
          .join();
      for (Map.Entry<Endpoint, String> one : scanned.entrySet()) {
        Endpoint endpoint = one.getKey();
        ProbeReport report =
            client.probe(endpoint).stateOnly().timeout(Duration.ofSeconds(1)).report().join();
        System.out.println(
            (endpoint.transport() == Transport.TCP ? "tcp " : "udp ")
                + endpoint.port()
                + " "
                + report.state()
                + "/"
                + report.reason()
                + " "
                + one.getValue()
                + " "
                + report.attempts().get(0).evidence());
      }
    }
  }
}
