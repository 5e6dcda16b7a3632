package io.portprobe.process;

import io.portprobe.ProbeClient;
import java.io.File;
import java.time.Duration;

/**
 * More probes than the process has descriptors, all waiting for a response: {@code BusyProbes
 * SILENT-PORT}. Prints whether a descriptor is free meanwhile.
 */
final class BusyProbes {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int PROBES = 300;
  private static final int ROUNDS = 10;

  private BusyProbes() {}

  public static void main(String[] args) {
    try (ProbeClient client = ProbeClient.builder().withoutDiscovery().build()) {
      for (int i = 0; i < PROBES; i++) {
        var unused = client.udp("127.0.0.1", Integer.parseInt(args[0])).timeout(TIMEOUT).state();
      }
      for (int i = 0; i < ROUNDS; i++) { // after the tasks by which the loop opens their sockets
        var unused = client.tcp("fe80::1%none", 1).state().handle((state, failure) -> state).join();
      }
      boolean free = new File("/proc/self/fd").list() != null; // which opens the folder
      System.out.println(free ? "a descriptor is free" : "no descriptor is free");
    }
  }
}
