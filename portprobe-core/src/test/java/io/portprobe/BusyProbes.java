package io.portprobe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Probes of a client while those of another wait for a response: {@code BusyProbes SILENT-PORT
 * REFUSED-PORT}. Each reads its ICMP error, and the first opens the reader.
 */
final class BusyProbes {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int SILENT = 300;
  private static final int REFUSED = 20;

  private BusyProbes() {}

  public static void main(String[] args) {
    try (ProbeClient other = client();
        ProbeClient busy = client()) {
      for (int i = 0; i < SILENT; i++) {
        var unused = probe(busy, args[0]);
      }
      List<CompletableFuture<PortState>> states = new ArrayList<>();
      for (int i = 0; i < REFUSED; i++) {
        states.add(probe(other, args[1]));
      }
      System.out.println(FewDescriptors.counted(states));
    }
  }

  private static CompletableFuture<PortState> probe(ProbeClient client, String port) {
    return client.udp("127.0.0.1", Integer.parseInt(port)).timeout(TIMEOUT).state();
  }

  private static ProbeClient client() {
    return ProbeClient.builder().withoutDiscovery().build();
  }
}
