package io.portprobe.examples.benchmarks;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One scan, and a line that says what came of it. */
@Command(
    name = "scan",
    mixinStandardHelpOptions = true,
    description = "Scans ports and ends with open=N closed=N filtered=N failed=N seconds=S.")
final class Scan implements Callable<Integer> {
  @Mixin private ScanOptions options = new ScanOptions();

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
    return Commands.run(new Scan(), arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    long began = System.nanoTime();
    Tally tally = new Tally();
    double seconds;
    try (Scanner scanner = options.scanner()) {
      scanner.scan(tally);
      seconds = (System.nanoTime() - began) / 1e9;
    }
    System.out.println(tally + String.format(Locale.ROOT, " seconds=%.3f", seconds));
    return 0;
  }
}
