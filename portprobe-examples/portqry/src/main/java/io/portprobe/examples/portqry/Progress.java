package io.portprobe.examples.portqry;

import java.io.PrintStream;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A line on a terminal that says how far a long run is. It goes before anything else is printed.
 */
final class Progress {
  private static final long PATIENCE_NANOS = 2_000_000_000L;
  private static final long BETWEEN_NANOS = 100_000_000L;
  private static final String TO_START_AND_CLEAR = "\r\033[K";

  private final Optional<PrintStream> terminal;
  private final LongSupplier nanoClock;
  private final long started;
  private long next;
  private boolean shown;

  /**
   * Starts the clock.
   *
   * @param terminal where to show progress, if anywhere
   * @param nanoClock for example {@link System#nanoTime()}
   */
  Progress(Optional<PrintStream> terminal, LongSupplier nanoClock) {
    this.terminal = terminal;
    this.nanoClock = nanoClock;
    this.started = nanoClock.getAsLong();
    this.next = PATIENCE_NANOS;
  }

  /** Shows how far it is, if it has taken long enough already; at most ten times a second. */
  void show(int answered, int of) {
    long elapsed = nanoClock.getAsLong() - started;
    if (elapsed < next) {
      return;
    }
    next = elapsed + BETWEEN_NANOS;
    terminal.ifPresent(
        stream -> {
          stream.print(TO_START_AND_CLEAR + line(answered, of, elapsed / 1_000_000_000L));
          stream.flush();
          shown = true;
        });
  }

  private static String line(int answered, int of, long seconds) {
    return answered + " of " + of + " answered, " + seconds + " s";
  }

  /** Takes the line away. */
  void hide() {
    if (shown) {
      shown = false;
      terminal.ifPresent(
          stream -> {
            stream.print(TO_START_AND_CLEAR);
            stream.flush();
          });
    }
  }
}
