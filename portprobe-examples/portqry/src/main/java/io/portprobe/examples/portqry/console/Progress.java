package io.portprobe.examples.portqry.console;

import java.io.PrintStream;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A progress line on a terminal for long runs. It is removed before other output. */
public final class Progress {
  private static final long PATIENCE_NANOS = 2_000_000_000L;
  private static final long BETWEEN_NANOS = 100_000_000L;
  private static final String TO_START_AND_CLEAR = "\r\033[K";

  private final Optional<PrintStream> terminal;
  private final LongSupplier nanoClock;
  private long started;
  private long next;
  private boolean shown;

  /**
   * Creates a progress line and starts its clock.
   *
   * @param terminal the terminal, if there is one
   * @param nanoClock a monotonic clock, for example {@link System#nanoTime()}
   */
  public Progress(Optional<PrintStream> terminal, LongSupplier nanoClock) {
    this.terminal = terminal;
    this.nanoClock = nanoClock;
    this.started = nanoClock.getAsLong();
    this.next = PATIENCE_NANOS;
  }

  /** Starts the clock anew, for the next query. */
  public void restart() {
    started = nanoClock.getAsLong();
    next = PATIENCE_NANOS;
  }

  /** Shows the progress of a run that takes two seconds or more, at most ten times a second. */
  public void show(int answered, int of) {
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

  /** Removes the line. */
  public void hide() {
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
