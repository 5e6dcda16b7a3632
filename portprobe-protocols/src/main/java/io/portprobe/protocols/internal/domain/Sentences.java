package io.portprobe.protocols.internal.domain;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.protocols.domain.report.Blocker;
import io.portprobe.protocols.domain.report.Blocker.Kind;
import io.portprobe.protocols.domain.report.NameServerAnswer;
import io.portprobe.protocols.domain.report.ServiceQuery;
import io.portprobe.protocols.domain.report.ServiceReport;
import io.portprobe.text.AddressText;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Blockers, with a sentence for the team that has to act. */
final class Sentences {
  private static final String DYNAMIC =
      "; the endpoint mapper assigns the port, by default one of 49152-65535";

  private Sentences() {}

  /** Returns the blocker of a service that does not respond. */
  static Blocker port(String controller, ServiceReport report) {
    Endpoint endpoint =
        report.endpoint().orElseThrow(() -> new IllegalArgumentException("report: without a port"));
    String sentence = rule(report, endpoint, controller) + " " + SafeText.line(seen(report)) + ".";
    return new DefaultBlocker(
        Kind.PORT,
        Optional.of(controller),
        Optional.of(report.service()),
        report.source(),
        Optional.of(endpoint),
        report.explanation(),
        SafeText.line(sentence));
  }

  private static String rule(ServiceReport report, Endpoint endpoint, String controller) {
    boolean dynamic = report.service().rpcInterface().isPresent();
    return String.format(
        Locale.ROOT,
        "Permit %s from %s to %s port %d (%s on %s%s):",
        endpoint.transport().name(),
        report.source().map(AddressText::of).orElse("this host"),
        endpoint.host(),
        endpoint.port(),
        report.service().description(),
        controller,
        dynamic ? DYNAMIC : "");
  }

  /** Returns what was seen, and what can cause it. */
  private static String seen(ServiceReport report) {
    PortState state = report.state().orElse(PortState.FILTERED);
    Reason reason = report.reason().orElse(Reason.TIMED_OUT);
    return switch (state) {
      case LISTENING -> report.explanation() + "; a proxy or filter is in between, or it hangs";
      case NOT_LISTENING ->
          reason.description()
              + "; the service does not run, or a packet filter rejects in its name";
      case FILTERED ->
          reason == Reason.TIMED_OUT
              ? "no response before the timeout; a packet filter drops it, or the host is down"
              : reason.description() + "; a packet filter or a router rejects it";
      case LISTENING_OR_FILTERED ->
          "no reply before the timeout; a packet filter drops it, or the service does not reply";
    };
  }

  /** Returns the blocker of a clock that differs too much. */
  static Blocker clock(String controller, InetAddress address, Duration offset) {
    String reason =
        "clock offset " + ServiceSummary.seconds(offset) + ", Kerberos permits 300 s by default";
    return new DefaultBlocker(
        Kind.CLOCK,
        Optional.of(controller),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        reason,
        SafeText.line(
            "Synchronize the clock of this host or of "
                + controller
                + " ("
                + AddressText.of(address)
                + "): "
                + reason
                + "."));
  }

  /**
   * Returns the blockers of a name service without the records of the domain, one for each server.
   */
  static List<Blocker> locator(ServiceQuery query, List<Endpoint> configured) {
    if (configured.isEmpty()) {
      return List.of(
          nameService(
              Optional.empty(),
              "no name server is configured",
              "Configure a name server of the domain: no name server is configured."));
    }
    return query.answers().stream()
        .filter(answer -> configured.contains(answer.server()))
        .map(answer -> locator(query.name(), answer))
        .toList();
  }

  private static Blocker locator(String name, NameServerAnswer answer) {
    Endpoint server = answer.server();
    String where = server.host() + " port " + server.port();
    String transport = server.transport() == Transport.UDP ? "UDP" : "TCP";
    return answer
        .failure()
        .map(
            failure ->
                nameService(
                    Optional.of(server),
                    failure,
                    "Permit "
                        + transport
                        + " from this host to "
                        + where
                        + " (DNS), or use another name server: "
                        + failure
                        + "."))
        .orElseGet(
            () ->
                nameService(
                    Optional.of(server),
                    answer.rcode().orElse("no response") + ", no SRV records of " + name,
                    "Use a name server that has the records of the domain: "
                        + where
                        + " returned "
                        + answer.rcode().orElse("no response")
                        + " and no SRV records of "
                        + name
                        + "."));
  }

  /** Returns the blocker of a controller that does not state its domain. */
  static Blocker unknownDomain() {
    String reason = "the controller does not state its domain";
    return nameService(Optional.empty(), reason, "Name the domain: " + reason + ".");
  }

  private static Blocker nameService(Optional<Endpoint> server, String reason, String sentence) {
    return new DefaultBlocker(
        Kind.NAME_SERVICE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        server,
        SafeText.line(reason),
        SafeText.line(sentence));
  }

  /** Returns the blocker of a controller whose name has no address. */
  static Blocker noAddress(String controller, String failure) {
    return new DefaultBlocker(
        Kind.NO_ADDRESS,
        Optional.of(controller),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        failure,
        SafeText.line("Add an address record for " + controller + ": " + failure + "."));
  }
}
