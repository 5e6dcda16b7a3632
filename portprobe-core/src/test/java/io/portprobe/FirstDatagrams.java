package io.portprobe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The first probes of a process, all at the same time: {@code FirstDatagrams PORT COUNT}. */
final class FirstDatagrams {
  private FirstDatagrams() {}

  public static void main(String[] args) {
    Endpoint endpoint = Endpoint.udp("127.0.0.1", Integer.parseInt(args[0]));
    try (ProbeClient client = ProbeClient.builder().withoutDiscovery().build()) {
      List<CompletableFuture<PortState>> states = new ArrayList<>();
      for (int i = 0; i < Integer.parseInt(args[1]); i++) {
        states.add(client.probe(endpoint).timeout(Duration.ofSeconds(30)).state());
      }
      System.out.println(FewDescriptors.counted(states));
    }
  }
}
