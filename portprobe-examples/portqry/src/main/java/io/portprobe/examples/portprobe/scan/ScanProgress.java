package io.portprobe.examples.portprobe.scan;

import io.portprobe.examples.portprobe.cli.Environment;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A line on a terminal about the progress of a scan, once a second. It is removed before a result
 * is printed. Thread-safe.
 */
final class ScanProgress implements AutoCloseable {
  private static final String CLEAR = "\r\033[K";

  private final PrintStream terminal;
  private final boolean enabled;
  private final OptionalLong ports;
  private final long startedNanos = System.nanoTime();
  private final ScheduledExecutorService ticker;
  private long done;
  private long listening;
  private boolean shown;

  /**
   * Creates a progress line, which is shown from one second on.
   *
   * @param ports the number of ports of the scan, if it is known
   */
  ScanProgress(Environment environment, OptionalLong ports) {
    this.terminal = environment.err();
    this.enabled = environment.isProgressWanted();
    this.ports = ports;
    this.ticker =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "portprobe-progress");
              thread.setDaemon(true);
              return thread;
            });
    if (enabled) {
      var unused = ticker.scheduleAtFixedRate(this::show, 1, 1, TimeUnit.SECONDS);
    }
  }

  /** Counts a result. */
  synchronized void add(boolean listens) {
    done++;
    listening += listens ? 1 : 0;
  }

  private synchronized void show() {
    terminal.print(CLEAR + line(done, listening, ports, System.nanoTime() - startedNanos));
    terminal.flush();
    shown = true;
  }

  /** Returns the line. */
  static String line(long done, long listening, OptionalLong ports, long elapsedNanos) {
    StringBuilder line = new StringBuilder();
    if (ports.isPresent() && ports.getAsLong() > 0) {
      double part = Math.min(1, (double) done / ports.getAsLong());
      line.append(String.format(Locale.ROOT, "%.1f %%, ", 100 * part));
    }
    line.append(String.format(Locale.ROOT, "%,d ports, %,d listening, ", done, listening));
    line.append(seconds(elapsedNanos));
    if (ports.isPresent() && done > 0 && done < ports.getAsLong()) {
      double left = (double) (ports.getAsLong() - done) / done;
      line.append(", about ").append(seconds((long) (elapsedNanos * left))).append(" left");
    }
    return line.toString();
  }

  private static String seconds(long nanos) {
    Duration time = Duration.ofNanos(nanos);
    return time.toHours() > 0
        ? time.toHours() + " h " + time.toMinutesPart() + " min"
        : time.toMinutes() > 0
            ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
            : time.toSeconds() + " s";
  }

  /** Removes the line from the terminal, before something else is printed. */
  synchronized void hide() {
    if (shown) {
      shown = false;
      terminal.print(CLEAR);
      terminal.flush();
    }
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    hide();
  }
}
