package io.portprobe.examples.distributed;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The rows of a scan, a task manager of which was killed, compared with the truth. */
@Tag("slow")
@Timeout(120)
class KilledTaskManagerTest {
  private static final int HOSTS = 64;
  private static final int PORTS = 200;
  private static final int FIRST_PORT = 20_001;
  private static final List<VantagePoint> VANTAGE_POINTS =
      List.of(
          VantagePoint.ofAddress("east", "127.0.0.1"), VantagePoint.ofAddress("west", "127.0.0.2"));
  private static final int ROWS = 2 * HOSTS * PORTS;

  @TempDir Path folder;

  private final List<ServerSocket> servers = new ArrayList<>();

  @BeforeEach
  void listen() throws IOException {
    for (int i = 0; i < 20; i++) {
      InetAddress address = InetAddress.getByName("127.9.0." + (1 + 3 * i));
      servers.add(new ServerSocket(FIRST_PORT + 9 * i, 500, address));
    }
  }

  @AfterEach
  void close() throws IOException {
    for (ServerSocket server : servers) {
      server.close();
    }
  }

  @Test
  void killedTaskManager_losesNoRow_andRepeatsNone() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(3)) {
      StreamExecutionEnvironment env =
          cluster.environment(folder.resolve("checkpoints"), Duration.ofMillis(150));
      ScanSpec spec =
          ScanSpec.tcp(List.of("127.9.0.0/26"), FIRST_PORT + "-" + (FIRST_PORT + PORTS - 1))
              .withRate(6_000);
      ScanJob.define(env, spec, VANTAGE_POINTS, 5, folder.toUri().toString());
      JobID job = cluster.submit(env);

      awaitRows(ROWS / 4);
      cluster.killTaskManager(0);
      long committedAtTheKill = Rows.count(folder.resolve(ScanJob.RESULTS));
      cluster.startTaskManager();
      cluster.await(job);

      assertThat(committedAtTheKill).isBetween(ROWS / 4L, ROWS - 1L); // it was in mid-scan
      assertThat(rows()).containsExactlyElementsOf(truth());
      assertThat(views()).containsExactlyElementsOf(trueViews());
    }
  }

  private void awaitRows(long count) throws Exception {
    CompletableFuture<Void> reached = new CompletableFuture<>();
    Thread watcher =
        new Thread(
            () -> {
              try {
                while (Rows.count(folder.resolve(ScanJob.RESULTS)) < count) {
                  TimeUnit.MILLISECONDS.sleep(50);
                }
                reached.complete(null);
              } catch (Exception e) {
                reached.completeExceptionally(e);
              }
            });
    watcher.start();
    reached.get(60, SECONDS);
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
                endpoint(row)
                    + " "
                    + row.get("agrees").asBoolean()
                    + " "
                    + state(row.get("seenFrom").get("east"))
                    + " "
                    + state(row.get("seenFrom").get("west")))
        .sorted()
        .toList();
  }

  private static String endpoint(JsonNode row) {
    return row.get("endpoint").get("host").asText() + " " + row.get("endpoint").get("port").asInt();
  }

  private static String state(JsonNode row) {
    return row.get("state").asText();
  }

  private Set<String> truth() {
    Set<String> truth = new TreeSet<>();
    for (VantagePoint from : VANTAGE_POINTS) {
      forEachEndpoint((endpoint, state) -> truth.add(from.name() + " " + endpoint + " " + state));
    }
    return truth;
  }

  private Set<String> trueViews() {
    Set<String> truth = new TreeSet<>();
    forEachEndpoint((endpoint, state) -> truth.add(endpoint + " true " + state + " " + state));
    return truth;
  }

  private void forEachEndpoint(BiConsumer<String, String> action) {
    for (int host = 0; host < HOSTS; host++) {
      for (int port = FIRST_PORT; port < FIRST_PORT + PORTS; port++) {
        String address = "127.9.0." + host;
        int number = port;
        boolean open =
            servers.stream()
                .anyMatch(
                    server ->
                        server.getLocalPort() == number
                            && server.getInetAddress().getHostAddress().equals(address));
        action.accept(address + " " + port, open ? "LISTENING" : "NOT_LISTENING");
      }
    }
  }
}
