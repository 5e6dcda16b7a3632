package io.portprobe.examples.portprobe.domain;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.protocols.domain.report.AddressReport;
import io.portprobe.protocols.domain.report.ControllerReport;
import io.portprobe.protocols.domain.report.DomainReport;
import io.portprobe.protocols.domain.report.Purpose;
import io.portprobe.protocols.domain.report.PurposeReport;
import io.portprobe.protocols.domain.report.ServiceOutcome;
import io.portprobe.protocols.domain.report.ServiceReport;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A service of a controller as a row. A service that a purpose needs has an expectation.
 *
 * @param controller the host name of the controller
 * @param probed the address
 * @param result the result
 * @param target the probed port
 * @param purposes the purposes that need the service
 * @param started the start of the check
 */
record ServiceRow(
    String controller,
    InetAddress probed,
    ServiceReport result,
    Endpoint target,
    List<String> purposes,
    Instant started)
    implements ResultRecord {

  /** Returns the rows of all services that have a port. */
  static List<ServiceRow> of(DomainReport report) {
    List<ServiceRow> rows = new ArrayList<>();
    for (ControllerReport controller : report.controllers()) {
      for (AddressReport address : controller.addresses()) {
        for (ServiceReport service : address.services()) {
          service
              .endpoint()
              .ifPresent(
                  target ->
                      rows.add(
                          new ServiceRow(
                              controller.host(),
                              address.address(),
                              service,
                              target,
                              purposes(report, service),
                              report.started())));
        }
      }
    }
    return rows;
  }

  /** Returns the purposes that need a service; an alternative of another service is not needed. */
  private static List<String> purposes(DomainReport report, ServiceReport service) {
    return report.purposes().stream()
        .map(PurposeReport::purpose)
        .filter(purpose -> purpose.requirements().contains(Set.of(service.service())))
        .map(Purpose::description)
        .toList();
  }

  @Override
  public String endpoint() {
    return target.toString();
  }

  @Override
  public Optional<String> name() {
    return Optional.of(result.service().description() + " of " + controller);
  }

  @Override
  public String host() {
    return controller;
  }

  @Override
  public Optional<InetAddress> address() {
    return Optional.of(probed);
  }

  @Override
  public int port() {
    return target.port();
  }

  @Override
  public Transport transport() {
    return target.transport();
  }

  @Override
  public Optional<PortState> state() {
    return result.state();
  }

  @Override
  public Optional<Reason> reason() {
    return result.reason();
  }

  @Override
  public Optional<Failure> failure() {
    return result.state().isPresent()
        ? Optional.empty()
        : Optional.of(new Failure(Failure.Kind.LOCAL, result.explanation()));
  }

  @Override
  public String evidence() {
    return result.explanation();
  }

  @Override
  public String explain() {
    return target
        + ": "
        + result.outcome().description()
        + " ("
        + result.explanation()
        + ")"
        + (result.summary().isEmpty() ? "" : "\n" + result.summary());
  }

  @Override
  public Duration elapsed() {
    return result.elapsed();
  }

  @Override
  public Optional<String> protocol() {
    return result.service().protocol().filter(name -> !result.summary().isEmpty());
  }

  @Override
  public List<String> findings() {
    return result.summary().isEmpty() ? List.of() : List.of(result.summary());
  }

  @Override
  public Optional<Expectation> expectation() {
    if (purposes.isEmpty()) {
      return Optional.empty();
    }
    String text = "LISTENING, for " + purposes.stream().collect(Collectors.joining(", "));
    return Optional.of(
        new Expectation(text, isMet(), isMet() ? List.of() : List.of(result.explanation())));
  }

  private boolean isMet() {
    return result.outcome() == ServiceOutcome.REACHABLE
        || result.outcome() == ServiceOutcome.NOT_OFFERED;
  }

  @Override
  public Map<String, ?> tree() {
    return Map.of();
  }

  @Override
  public int exitCode() {
    return purposes.isEmpty() || isMet() ? ExitCodes.AS_WANTED : ExitCodes.NOT_AS_WANTED;
  }
}
