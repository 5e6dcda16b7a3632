package io.portprobe.protocols.internal.domain;

import io.portprobe.PortState;
import io.portprobe.protocols.domain.report.AddressReport;
import io.portprobe.protocols.domain.report.AddressState;
import io.portprobe.protocols.domain.report.Blocker;
import io.portprobe.protocols.domain.report.ControllerReport;
import io.portprobe.protocols.domain.report.DomainService;
import io.portprobe.protocols.domain.report.Purpose;
import io.portprobe.protocols.domain.report.PurposeReport;
import io.portprobe.protocols.domain.report.ServiceOutcome;
import io.portprobe.protocols.domain.report.ServiceReport;
import io.portprobe.protocols.domain.report.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rules that turn the results of services into verdicts. Pure functions. */
final class VerdictRules {
  /** The default of Kerberos (RFC 4120 section 1.3, "loosely synchronized", and Windows). */
  static final Duration MAX_CLOCK_OFFSET = Duration.ofMinutes(5);

  /** Services with a clock, the most exact one first. */
  private static final List<DomainService> CLOCKS =
      List.of(
          DomainService.NTP,
          DomainService.KERBEROS_UDP,
          DomainService.KERBEROS_TCP,
          DomainService.SMB,
          DomainService.KPASSWD_TCP,
          DomainService.LDAP_UDP,
          DomainService.LDAP);

  private VerdictRules() {}

  /** Returns whether an address responds. */
  static AddressState state(List<ServiceReport> services) {
    if (services.stream()
        .anyMatch(each -> each.state().filter(PortState::isListening).isPresent())) {
      return AddressState.RESPONDING;
    }
    return services.stream().anyMatch(each -> each.state().isPresent())
        ? AddressState.DOWN
        : AddressState.NOT_PROBED;
  }

  /** Returns the clock offset of the most exact service that has one. */
  static Optional<Duration> clockOffset(List<ServiceReport> services) {
    return CLOCKS.stream()
        .flatMap(clock -> services.stream().filter(each -> each.service() == clock))
        .flatMap(each -> each.clockOffset().stream())
        .findFirst();
  }

  /** Returns whether an address has everything that a purpose needs. */
  static Verdict ofAddress(
      Purpose purpose, List<ServiceReport> services, Optional<Duration> clockOffset) {
    List<Verdict> verdicts = new ArrayList<>();
    if (purpose.needsClock() && clockOffset.filter(VerdictRules::isTooFarOff).isPresent()) {
      verdicts.add(Verdict.BLOCKED);
    }
    purpose.requirements().forEach(each -> verdicts.add(ofRequirement(each, services)));
    return worst(verdicts);
  }

  private static boolean isTooFarOff(Duration offset) {
    return offset.abs().compareTo(MAX_CLOCK_OFFSET) > 0;
  }

  private static Verdict ofRequirement(
      Set<DomainService> alternatives, List<ServiceReport> services) {
    List<ServiceOutcome> outcomes =
        services.stream()
            .filter(each -> alternatives.contains(each.service()))
            .map(ServiceReport::outcome)
            .toList();
    if (outcomes.contains(ServiceOutcome.REACHABLE)
        || outcomes.contains(ServiceOutcome.NOT_OFFERED)) {
      return Verdict.POSSIBLE;
    }
    return outcomes.isEmpty() || outcomes.contains(ServiceOutcome.NOT_PROBED)
        ? Verdict.UNKNOWN
        : Verdict.BLOCKED;
  }

  /** Returns the worst verdict: BLOCKED, PARTLY, UNKNOWN, POSSIBLE. */
  static Verdict worst(Collection<Verdict> verdicts) {
    return Stream.of(Verdict.BLOCKED, Verdict.PARTLY, Verdict.UNKNOWN)
        .filter(verdicts::contains)
        .findFirst()
        .orElse(Verdict.POSSIBLE);
  }

  /**
   * Returns the verdict of a controller: clients use any address of its name, so every address that
   * responds decides, and one that is down only if none responds.
   */
  static Verdict ofController(Purpose purpose, List<AddressReport> addresses) {
    List<AddressReport> deciding = deciding(addresses);
    return deciding.isEmpty()
        ? Verdict.UNKNOWN
        : worst(
            deciding.stream()
                .map(each -> each.verdicts().getOrDefault(purpose, Verdict.UNKNOWN))
                .toList());
  }

  private static List<AddressReport> deciding(List<AddressReport> addresses) {
    List<AddressReport> responding =
        addresses.stream().filter(each -> each.state() == AddressState.RESPONDING).toList();
    return responding.isEmpty()
        ? addresses.stream().filter(each -> each.state() == AddressState.DOWN).toList()
        : responding;
  }

  /**
   * Returns the verdict of the domain for a purpose. A controller that is down decides only if no
   * controller responds.
   *
   * @param locator the blockers of the name service; empty if the records were returned
   */
  static PurposeReport ofDomain(
      Purpose purpose, List<ControllerReport> controllers, List<Blocker> locator) {
    List<ControllerReport> deciding = decidingControllers(controllers);
    List<Blocker> blockers = new ArrayList<>();
    if (purpose.needsLocator() || controllers.isEmpty()) {
      blockers.addAll(locator);
    }
    deciding.forEach(controller -> blockers.addAll(blockers(purpose, controller)));
    List<String> possible =
        deciding.stream()
            .filter(each -> each.verdicts().get(purpose) == Verdict.POSSIBLE)
            .map(ControllerReport::host)
            .toList();
    boolean located = locator.isEmpty() || !purpose.needsLocator();
    Verdict verdict = located ? combined(purpose, deciding) : Verdict.BLOCKED;
    if (controllers.isEmpty() && !locator.isEmpty()) {
      verdict = Verdict.BLOCKED;
    }
    return new DefaultPurposeReport(
        purpose, verdict, located ? possible : List.of(), blockers.stream().distinct().toList());
  }

  private static List<ControllerReport> decidingControllers(List<ControllerReport> controllers) {
    List<ControllerReport> responding =
        controllers.stream().filter(ControllerReport::isResponding).toList();
    return responding.isEmpty() ? controllers : responding;
  }

  private static Verdict combined(Purpose purpose, List<ControllerReport> controllers) {
    List<Verdict> verdicts =
        controllers.stream()
            .map(each -> each.verdicts().getOrDefault(purpose, Verdict.UNKNOWN))
            .toList();
    boolean possible = verdicts.contains(Verdict.POSSIBLE);
    if (verdicts.contains(Verdict.BLOCKED)) {
      return possible ? Verdict.PARTLY : Verdict.BLOCKED;
    }
    return possible ? Verdict.POSSIBLE : Verdict.UNKNOWN;
  }

  private static List<Blocker> blockers(Purpose purpose, ControllerReport controller) {
    List<Blocker> blockers = new ArrayList<>();
    for (AddressReport address : deciding(controller.addresses())) {
      for (Set<DomainService> alternatives : purpose.requirements()) {
        if (ofRequirement(alternatives, address.services()) == Verdict.BLOCKED) {
          address.services().stream()
              .filter(each -> alternatives.contains(each.service()))
              .forEach(each -> blockers.add(Sentences.port(controller.host(), each)));
        }
      }
      address
          .clockOffset()
          .filter(offset -> purpose.needsClock() && isTooFarOff(offset))
          .ifPresent(
              offset ->
                  blockers.add(Sentences.clock(controller.host(), address.address(), offset)));
    }
    return blockers;
  }
}
