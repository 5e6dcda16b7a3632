package io.portprobe.examples.benchmarks;

import java.math.BigDecimal;
import java.util.concurrent.Callable;

/** The command {@code scan}: one scan that prints its counts. */
final class Scan implements Callable<Integer> {
  private final ScanOptions options = new ScanOptions();

  private Scan() {}

  /**
   * Runs a scan.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    Scan scan = new Scan();
    return Commands.run(
        Commands.command(
            "scan",
            "Scans ports. The last line is open=N closed=N filtered=N failed=N seconds=S.",
            scan.options,
            scan),
        arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    long started = System.nanoTime();
    StateCounts counts = new StateCounts();
    long millis;
    try (Scanner scanner = options.scanner()) {
      scanner.scan(counts);
      millis = (System.nanoTime() - started) / 1_000_000;
    }
    System.out.println(
        counts + " seconds=" + BigDecimal.valueOf(millis, 3)); // String.format takes 10 ms
    return 0;
  }
}
