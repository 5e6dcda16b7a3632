package io.portprobe.examples.distributed;

import com.sun.management.OperatingSystemMXBean;
import io.portprobe.ProbeClient;
import io.portprobe.scan.ScanSummary;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Measures probes a second, and processor time for each probe, of the same scan of loopback: by a
 * client without Flink, and by 1, 2 and 4 slices at the same time. Prints a table in Markdown with
 * medians. The processor time is that of the whole JVM, the kernel's part in its system calls
 * included.
 */
public final class Benchmark {
  private static final List<Integer> SLOTS = List.of(1, 2, 4);
  private static final int WARM_UPS = 2;

  private final int rounds;
  private final ScanSpec spec;
  private final long ports;
  private final Path work;

  private Benchmark(int rounds, int hosts) throws IOException {
    this.rounds = rounds;
    this.spec =
        ScanSpec.tcp(
            List.of("127.30.0.0-127.30." + (hosts - 1) / 256 + "." + (hosts - 1) % 256), "1-1000");
    this.ports = hosts * 1_000L;
    this.work = Files.createTempDirectory("portprobe-benchmark");
  }

  /** What one run cost. */
  private record Cost(double wallSeconds, double cpuSeconds) {}

  /** One line of the table. */
  private interface Case {
    void run() throws Exception;
  }

  /**
   * Runs the measurement.
   *
   * @param arguments the number of rounds, by default 5, and of hosts with 1000 ports each, by
   *     default 512
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int hosts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 512;
    Benchmark benchmark = new Benchmark(rounds, hosts);
    System.out.printf(
        Locale.ROOT,
        "%,d ports of loopback, %d rounds after 2 of warm-up, %d processors, Java %s%n%n",
        benchmark.ports,
        rounds,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"));
    System.out.println("| run | probes/s | CPU us/probe | CPU, times the plain scan |");
    System.out.println("| --- | ---: | ---: | ---: |");
    double plain = benchmark.line("plain scan, results counted", benchmark::plain, 0);
    for (int slots : SLOTS) {
      try (LocalCluster cluster = LocalCluster.start(slots)) {
        String slices = slots == 1 ? "1 slice" : slots + " slices";
        benchmark.line(
            slices + ", rows discarded", () -> benchmark.job(cluster, slots, false), plain);
        benchmark.line(slices + ", JSON files", () -> benchmark.job(cluster, slots, true), plain);
      }
    }
    delete(benchmark.work); // the clusters have deleted their checkpoints
    System.exit(0);
  }

  private double line(String name, Case run, double plain) throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      run.run();
    }
    List<Cost> costs = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      costs.add(measure(run));
    }
    double wall = median(costs.stream().map(Cost::wallSeconds).toList());
    double cpu = median(costs.stream().map(Cost::cpuSeconds).toList());
    System.out.printf(
        Locale.ROOT,
        "| %s | %,.0f | %.1f | %s |%n",
        name,
        ports / wall,
        cpu / ports * 1e6,
        plain == 0 ? "1" : String.format(Locale.ROOT, "%.2f", cpu / plain));
    return cpu;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted(Comparator.naturalOrder()).toList().get(values.size() / 2);
  }

  private static Cost measure(Case run) throws Exception {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long wall = System.nanoTime();
    long cpu = system.getProcessCpuTime();
    run.run();
    return new Cost((System.nanoTime() - wall) / 1e9, (system.getProcessCpuTime() - cpu) / 1e9);
  }

  private void plain() {
    try (ProbeClient client = ProbeClient.create()) {
      ScanSummary summary = spec.scan(client).forEach(result -> {}).join();
      require(summary.results() == ports, summary.results());
    }
  }

  private void job(LocalCluster cluster, int slices, boolean files) throws Exception {
    Path folder = Files.createTempDirectory(work, "run");
    var env = cluster.environment(work.resolve("checkpoints"), Duration.ofSeconds(1));
    List<VantagePoint> from = List.of(VantagePoint.anywhere("here"));
    if (files) {
      ScanJob.define(env, spec, from, slices, folder.toUri().toString());
    } else {
      ScanJob.rows(env, spec, from, slices).sinkTo(new DiscardingSink<>());
    }
    JobID job = cluster.submit(env);
    cluster.await(job);
    if (files) {
      long rows = lines(folder.resolve(ScanJob.RESULTS));
      require(rows == ports, rows);
    }
  }

  private void require(boolean complete, long rows) {
    if (!complete) {
      throw new IllegalStateException("rows: " + rows + " (expected: " + ports + ")");
    }
  }

  private static long lines(Path folder) throws IOException {
    long count = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        try (Stream<String> lines = Files.lines(file)) {
          count += lines.count();
        }
      }
    }
    return count;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
