package io.portprobe.examples.portprobe.output;

import java.time.Instant;
import java.util.List;

/**
 * A run of a command, before its first result.
 *
 * @param command the subcommand, for example {@code check}
 * @param arguments the arguments of the user, from the subcommand on; any text
 * @param version the version of portprobe
 * @param started the time of the start
 */
public record RunInfo(String command, List<String> arguments, String version, Instant started) {
  public RunInfo {
    arguments = List.copyOf(arguments);
  }
}
