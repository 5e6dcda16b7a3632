package io.portprobe.examples.distributed;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rows of a scan on a cluster of separate processes in network namespaces, compared with the
 * truth. The site west does not reach one of the ports through the firewall. In mid-scan a task
 * manager of the site east is killed. Needs root, {@code ip} and {@code nft}.
 */
@EnabledIfSystemProperty(named = "portprobe.lab", matches = "true")
@Timeout(240)
class NamespacesLabTest {
  private static final int EAST = 1;
  private static final int WEST = 2;
  private static final int HOSTS = 32;
  private static final int PORTS = 200;
  private static final int FIRST_PORT = 20_001;
  private static final int OPEN_PORT = 20_010;
  private static final int DROPPED_PORT = 20_020;
  private static final int ROWS = 2 * HOSTS * PORTS;

  @TempDir Path folder;

  private Namespaces network;
  private ClusterProcesses cluster;

  @BeforeEach
  void makeNetwork() throws Exception {
    network = new Namespaces();
    cluster = new ClusterProcesses(network, folder);
    network.addSite("east", EAST);
    network.addSite("west", WEST);
    network.drop(WEST, DROPPED_PORT);
  }

  @AfterEach
  void close() throws Exception {
    cluster.stop();
    network.delete();
  }

  @Test
  void killedTaskManager_losesNoRow_andRepeatsNone() throws Exception {
    startListeners();
    startTaskManager("east-1", EAST);
    startTaskManager("east-2", EAST);
    startTaskManager("west-1", WEST);
    await(() -> cluster.printed("listeners").contains("listening on 22 ports"));
    Process job = cluster.startJobManager(scan());

    awaitRows(ROWS / 4);
    cluster.kill("east-1");
    long committedAtTheKill = Rows.count(folder.resolve(ScanJob.RESULTS));
    startTaskManager("east-3", EAST);

    assertThat(job.waitFor(150, SECONDS)).as("the scan has ended").isTrue();
    assertThat(job.exitValue()).as(cluster.printed("job-manager")).isZero();
    assertThat(committedAtTheKill).isBetween(ROWS / 4L, ROWS - 1L); // it was in mid-scan
    assertThat(rows()).containsExactlyElementsOf(truth());
    assertThat(views()).containsExactlyElementsOf(trueViews());
  }

  private void startTaskManager(String name, int site) throws IOException {
    cluster.startTaskManager(name, site == EAST ? "east" : "west", Namespaces.addressOf(site));
  }

  private List<String> scan() {
    return List.of(
        "--hosts",
        Namespaces.HOSTS_PREFIX + "0/27",
        "--tcp",
        FIRST_PORT + "-" + (FIRST_PORT + PORTS - 1),
        "--vantage-point=east",
        "--vantage-point=west",
        "--slices=4",
        "--rate=3000",
        "--timeout=1000",
        "--checkpoints=1",
        "--output",
        folder.toUri().toString());
  }

  /** Listens on two ports of every third host. */
  private void startListeners() throws IOException {
    List<String> program = new ArrayList<>(List.of(Listeners.class.getName()));
    for (int host = 0; host < HOSTS; host++) {
      for (int port : List.of(OPEN_PORT, DROPPED_PORT)) {
        if (isOpen(host, port)) {
          program.add(Namespaces.HOSTS_PREFIX + host + ":" + port);
        }
      }
    }
    var unused = cluster.start("listeners", Namespaces.HUB, program);
  }

  private static boolean isOpen(int host, int port) {
    return host % 3 == 1 && (port == OPEN_PORT || port == DROPPED_PORT);
  }

  private void awaitRows(long count) throws Exception {
    await(() -> Rows.count(folder.resolve(ScanJob.RESULTS)) >= count);
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  /** Waits for a condition; the time limit is that of the test. */
  private void await(Condition condition) throws Exception {
    while (!condition.holds()) {
      cluster.requireRunning();
      MILLISECONDS.sleep(50);
    }
  }

  private List<String> rows() throws IOException {
    return Rows.committed(folder.resolve(ScanJob.RESULTS)).stream()
        .map(row -> row.get("vantagePoint").asText() + " " + endpoint(row) + " " + state(row))
        .sorted()
        .toList();
  }

  private List<String> views() throws IOException {
    return Rows.committed(folder.resolve(ScanJob.VIEW)).stream()
        .map(
            row ->
                view(
                    endpoint(row),
                    row.get("agrees").asBoolean(),
                    state(row.get("seenFrom").get("east")),
                    state(row.get("seenFrom").get("west"))))
        .sorted()
        .toList();
  }

  private static String view(String endpoint, boolean agrees, String east, String west) {
    return endpoint + " " + (agrees ? "agrees" : "differs") + " " + east + " " + west;
  }

  private static String endpoint(JsonNode row) {
    return row.get("endpoint").get("host").asText() + " " + row.get("endpoint").get("port").asInt();
  }

  private static String state(JsonNode row) {
    return row.get("state").asText();
  }

  private static Set<String> truth() {
    Set<String> truth = new TreeSet<>();
    forEachEndpoint(
        (host, port) -> {
          String endpoint = Namespaces.HOSTS_PREFIX + host + " " + port + " ";
          truth.add("east " + endpoint + stateFromEast(host, port));
          truth.add("west " + endpoint + stateFromWest(host, port));
        });
    return truth;
  }

  private static Set<String> trueViews() {
    Set<String> truth = new TreeSet<>();
    forEachEndpoint(
        (host, port) -> {
          String east = stateFromEast(host, port);
          String west = stateFromWest(host, port);
          String endpoint = Namespaces.HOSTS_PREFIX + host + " " + port;
          truth.add(view(endpoint, east.equals(west), east, west));
        });
    return truth;
  }

  private static String stateFromEast(int host, int port) {
    return isOpen(host, port) ? "LISTENING" : "NOT_LISTENING";
  }

  private static String stateFromWest(int host, int port) {
    return port == DROPPED_PORT ? "FILTERED" : stateFromEast(host, port);
  }

  private static void forEachEndpoint(BiConsumer<Integer, Integer> action) {
    for (int host = 0; host < HOSTS; host++) {
      for (int port = FIRST_PORT; port < FIRST_PORT + PORTS; port++) {
        action.accept(host, port);
      }
    }
  }
}
