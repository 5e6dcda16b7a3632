package io.portprobe.examples.portprobe.endpoint;

import io.portprobe.PortProbe;
import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.DurationConverter;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options about the time of single probes. A picocli mixin. */
public final class TimeOptions {
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST_RETRIES = 100;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "5s",
      description = "Time for each probe, names included: 500ms, 5s, 2m. Default: 5s.")
  private Duration timeout = Duration.ofSeconds(5);

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "0",
      description = "Repeat a probe without a clear result up to N times within its time.")
  private int retries;

  /** Called by picocli. */
  public TimeOptions() {}

  /**
   * Checks the values.
   *
   * @throws CommandException if a value is out of range
   */
  public void check() throws CommandException {
    if (timeout.compareTo(LONGEST) > 0) {
      throw CommandException.badValue("--timeout", timeout.toString(), "at most 1h");
    }
    if (retries < 0 || retries > MOST_RETRIES) {
      throw CommandException.badValue("--retries", Integer.toString(retries), "0-100");
    }
  }

  /** Returns the probe with these values. */
  public PortProbe apply(PortProbe probe) {
    return probe.timeout(timeout).retries(retries);
  }
}
