package io.portprobe.examples.portprobe.host;

import io.portprobe.Attempt;
import io.portprobe.Endpoint;
import io.portprobe.IcmpError;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.examples.portprobe.cli.Failures;
import java.net.InetAddress;
import java.util.Optional;

/** What the probe of a port says about its host. */
final class PortObservation {
  private final boolean isResetCertain;

  /**
   * Creates a reader of probes.
   *
   * @param isResetCertain whether a refused connection means a reset; otherwise it may be an ICMP
   *     error, whose sender is not known
   */
  PortObservation(boolean isResetCertain) {
    this.isResetCertain = isResetCertain;
  }

  /** Returns the observation of a probe of one address. */
  Observation of(ProbeReport report) {
    Attempt attempt = report.attempts().get(0);
    return Observation.of(source(report.endpoint()), meaning(attempt), text(attempt));
  }

  /** Returns the observation of a probe that was not sent. */
  static Observation of(Endpoint endpoint, ProbeException failure) {
    return new Observation(
        source(endpoint),
        Meaning.NONE,
        "not sent: " + Failures.message(failure),
        Optional.of(failure));
  }

  /** Returns for example {@code TCP 22}. */
  static String source(Endpoint endpoint) {
    return endpoint.transport() + " " + endpoint.port();
  }

  private Meaning meaning(Attempt attempt) {
    return meaning(
        attempt.reason(), attempt.icmp().map(IcmpError::sender), attempt.remote().getAddress());
  }

  /**
   * Returns the meaning of a reason.
   *
   * @param sender of an ICMP error; empty if it is not known
   */
  Meaning meaning(Reason reason, Optional<InetAddress> sender, InetAddress host) {
    return switch (reason) {
      case ACCEPTED -> Meaning.HANDSHAKE;
      case REPLIED, UNEXPECTED_REPLY -> Meaning.UDP_REPLY;
      case REFUSED -> isResetCertain ? Meaning.RESET : Meaning.NONE;
      case TIMED_OUT, SILENT, UNREACHABLE -> Meaning.NONE;
      case HOST_UNREACHABLE, NET_UNREACHABLE -> icmp(host, sender, Meaning.UNREACHABLE);
      case ADMIN_PROHIBITED -> icmp(host, sender, Meaning.REJECTED);
      case PORT_UNREACHABLE, PROTOCOL_UNREACHABLE ->
          icmp(host, sender, sender.isPresent() ? Meaning.REJECTED : Meaning.NONE);
    };
  }

  private static Meaning icmp(InetAddress host, Optional<InetAddress> sender, Meaning ofOther) {
    return sender.isPresent() && sender.get().equals(host) ? Meaning.ICMP_ERROR : ofOther;
  }

  private static String text(Attempt attempt) {
    String reason = attempt.reason().description();
    return attempt.evidence().isBlank() ? reason : reason + " (" + attempt.evidence() + ")";
  }
}
