package io.portprobe.protocols.internal.domain;

import io.portprobe.protocols.domain.report.AddressReport;
import io.portprobe.protocols.domain.report.AddressState;
import io.portprobe.protocols.domain.report.ControllerReport;
import io.portprobe.protocols.domain.report.DomainService;
import io.portprobe.protocols.domain.report.DomainWarning;
import io.portprobe.protocols.domain.report.DomainWarning.Kind;
import io.portprobe.protocols.domain.report.NameServerAnswer;
import io.portprobe.protocols.domain.report.ServiceOutcome;
import io.portprobe.protocols.domain.report.ServiceQuery;
import io.portprobe.protocols.domain.report.ServiceReport;
import io.portprobe.protocols.smb.SmbResult;
import io.portprobe.text.AddressText;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The facts that do not decide a verdict and should be known. Pure functions. */
final class Warnings {
  private static final Duration CLOCK_WARNING = Duration.ofMinutes(1);
  private static final Duration CERTIFICATE_WARNING = Duration.ofDays(30);

  private Warnings() {}

  static DomainWarning of(Kind kind, String text) {
    return new DomainWarning(kind, SafeText.line(text));
  }

  /** Returns the warnings of the queries for SRV records, the controllers' query first. */
  static List<DomainWarning> ofQueries(List<ServiceQuery> queries) {
    List<DomainWarning> warnings = new ArrayList<>();
    boolean found = !queries.isEmpty() && !queries.get(0).records().isEmpty();
    for (ServiceQuery query : queries) {
      if (!query.agrees()) {
        warnings.add(of(Kind.NAME_SERVERS_DISAGREE, disagreement(query)));
      }
      if (found && query.records().isEmpty()) {
        warnings.add(of(Kind.RECORDS_MISSING, "no SRV records of " + query.name()));
      }
    }
    queries.stream()
        .limit(1)
        .flatMap(query -> query.answers().stream())
        .forEach(answer -> ofServer(answer).ifPresent(warnings::add));
    return warnings;
  }

  private static String disagreement(ServiceQuery query) {
    List<String> answers =
        query.answers().stream()
            .filter(answer -> answer.rcode().isPresent())
            .map(
                answer ->
                    answer.server().host()
                        + " returned "
                        + (answer.records().isEmpty()
                            ? answer.rcode().orElse("") + " without records"
                            : answer.records().toString()))
            .toList();
    return "name servers disagree about " + query.name() + ": " + String.join("; ", answers);
  }

  private static Optional<DomainWarning> ofServer(NameServerAnswer answer) {
    boolean normal =
        answer
            .rcode()
            .filter(code -> code.equals("NOERROR") || code.equals("NXDOMAIN"))
            .isPresent();
    return normal
        ? Optional.empty()
        : Optional.of(
            of(
                Kind.NAME_SERVER_FAILED,
                "name server "
                    + answer.server()
                    + ": "
                    + answer.rcode().or(answer::failure).orElse("not queried")));
  }

  /**
   * Returns the warnings of a controller.
   *
   * @param needed the services that a purpose needs
   */
  static List<DomainWarning> ofController(
      ControllerReport controller, Set<DomainService> needed, Instant now) {
    List<DomainWarning> warnings = new ArrayList<>();
    boolean responding = controller.isResponding();
    for (AddressReport address : controller.addresses()) {
      String where = controller.host() + " (" + AddressText.of(address.address()) + ")";
      if (address.state() == AddressState.DOWN) {
        warnings.add(
            of(
                responding ? Kind.ADDRESS_DOWN : Kind.CONTROLLER_DOWN,
                where + ": no service responds: " + reasons(address)));
      } else if (address.state() == AddressState.NOT_PROBED) {
        warnings.add(of(Kind.NOT_PROBED, where + ": not probed: " + reasons(address)));
      } else {
        ofClock(where, address).ifPresent(warnings::add);
        warnings.addAll(ofServices(where, address, needed));
        address
            .services()
            .forEach(each -> ofCertificate(where, each, now).ifPresent(warnings::add));
      }
    }
    return warnings;
  }

  /** Returns why services that a purpose needs were not probed, so that it is not decided. */
  private static List<DomainWarning> ofServices(
      String where, AddressReport address, Set<DomainService> needed) {
    return address.services().stream()
        .filter(each -> each.outcome() == ServiceOutcome.NOT_PROBED)
        .filter(each -> needed.contains(each.service()))
        .map(
            each ->
                of(
                    Kind.NOT_PROBED,
                    where
                        + ": "
                        + each.service().description()
                        + " was not probed: "
                        + each.explanation()))
        .toList();
  }

  private static String reasons(AddressReport address) {
    List<String> reasons =
        address.services().stream().map(ServiceReport::explanation).distinct().limit(3).toList();
    return String.join(", ", reasons);
  }

  private static Optional<DomainWarning> ofClock(String where, AddressReport address) {
    return address
        .clockOffset()
        .filter(offset -> offset.abs().compareTo(CLOCK_WARNING) > 0)
        .map(
            offset ->
                of(Kind.CLOCK_OFFSET, where + ": clock offset " + ServiceSummary.seconds(offset)));
  }

  private static Optional<DomainWarning> ofCertificate(
      String where, ServiceReport service, Instant now) {
    return service
        .certificateEnd()
        .filter(end -> end.isBefore(now.plus(CERTIFICATE_WARNING)))
        .map(
            end ->
                of(
                    Kind.CERTIFICATE_ENDS,
                    where
                        + ": the certificate of "
                        + service.service().description()
                        + (end.isBefore(now) ? " expired on " : " expires on ")
                        + end));
  }

  /** Returns the warning about a server that permits unsigned messages. */
  static Optional<DomainWarning> ofSmb(String host, InetAddress address, SmbResult smb) {
    if (!smb.isSmb1() && smb.signingRequired()) {
      return Optional.empty();
    }
    return Optional.of(
        of(
            Kind.WEAK_SMB,
            host
                + " ("
                + AddressText.of(address)
                + "): SMB "
                + smb.dialect()
                + (smb.signingRequired() ? "" : ", signing is not required")));
  }
}
