package io.portprobe.process;

import io.portprobe.Endpoint;
import io.portprobe.IoMode;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.internal.io.StarvationCheck;
import java.io.FileInputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Probes with few file descriptors: {@code FewDescriptors MODE OPEN CLOSED UDP-OPEN UDP-CLOSED}.
 * Prints the results of many probes and waits with ten descriptors for sockets, and of one probe
 * without any. Then whether the JVM's management has survived.
 */
final class FewDescriptors {
  private static final int PROBES = 100;
  private static final int LEFT = 10;

  private FewDescriptors() {}

  public static void main(String[] args) throws Exception {
    List<Endpoint> endpoints =
        List.of(
            Endpoint.tcp("127.0.0.1", Integer.parseInt(args[1])),
            Endpoint.tcp("127.0.0.1", Integer.parseInt(args[2])),
            Endpoint.udp("127.0.0.1", Integer.parseInt(args[3])),
            Endpoint.udp("127.0.0.1", Integer.parseInt(args[4])));
    try (ProbeClient client =
        ProbeClient.builder().ioMode(IoMode.valueOf(args[0])).withoutDiscovery().build()) {
      results(client, endpoints, 4, Duration.ofSeconds(30)); // loads classes, opens loops
      Deque<FileInputStream> taken = ChildJvm.takeAllDescriptors();
      var unused = new StarvationCheck(Thread.currentThread()); // as for a late probe
      results(client, endpoints, 1, Duration.ofMillis(100)); // without any, loads the rest
      System.out.println("none: " + withoutDescriptors(client, endpoints, taken));
      for (int i = 0; i < LEFT; i++) {
        taken.pop().close();
      }
      System.out.println("few: " + results(client, endpoints, PROBES, Duration.ofSeconds(30)));
      System.out.println("few, waits: " + waits(client, endpoints));
      while (!taken.isEmpty()) {
        taken.pop().close();
      }
      System.out.println(
          "management: " + ManagementFactory.getThreadMXBean().isThreadCpuTimeSupported());
    }
  }

  /** Takes the descriptors of sockets that closed meanwhile, also during the probe. */
  private static Map<String, Integer> withoutDescriptors(
      ProbeClient client, List<Endpoint> endpoints, Deque<FileInputStream> taken) throws Exception {
    int before;
    Map<String, Integer> found;
    do {
      ChildJvm.takeFreeDescriptors(taken);
      before = taken.size();
      found = results(client, endpoints, 1, Duration.ofMillis(300));
      ChildJvm.takeFreeDescriptors(taken);
    } while (taken.size() > before);
    return found;
  }

  private static Map<String, Integer> results(
      ProbeClient client, List<Endpoint> endpoints, int count, Duration timeout) {
    List<CompletableFuture<PortState>> states = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Endpoint endpoint = endpoints.get(i % endpoints.size());
      states.add(client.probe(endpoint).timeout(timeout).state());
    }
    return counted(states);
  }

  /** Returns the first result of waits that accept each state. */
  private static Map<String, Integer> waits(ProbeClient client, List<Endpoint> endpoints) {
    List<CompletableFuture<PortState>> states = new ArrayList<>();
    for (int i = 0; i < PROBES; i++) {
      Endpoint endpoint = endpoints.get(i % endpoints.size());
      states.add(
          client
              .probe(endpoint)
              .await(report -> true, Duration.ofSeconds(30))
              .thenApply(outcome -> outcome.report().orElseThrow().state()));
    }
    return counted(states);
  }

  /** Returns how often each state or failure occurs, when all probes have ended. */
  static Map<String, Integer> counted(List<CompletableFuture<PortState>> states) {
    Map<String, Integer> found = new TreeMap<>();
    for (CompletableFuture<PortState> state : states) {
      String result;
      try {
        result = state.join().name();
      } catch (CompletionException e) {
        result = e.getCause().getMessage().replaceAll(".*(EMFILE).*", "$1");
      }
      found.merge(result, 1, Integer::sum);
    }
    return found;
  }
}
