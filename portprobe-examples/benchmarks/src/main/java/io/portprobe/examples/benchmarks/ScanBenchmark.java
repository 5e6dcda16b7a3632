package io.portprobe.examples.benchmarks;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A benchmark of the hot path of a scan: closed ports of this host. An operation is a probe. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
public class ScanBenchmark {
  private static final int PROBES = 20_000;

  /** The transport of the event loops. */
  @Param({"io_uring", "epoll", "nio"})
  public String transport = "";

  /** The number of event loops. */
  @Param("1")
  public int loops;

  private @Nullable Scanner scanner;

  /** Called by JMH. */
  public ScanBenchmark() {}

  /** Creates the client. */
  @Setup
  public void open() {
    scanner =
        Commands.parsed(
                "127.0.0.9",
                "1-" + PROBES,
                "--window=512",
                "--transport=" + transport,
                "--loops=" + loops)
            .scanner();
  }

  /** Closes the client. */
  @TearDown
  public void close() {
    opened().close();
  }

  /**
   * Runs a scan and consumes each result.
   *
   * @return the number of closed ports
   * @throws InterruptedException if interrupted
   */
  @Benchmark
  @OperationsPerInvocation(PROBES)
  public long scan() throws InterruptedException {
    StateCounts counts = new StateCounts();
    opened().scan(counts);
    if (counts.total() != PROBES) {
      throw new IllegalStateException(counts + " (expected: " + PROBES + " in all)");
    }
    return counts.closed();
  }

  private Scanner opened() {
    return Objects.requireNonNull(scanner, "scanner");
  }
}
