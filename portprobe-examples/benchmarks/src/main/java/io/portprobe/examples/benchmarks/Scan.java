package io.portprobe.examples.benchmarks;

import java.math.BigDecimal;
import java.util.concurrent.Callable;

/** One scan, and a line that says what came of it. */
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
            "Scans ports and ends with open=N closed=N filtered=N failed=N seconds=S.",
            scan),
        scan.options,
        arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    long began = System.nanoTime();
    Tally tally = new Tally();
    long millis;
    try (Scanner scanner = options.scanner()) {
      scanner.scan(tally);
      millis = (System.nanoTime() - began) / 1_000_000;
    }
    System.out.println(tally + " seconds=" + BigDecimal.valueOf(millis, 3)); // formats take 10 ms
    return 0;
  }
}
