package io.portprobe.examples.portqry;

import io.portprobe.Transport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the user wants, checked.
 *
 * @param host whom to ask
 * @param transports TCP, UDP, or TCP and then UDP
 * @param ports what to ask about
 * @param sourcePort the local port to ask from, if one was named
 * @param log where to write a log
 * @param replaceLog whether an existing log is replaced without a question
 * @param services whose names for services win over the bundled ones, if a file was named
 * @param slow whether to wait twice as long for answers over UDP
 * @param reverse whether to look up the name of an address
 * @param quiet whether nothing is printed
 */
record Request(
    Host host,
    List<Transport> transports,
    Ports ports,
    OptionalInt sourcePort,
    Optional<Path> log,
    boolean replaceLog,
    Optional<Path> services,
    boolean slow,
    boolean reverse,
    boolean quiet) {
  Request {
    transports = List.copyOf(transports);
  }
}
