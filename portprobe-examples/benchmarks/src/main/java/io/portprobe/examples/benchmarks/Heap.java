package io.portprobe.examples.benchmarks;

import java.util.Locale;
import java.util.concurrent.Callable;

/** The command {@code heap}: a scan that prints the heap in use after each garbage collection. */
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
            "heap",
            "Runs a scan and prints, as Markdown, the heap in use during the scan.",
            heap.options,
            heap),
        arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    long started = System.nanoTime();
    StateCounts counts = new StateCounts();
    HeapGauge gauge = new HeapGauge(counts, options.probes());
    try (Scanner scanner = options.scanner()) {
      gauge.start();
      scanner.scan(counts);
    } finally {
      gauge.stop();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    System.out.println(gauge);
    System.out.println(counts + String.format(Locale.ROOT, " seconds=%.3f", seconds));
    return 0;
  }
}
