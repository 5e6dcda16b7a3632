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

/** The command {@code warm}: the same scan several times in one JVM, with one client. */
@Command(
    name = "warm",
    mixinStandardHelpOptions = true,
    description =
        "Runs a scan for each line of input, and prints its time, CPU time and allocation.")
final class Warm implements Callable<Integer> {
  private final ScanOptions options = new ScanOptions();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "run N rounds instead of reading lines, and print figures for each probe")
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
    CommandSpec command = CommandSpec.forAnnotatedObject(warm);
    warm.options.addTo(command);
    return Commands.run(command, arguments);
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

  private void round(Scanner scanner, boolean humanReadable) throws InterruptedException {
    StateCounts counts = new StateCounts();
    RoundMeter meter = new RoundMeter();
    scanner.scan(counts);
    RoundMeter.Reading took = meter.read();
    System.out.println(counts + " " + took + (humanReadable ? " " + perProbe(took) : ""));
  }

  private String perProbe(RoundMeter.Reading took) {
    double probes = options.probes();
    return String.format(
        Locale.ROOT,
        "(%.0f probes/s, %.1f us CPU, %.0f bytes per probe)",
        probes / took.seconds(),
        took.cpu() * 1e6 / probes,
        took.bytes() / probes);
  }
}
