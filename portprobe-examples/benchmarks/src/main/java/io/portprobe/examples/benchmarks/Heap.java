package io.portprobe.examples.benchmarks;

import java.util.Locale;
import java.util.concurrent.Callable;

/** A scan, and how much heap was in use after the collections on its way. */
final class Heap implements Callable<Integer> {
  private final ScanOptions options = new ScanOptions();

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
    Heap heap = new Heap();
    return Commands.run(
        Commands.command(
            "heap", "Runs a scan and prints, as Markdown, the heap in use on its way.", heap),
        heap.options,
        arguments);
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
