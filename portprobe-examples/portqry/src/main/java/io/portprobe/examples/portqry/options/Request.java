package io.portprobe.examples.portqry.options;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The validated options of a run.
 *
 * @param host the host to probe
 * @param targets the ports to probe, in the order of the output
 * @param sourcePort the local port to send from, if given
 * @param community the community name for SNMP
 * @param log the log file, if given
 * @param replaceLog whether an existing log is replaced without a prompt
 * @param services a file whose service names override the bundled ones, if given
 * @param slow whether to double the timeout over UDP
 * @param reverse whether to resolve an address to a name
 * @param quiet whether nothing is printed
 * @param any whether one LISTENING port is enough for exit code 0
 * @param verbose whether the reason of each state is printed
 */
public record Request(
    Host host,
    List<Targets> targets,
    OptionalInt sourcePort,
    String community,
    Optional<Path> log,
    boolean replaceLog,
    Optional<Path> services,
    boolean slow,
    boolean reverse,
    boolean quiet,
    boolean any,
    boolean verbose) {
  public Request {
    targets = List.copyOf(targets);
  }

  /** Returns the number of probes. */
  public int probes() {
    int probes = 0;
    for (Targets each : targets) {
      probes += each.size();
    }
    return probes;
  }
}
