package io.portprobe.examples.benchmarks;

import io.portprobe.ProbeClient;
import io.portprobe.scan.Scan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * The command {@code names}: scans one port of many names, which the system's resolver resolves.
 */
@Command(
    name = "names",
    mixinStandardHelpOptions = true,
    description =
        "Scans one port of many host names for each line of input, and prints the time, CPU time"
            + " and allocation.")
final class Names implements Callable<Integer> {
  @Option(names = "--count", paramLabel = "N", description = "the number of names")
  private int count = 40_000;

  @Option(names = "--window", paramLabel = "N", description = "probes and names in flight")
  private int window = 2_000;

  @Option(names = "--port", paramLabel = "PORT", description = "the port")
  private int port = 7_777;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "run N rounds instead of reading lines")
  private int rounds;

  private Names() {}

  /**
   * Runs scans.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return Commands.run(CommandSpec.forAnnotatedObject(new Names()), arguments);
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    try (ProbeClient client = ProbeClient.builder().withoutDiscovery().window(window).build()) {
      for (int round = 0; round < rounds; round++) {
        round(client, round);
      }
      if (rounds == 0) {
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (int round = 0; lines.readLine() != null; round++) {
          round(client, round);
        }
      }
    }
    return 0;
  }

  /** Each round has other names, because the JVM caches addresses. */
  private void round(ProbeClient client, int round) throws InterruptedException {
    StateCounts counts = new StateCounts();
    RoundMeter meter = new RoundMeter();
    Scan scan =
        client
            .scan()
            .hosts(IntStream.range(0, count).mapToObj(i -> "h" + i + "." + round + ".test"))
            .tcp(Integer.toString(port))
            .window(window)
            .timeout(Duration.ofSeconds(1))
            .allowLarge();
    try {
      scan.forEach(result -> result.state().ifPresentOrElse(counts::count, counts::countFailure))
          .get();
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    }
    System.out.println(counts + " " + meter.read());
  }
}
