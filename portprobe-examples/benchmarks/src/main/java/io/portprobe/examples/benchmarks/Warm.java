package io.portprobe.examples.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The same scan again and again in one JVM, with one client. */
@Command(
    name = "warm",
    mixinStandardHelpOptions = true,
    description = "Runs a scan for each line of input, and says what it took.")
final class Warm implements Callable<Integer> {
  private final ScanOptions options = new ScanOptions();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "run so many rounds instead of waiting for lines, with figures a probe")
  private int rounds;

  private Warm() {}

  /**
   * Runs scans.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    Warm warm = new Warm();
    return Commands.run(CommandSpec.forAnnotatedObject(warm), warm.options, arguments);
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    try (Scanner scanner = options.scanner()) {
      for (int round = 0; round < rounds; round++) {
        round(scanner, true);
      }
      if (rounds == 0) {
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (lines.readLine() != null) {
          round(scanner, false);
        }
      }
    }
    return 0;
  }

  private void round(Scanner scanner, boolean isForPeople) throws InterruptedException {
    Tally tally = new Tally();
    Meter meter = new Meter();
    scanner.scan(tally);
    Meter.Reading took = meter.read();
    System.out.println(tally + " " + took + (isForPeople ? " " + aProbe(took) : ""));
  }

  private String aProbe(Meter.Reading took) {
    double probes = options.probes();
    return String.format(
        Locale.ROOT,
        "(%.0f probes/s, %.1f us CPU, %.0f bytes a probe)",
        probes / took.seconds(),
        took.cpu() * 1e6 / probes,
        took.bytes() / probes);
  }
}
