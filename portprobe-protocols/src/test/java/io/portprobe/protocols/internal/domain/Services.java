package io.portprobe.protocols.internal.domain;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.protocols.domain.report.AddressReport;
import io.portprobe.protocols.domain.report.ControllerReport;
import io.portprobe.protocols.domain.report.DomainService;
import io.portprobe.protocols.domain.report.Purpose;
import io.portprobe.protocols.domain.report.ServiceOutcome;
import io.portprobe.protocols.domain.report.ServiceReport;
import io.portprobe.protocols.domain.report.Verdict;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Results of services, addresses and controllers for tests of the rules. */
final class Services {
  private Services() {}

  static ServiceReport service(DomainService service, PortState state, Reason reason) {
    ServiceOutcome outcome =
        switch (state) {
          case LISTENING -> ServiceOutcome.REACHABLE;
          case LISTENING_OR_FILTERED -> ServiceOutcome.NO_REPLY;
          default -> ServiceOutcome.UNREACHABLE;
        };
    return new DefaultServiceReport(
        service,
        outcome,
        Optional.of(new Endpoint(service.transport(), "192.0.2.20", service.port().orElse(49_152))),
        Optional.of(address("192.0.2.10")),
        Optional.of(state),
        Optional.of(reason),
        reason.description(),
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ofMillis(1));
  }

  static ServiceReport open(DomainService service) {
    return service(
        service,
        PortState.LISTENING,
        service.transport() == Transport.TCP ? Reason.ACCEPTED : Reason.REPLIED);
  }

  static ServiceReport dropped(DomainService service) {
    return service.transport() == Transport.TCP
        ? service(service, PortState.FILTERED, Reason.TIMED_OUT)
        : service(service, PortState.LISTENING_OR_FILTERED, Reason.SILENT);
  }

  static ServiceReport notProbed(DomainService service) {
    return DefaultServiceReport.without(
        service,
        ServiceOutcome.NOT_PROBED,
        Optional.empty(),
        "no time left before the end of the check");
  }

  /** Returns all services, of which some are dropped by a filter. */
  static List<ServiceReport> allBut(DomainService... dropped) {
    Set<DomainService> without = EnumSet.noneOf(DomainService.class);
    without.addAll(Arrays.asList(dropped));
    return Arrays.stream(DomainService.values())
        .map(each -> without.contains(each) ? dropped(each) : open(each))
        .toList();
  }

  static List<ServiceReport> allDropped() {
    return Arrays.stream(DomainService.values()).map(Services::dropped).toList();
  }

  static AddressReport address(List<ServiceReport> services) {
    Map<Purpose, Verdict> verdicts = new EnumMap<>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      verdicts.put(purpose, VerdictRules.ofAddress(purpose, services, Optional.empty()));
    }
    return new DefaultAddressReport(
        address("192.0.2.20"),
        VerdictRules.state(services),
        VerdictRules.clockOffset(services),
        verdicts,
        services);
  }

  static ControllerReport controller(String host, AddressReport... addresses) {
    Map<Purpose, Verdict> verdicts = new EnumMap<>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      verdicts.put(purpose, VerdictRules.ofController(purpose, List.of(addresses)));
    }
    return new DefaultControllerReport(
        host, verdicts, Optional.empty(), Set.of(), List.of(addresses));
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }
}
