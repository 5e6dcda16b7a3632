package io.portprobe.examples.portprobe.contract;

import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.DurationConverter;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that limits the time of each line. A picocli mixin. */
final class WithinOption {
  private static final Duration LONGEST = Duration.ofHours(1);

  @Option(
      names = "--within",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Time for each line that sets none, names included. Default: 5s.")
  private @Nullable Duration within;

  /**
   * Returns the time.
   *
   * @return empty if the user set none
   * @throws CommandException if it is too long
   */
  Optional<Duration> time() throws CommandException {
    if (within != null && within.compareTo(LONGEST) > 0) {
      throw CommandException.badValue("--within", within.toString(), "at most 1h");
    }
    return Optional.ofNullable(within);
  }
}
