package io.portprobe.examples.portqry.options;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The validated options of the local mode.
 *
 * @param kind what is printed
 * @param number the port or the process id to watch; 0 for a list
 * @param interval the time between two checks of a watch, 1 to 1200 seconds
 * @param log the log file, if given
 * @param replaceLog whether an existing log is replaced without a prompt
 * @param verbose whether services and modules of the processes are printed
 */
public record LocalRequest(
    Kind kind,
    long number,
    Duration interval,
    Optional<Path> log,
    boolean replaceLog,
    boolean verbose) {
  /** What the local mode prints. */
  public enum Kind {
    /** All ports, once. */
    LIST,
    /** A port, at each change. */
    WATCH_PORT,
    /** The ports of a process, at each change. */
    WATCH_PROCESS
  }
}
