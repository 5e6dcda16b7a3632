package io.portprobe.examples.portprobe.host;

import io.portprobe.NameResolutionException;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import java.util.List;
import java.util.Optional;

/**
 * What is known about one host. Immutable.
 *
 * @param host as the user wrote it
 * @param addresses the results of its addresses; empty if the name does not resolve
 * @param failure why the name does not resolve
 */
record HostResult(
    String host, List<AddressResult> addresses, Optional<NameResolutionException> failure) {
  /** Returns 0 if an address has a host, otherwise the highest code of its addresses. */
  int exitCode() {
    if (failure.isPresent()) {
      return ExitCodes.of(failure.get().problem());
    }
    boolean present =
        addresses.stream().anyMatch(address -> address.presence() == Presence.PRESENT);
    return present
        ? ExitCodes.AS_WANTED
        : addresses.stream().mapToInt(AddressResult::exitCode).max().orElse(ExitCodes.NOT_KNOWN);
  }
}
