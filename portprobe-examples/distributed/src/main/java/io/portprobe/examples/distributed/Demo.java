package io.portprobe.examples.distributed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;

/**
 * The whole on one machine: a scan of loopback addresses from two vantage points on a cluster of
 * three task managers inside this JVM. One task manager is killed in mid-scan, and the rows are
 * compared with the truth. The script {@code run} starts it in a private network, whose firewall
 * rules make the vantage points see different states.
 */
public final class Demo {
  private static final int HOSTS = 64;
  private static final int PORTS = 100;
  private static final int FIRST_PORT = 20_001;
  private static final int OPEN_PORT = 20_010;

  /** The rules of {@code firewall.nft}: from the DMZ, the port is silent on each host. */
  private static final int DROPPED_PORT = 20_020;

  private static final int ROWS = 2 * HOSTS * PORTS;
  private static final VantagePoint OFFICE = VantagePoint.ofAddress("office", "127.0.0.1");
  private static final VantagePoint DMZ = VantagePoint.ofAddress("dmz", "127.0.0.2");

  private final Path folder;
  private final boolean firewall;

  private Demo(Path folder, boolean firewall) {
    this.folder = folder;
    this.firewall = firewall;
  }

  /**
   * Runs the demonstration. Ends with status 1 if a row is missing, repeated or wrong.
   *
   * @param arguments the folder of the results, and {@code firewall} if the rules are in force
   */
  public static void main(String[] arguments) throws Exception {
    boolean firewall = List.of(arguments).contains("firewall");
    Demo demo = new Demo(Path.of(arguments[0]), firewall);
    List<ServerSocket> servers = new ArrayList<>();
    try {
      for (int host = 1; host < HOSTS; host += 4) {
        InetAddress address = InetAddress.getByName("127.20.0." + host);
        servers.add(new ServerSocket(OPEN_PORT, 500, address));
        servers.add(new ServerSocket(DROPPED_PORT, 500, address));
      }
      demo.scan();
    } finally {
      for (ServerSocket server : servers) {
        server.close();
      }
    }
    System.exit(demo.report() ? 0 : 1);
  }

  private void scan() throws Exception {
    System.out.println("starting a cluster of 3 task managers in this JVM");
    try (LocalCluster cluster = LocalCluster.start(3)) {
      var env = cluster.environment(folder.resolve("checkpoints"), Duration.ofMillis(500));
      ScanSpec spec =
          ScanSpec.tcp(List.of("127.20.0.0/26"), FIRST_PORT + "-" + (FIRST_PORT + PORTS - 1))
              .withRate(3_000);
      ScanJob.define(env, spec, List.of(OFFICE, DMZ), 6, folder.toUri().toString());
      System.out.printf(
          "scanning %d endpoints from %s and %s, in 6 slices each, %,d probes a second in all%n",
          HOSTS * PORTS, OFFICE.name(), DMZ.name(), spec.rate());
      long began = System.nanoTime();
      JobID job = cluster.submit(env);
      while (rows(ScanJob.RESULTS).size() < ROWS / 3) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      System.out.printf("%,d of %,d rows committed%n", rows(ScanJob.RESULTS).size(), ROWS);
      cluster.killTaskManager(0);
      System.out.println("killed task manager 0, started another");
      cluster.startTaskManager();
      cluster.await(job);
      System.out.printf("finished after %.1f s%n", (System.nanoTime() - began) / 1e9);
    }
  }

  /** Compares with the truth. Returns whether each row is there, once, and right. */
  private boolean report() throws IOException {
    List<String> lines = rows(ScanJob.RESULTS);
    Set<String> expected = expectedRows();
    Map<String, Integer> found = new HashMap<>();
    lines.forEach(line -> found.merge(key(line), 1, Integer::sum));
    long repeated = found.values().stream().filter(count -> count > 1).count();
    Set<String> missing = new HashSet<>(expected);
    missing.removeAll(found.keySet());
    Set<String> wrong = new HashSet<>(found.keySet());
    wrong.removeAll(expected);
    System.out.printf(
        "%nrows: %,d (truth: %,d); missing: %d, repeated: %d, wrong: %d%n",
        lines.size(), expected.size(), missing.size(), repeated, wrong.size());
    Stream.concat(missing.stream(), wrong.stream()).sorted().limit(20).forEach(System.out::println);
    printView();
    return missing.isEmpty() && repeated == 0 && wrong.isEmpty() && lines.size() == ROWS;
  }

  private void printView() throws IOException {
    List<String> views = rows(ScanJob.VIEW);
    List<String> disagreements =
        views.stream().filter(view -> view.contains("\"agrees\":false")).sorted().toList();
    System.out.printf(
        "union view: %,d endpoints, seen differently: %d%n", views.size(), disagreements.size());
    disagreements.stream().limit(5).forEach(view -> System.out.println("  " + view));
    if (disagreements.size() > 5) {
      System.out.println("  ...");
    }
    System.out.println("files: " + folder);
  }

  private Set<String> expectedRows() {
    Set<String> rows = new HashSet<>();
    for (int host = 0; host < HOSTS; host++) {
      for (int port = FIRST_PORT; port < FIRST_PORT + PORTS; port++) {
        boolean open = host % 4 == 1 && (port == OPEN_PORT || port == DROPPED_PORT);
        String state = open ? "LISTENING" : "NOT_LISTENING";
        String endpoint = " 127.20.0." + host + " " + port + " ";
        rows.add(OFFICE.name() + endpoint + state);
        rows.add(DMZ.name() + endpoint + (firewall && port == DROPPED_PORT ? "FILTERED" : state));
      }
    }
    return rows;
  }

  private static String key(String row) {
    return text(row, "vantagePoint")
        + " "
        + text(row, "host")
        + " "
        + row.replaceFirst(".*?\"port\":(\\d+).*", "$1")
        + " "
        + text(row, "state");
  }

  private static String text(String row, String property) {
    return row.replaceFirst(".*?\"" + property + "\":\"([^\"]*)\".*", "$1");
  }

  /** Returns the lines of the committed files; files in progress have names with a dot. */
  private List<String> rows(String kind) throws IOException {
    Path committed = folder.resolve(kind);
    List<String> lines = new ArrayList<>();
    if (Files.isDirectory(committed)) {
      try (Stream<Path> files = Files.list(committed)) {
        for (Path file : files.filter(path -> !name(path).startsWith(".")).toList()) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
