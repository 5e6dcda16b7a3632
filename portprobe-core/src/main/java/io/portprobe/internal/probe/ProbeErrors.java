package io.portprobe.internal.probe;

import static java.util.stream.Collectors.joining;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.ProbeCancelledException;
import io.portprobe.ProbeException;
import io.portprobe.TargetDeniedException;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.internal.targets.Zones;
import io.portprobe.internal.util.AddressFamilies;
import io.portprobe.text.AddressSyntax;
import io.portprobe.text.AddressText;
import io.portprobe.text.HostSyntax;
import io.portprobe.text.TimeText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The exceptions that state why an address of a probe, or the whole probe, has no result. */
record ProbeErrors(Endpoint endpoint) {
  TargetDeniedException denied(InetSocketAddress target, String denial) {
    return new TargetDeniedException(endpoint, hostOf(target) + " " + denial, null);
  }

  TargetDeniedException policyTimedOut(InetSocketAddress target, Duration time) {
    return denied(
        target, "is denied: the target policy did not return within " + TimeText.of(time));
  }

  LocalFaultException localFault(InetSocketAddress target, String what, @Nullable Throwable cause) {
    return new LocalFaultException(endpoint, hostOf(target) + ": " + what, cause);
  }

  LocalFaultException noFreeSocket(InetSocketAddress target, int limit) {
    return localFault(target, "timed out waiting for a free socket (limit: " + limit + ")", null);
  }

  /** Returns the reason of an address that another, listening one made unnecessary. */
  ProbeCancelledException unneeded(InetSocketAddress target, String state) {
    return new ProbeCancelledException(
        endpoint, hostOf(target) + ": " + state + " when another address was listening", null);
  }

  UnresolvedTargetException zoneMissing(InetSocketAddress target) {
    return new UnresolvedTargetException(
        endpoint,
        Problem.INVALID_ADDRESS,
        hostOf(target) + " " + Zones.missing(target.getAddress()),
        null);
  }

  UnresolvedTargetException noneSelected(AddressSelection selection, List<InetAddress> resolved) {
    String family = AddressFamilies.name(selection);
    String why =
        HostSyntax.isLiteral(endpoint.host())
            ? "the host is an address, and not an " + family + " address"
            : "the host name has no "
                + family
                + " address, only "
                + resolved.stream().map(AddressText::of).collect(joining(", "));
    return new UnresolvedTargetException(endpoint, Problem.OTHER_FAMILY, why, null);
  }

  UnresolvedTargetException resolutionTimedOut(Duration time) {
    return new UnresolvedTargetException(
        endpoint,
        Problem.RESOLVER_TIMED_OUT,
        "name resolution timed out after " + TimeText.of(time),
        null);
  }

  private static String hostOf(InetSocketAddress target) {
    return AddressText.of(target.getAddress());
  }

  /**
   * Returns the failure of a host in a form that programs read differently: the denial of the
   * policy for its address, if there is one.
   */
  RuntimeException ambiguous(AddressFilter filter) {
    String host = endpoint.host();
    Optional<ProbeException> denied =
        AddressSyntax.customaryReading(host)
            .filter(address -> filter.isImmediate())
            .map(address -> new InetSocketAddress(address, endpoint.port()))
            .flatMap(
                target ->
                    filter
                        .denial(endpoint.transport(), target)
                        .map(denial -> denied(target, denial)));
    return denied.isPresent() ? denied.get() : AddressSyntax.ambiguous(host);
  }
}
