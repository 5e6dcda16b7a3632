package io.portprobe.examples.benchmarks;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A scan, and how much heap was in use after the collections on its way. */
@Command(
    name = "heap",
    mixinStandardHelpOptions = true,
    description = "Runs a scan and prints, as Markdown, the heap in use on its way.")
final class Heap implements Callable<Integer> {
  @Mixin private ScanOptions options = new ScanOptions();

  private Heap() {}

  /**
   * Runs a scan.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return Commands.run(new Heap(), arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    long began = System.nanoTime();
    Tally tally = new Tally();
    HeapGauge gauge = new HeapGauge(tally, options.probes());
    try (Scanner scanner = options.scanner()) {
      gauge.start();
      scanner.scan(tally);
    } finally {
      gauge.stop();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.println(gauge);
    System.out.println(tally + String.format(Locale.ROOT, " seconds=%.3f", seconds));
    return 0;
  }
}
