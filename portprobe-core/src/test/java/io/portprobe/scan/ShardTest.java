package io.portprobe.scan;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.portprobe.ProbeClient;
import io.portprobe.scan.ScanSummary.Ending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shards of a scan, run on loopback. */
@Timeout(120)
class ShardTest {
  private static final ProbeClient CLIENT = ProbeClient.create();

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  private static Scan scan() {
    return CLIENT.scan().hosts("127.6.0.0/28", "127.6.1.1").tcp("1-20");
  }

  private static List<String> probed(Scan scan) throws Exception {
    ScanResults results = scan.collect().get(30, SECONDS);
    assertThat(results.summary().isComplete()).isTrue();
    return results.results().stream().map(result -> result.endpoint().toString()).toList();
  }

  @ParameterizedTest
  @CsvSource({"2, false", "3, true", "17, true", "50, true", "400, false"})
  void shards_probeEachPortOnce(int count, boolean shuffled) throws Exception {
    Scan scan = shuffled ? scan().shuffled(5) : scan();
    List<CompletableFuture<ScanResults>> running =
        IntStream.range(0, count).mapToObj(index -> scan.shard(index, count).collect()).toList();
    List<String> probed = new ArrayList<>();
    for (CompletableFuture<ScanResults> shard : running) {
      ScanResults results = shard.get(30, SECONDS);
      assertThat(results.summary().ending()).isEqualTo(Ending.COMPLETE);
      results.results().forEach(result -> probed.add(result.endpoint().toString()));
    }

    assertThat(probed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(probed(scan()));
  }

  @Test
  void hostsOfAStream_areDividedAmongTheShards() throws Exception {
    List<String> hosts = IntStream.rangeClosed(1, 9).mapToObj(i -> "127.6.2." + i).toList();
    Scan scan = CLIENT.scan().hosts((Iterable<String>) hosts).tcp("1-2");
    List<String> probed = Collections.synchronizedList(new ArrayList<>());
    for (int index = 0; index < 4; index++) {
      ScanSummary summary =
          scan.shard(index, 4)
              .forEach(result -> probed.add(result.endpoint().toString()))
              .get(30, SECONDS);
      assertThat(summary.results()).isEqualTo(index == 0 ? 6 : 4);
    }

    assertThat(probed).doesNotHaveDuplicates().hasSize(18);
  }

  @Test
  void shardOfAStream_isReadUpToItsOwnMaxProbes() throws Exception {
    Iterable<String> hosts = IntStream.rangeClosed(1, 90).mapToObj(i -> "127.6.2." + i).toList();
    ScanSummary summary =
        CLIENT
            .scan()
            .hosts(hosts)
            .tcp("1-2")
            .maxProbes(20)
            .shard(1, 4)
            .forEach(result -> {})
            .get(30, SECONDS);

    assertThat(summary.ending()).isEqualTo(Ending.LIMIT);
    assertThat(summary.results()).isLessThanOrEqualTo(20);
  }

  @Test
  void resumedShard_probesItsRemainingPortsOnly() throws Exception {
    Scan shard = CLIENT.scan().hosts("127.6.0.0/25").tcp("1-60").shuffled(3).shard(1, 3);
    List<String> probed = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<ScanRun> self = new CompletableFuture<>();
    self.complete(
        shard
            .window(50)
            .start(
                result -> {
                  probed.add(result.endpoint().toString());
                  if (probed.size() == 500) {
                    self.join().stop();
                  }
                }));
    ScanSummary first = self.join().summary().get(30, SECONDS);
    assertThat(first.ending()).isEqualTo(Ending.STOPPED);

    probed.addAll(probed(shard.resume(first.checkpoint().orElseThrow())));

    assertThat(probed)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(probed(shard))
        .hasSize(128 * 60 / 3);
  }

  @Test
  void checkpointOfAnotherShard_isRejected() throws Exception {
    CompletableFuture<ScanRun> self = new CompletableFuture<>();
    self.complete(scan().shard(0, 2).start(result -> self.join().stop()));
    ScanCheckpoint checkpoint = self.join().checkpoint().get(30, SECONDS);
    var unused = self.join().summary().get(30, SECONDS);

    assertThat(scan().shard(0, 2).resume(checkpoint).plan().probes()).hasValue(170);
    for (Scan other : List.of(scan(), scan().shard(1, 2), scan().shard(0, 3))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> other.resume(checkpoint).plan())
          .withMessageContaining("another scan");
    }
  }

  @Test
  void shard_isShownByToString() {
    assertThat(scan().shard(1, 2)).hasToString("Scan[hosts: 17, ports: [tcp 1-20], shard: 1 of 2]");
    assertThat(scan().shard(0, 1)).hasToString(scan().toString());
  }
}
