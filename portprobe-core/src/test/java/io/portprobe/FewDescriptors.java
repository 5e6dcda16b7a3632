package io.portprobe;

import java.io.FileInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Probes with few file descriptors: {@code FewDescriptors MODE OPEN CLOSED}. Prints the results of
 * many probes with ten descriptors for sockets, and of one probe without any.
 */
final class FewDescriptors {
  private static final int PROBES = 100;
  private static final int LEFT = 10;

  private FewDescriptors() {}

  public static void main(String[] args) throws Exception {
    int open = Integer.parseInt(args[1]);
    int closed = Integer.parseInt(args[2]);
    try (ProbeClient client =
        ProbeClient.builder().ioMode(IoMode.valueOf(args[0])).withoutDiscovery().build()) {
      results(client, open, closed, 2, Duration.ofSeconds(30)); // loads classes, opens loops
      Deque<FileInputStream> taken = ChildJvm.takeAllDescriptors();
      results(client, open, closed, 1, Duration.ofMillis(100)); // without any, loads the rest
      ChildJvm.takeFreeDescriptors(taken); // of sockets that closed meanwhile
      System.out.println("none: " + results(client, open, closed, 1, Duration.ofMillis(300)));
      for (int i = 0; i < LEFT; i++) {
        taken.pop().close();
      }
      System.out.println("few: " + results(client, open, closed, PROBES, Duration.ofSeconds(30)));
      while (!taken.isEmpty()) {
        taken.pop().close();
      }
    }
  }

  private static Map<String, Integer> results(
      ProbeClient client, int open, int closed, int count, Duration timeout) {
    List<CompletableFuture<PortState>> states = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int port = i % 2 == 0 ? open : closed;
      states.add(client.tcp("127.0.0.1", port).timeout(timeout).state());
    }
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
