package io.portprobe.examples.portprobe.host;

import io.portprobe.ProbeException;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is known about one address of a host. Immutable.
 *
 * @param observations evidence first
 * @param failure why no probe was sent; empty if at least one was
 */
record AddressResult(
    InetAddress address,
    List<Observation> observations,
    Optional<ProbeException> failure,
    Instant started,
    Duration elapsed) {
  AddressResult {
    observations =
        observations.stream().sorted(Comparator.comparing(Observation::meaning)).toList();
  }

  Presence presence() {
    if (observations.stream().anyMatch(observation -> observation.meaning().isEvidence())) {
      return Presence.PRESENT;
    }
    return observations.stream()
            .anyMatch(observation -> observation.meaning() == Meaning.UNREACHABLE)
        ? Presence.UNREACHABLE
        : Presence.NOT_KNOWN;
  }

  /** Returns the exit code of a run about this address alone. */
  int exitCode() {
    return presence() == Presence.NOT_KNOWN && failure.isPresent()
        ? ExitCodes.of(failure.get())
        : presence().exitCode();
  }
}
