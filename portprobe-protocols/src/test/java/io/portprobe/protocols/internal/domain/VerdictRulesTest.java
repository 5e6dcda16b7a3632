package io.portprobe.protocols.internal.domain;

import static io.portprobe.protocols.internal.domain.Services.address;
import static io.portprobe.protocols.internal.domain.Services.allBut;
import static io.portprobe.protocols.internal.domain.Services.allDropped;
import static io.portprobe.protocols.internal.domain.Services.controller;
import static io.portprobe.protocols.internal.domain.Services.notProbed;
import static io.portprobe.protocols.internal.domain.Services.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.Reason;
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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictRulesTest {
  private static Set<Purpose> blocked(List<ServiceReport> services) {
    return Arrays.stream(Purpose.values())
        .filter(
            purpose ->
                VerdictRules.ofAddress(purpose, services, Optional.empty()) == Verdict.BLOCKED)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Purpose.class)));
  }

  static Stream<Arguments> filters() {
    return Stream.of(
        Arguments.of(
            new DomainService[] {DomainService.KERBEROS_UDP},
            EnumSet.of(Purpose.JOIN, Purpose.LOG_ON)),
        Arguments.of(
            new DomainService[] {DomainService.KERBEROS_TCP},
            EnumSet.complementOf(EnumSet.of(Purpose.LDAP_APPLICATION))),
        Arguments.of(
            new DomainService[] {DomainService.SMB},
            EnumSet.complementOf(EnumSet.of(Purpose.LDAP_APPLICATION))),
        Arguments.of(
            new DomainService[] {DomainService.LDAP},
            EnumSet.of(Purpose.JOIN, Purpose.GROUP_POLICY, Purpose.REPLICATION)),
        Arguments.of(
            new DomainService[] {DomainService.LDAP, DomainService.LDAPS},
            EnumSet.of(
                Purpose.JOIN, Purpose.GROUP_POLICY, Purpose.REPLICATION, Purpose.LDAP_APPLICATION)),
        Arguments.of(
            new DomainService[] {
              DomainService.RPC_NETLOGON,
              DomainService.RPC_LSARPC,
              DomainService.RPC_SAMR,
              DomainService.RPC_DRSUAPI
            },
            EnumSet.complementOf(EnumSet.of(Purpose.LDAP_APPLICATION))),
        Arguments.of(
            new DomainService[] {DomainService.RPC_DRSUAPI},
            EnumSet.of(Purpose.GROUP_POLICY, Purpose.REPLICATION)),
        Arguments.of(
            new DomainService[] {DomainService.KPASSWD_TCP, DomainService.KPASSWD_UDP},
            EnumSet.of(Purpose.JOIN)));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void filter_blocksThePurposesThatNeedTheService(DomainService[] dropped, Set<Purpose> purposes) {
    assertThat(blocked(allBut(dropped))).isEqualTo(purposes);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "DNS_UDP",
        "DNS_TCP",
        "LDAPS",
        "GLOBAL_CATALOG",
        "GLOBAL_CATALOG_TLS",
        "NTP",
        "NETBIOS_NAME",
        "NETBIOS_DATAGRAM",
        "NETBIOS_SESSION",
        "AD_WEB_SERVICES",
        "WINRM",
        "WINRM_TLS",
        "KPASSWD_UDP",
        "KPASSWD_TCP"
      })
  void optionalService_blocksNothing(DomainService service) {
    assertThat(blocked(allBut(service))).isEmpty();
  }

  @Test
  void interfaceWithoutPort_blocksNothing() {
    List<ServiceReport> services = new ArrayList<>(allBut());
    services.removeIf(each -> each.service() == DomainService.RPC_SAMR);
    services.add(
        DefaultServiceReport.without(
            DomainService.RPC_SAMR, ServiceOutcome.NOT_OFFERED, Optional.empty(), "no port"));

    assertThat(VerdictRules.ofAddress(Purpose.JOIN, services, Optional.empty()))
        .isEqualTo(Verdict.POSSIBLE);
  }

  @Test
  void serviceThatWasNotProbed_isUnknown_unlessAnotherOneBlocks() {
    List<ServiceReport> services = new ArrayList<>(allBut());
    services.removeIf(each -> each.service() == DomainService.SMB);
    services.add(notProbed(DomainService.SMB));
    List<ServiceReport> blocked = new ArrayList<>(allBut(DomainService.KERBEROS_UDP));
    blocked.removeIf(each -> each.service() == DomainService.SMB);
    blocked.add(notProbed(DomainService.SMB));

    assertThat(VerdictRules.ofAddress(Purpose.JOIN, services, Optional.empty()))
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(VerdictRules.ofAddress(Purpose.JOIN, blocked, Optional.empty()))
        .isEqualTo(Verdict.BLOCKED);
  }

  @Test
  void clock_moreThanFiveMinutesOff_blocksWhatNeedsKerberos() {
    Optional<Duration> slow = Optional.of(Duration.ofMinutes(-5).minusMillis(1));
    Optional<Duration> just = Optional.of(Duration.ofMinutes(5));

    for (Purpose purpose : Purpose.values()) {
      assertThat(VerdictRules.ofAddress(purpose, allBut(), slow))
          .isEqualTo(purpose == Purpose.LDAP_APPLICATION ? Verdict.POSSIBLE : Verdict.BLOCKED);
      assertThat(VerdictRules.ofAddress(purpose, allBut(), just)).isEqualTo(Verdict.POSSIBLE);
    }
  }

  @Test
  void address_withoutAnyListeningPort_isDown() {
    assertThat(VerdictRules.state(allDropped())).isEqualTo(AddressState.DOWN);
    assertThat(VerdictRules.state(allBut(DomainService.SMB))).isEqualTo(AddressState.RESPONDING);
    assertThat(VerdictRules.state(List.of(notProbed(DomainService.SMB))))
        .isEqualTo(AddressState.NOT_PROBED);
  }

  private static PurposeReport join(ControllerReport... controllers) {
    return VerdictRules.ofDomain(Purpose.JOIN, List.of(controllers), List.of());
  }

  @Test
  void controllerThatIsDown_doesNotFailTheDomain() {
    PurposeReport report =
        join(controller("dc1", address(allBut())), controller("dc2", address(allDropped())));

    assertThat(report.verdict()).isEqualTo(Verdict.POSSIBLE);
    assertThat(report.controllers()).containsExactly("dc1");
    assertThat(report.blockers()).isEmpty();
  }

  @Test
  void controllerThatRespondsAndLacksAService_isPartly_andNamed() {
    PurposeReport report =
        join(
            controller("dc1", address(allBut())),
            controller("dc2", address(allBut(DomainService.SMB))));

    assertThat(report.verdict()).isEqualTo(Verdict.PARTLY);
    assertThat(report.controllers()).containsExactly("dc1");
    assertThat(report.blockers())
        .singleElement()
        .satisfies(
            blocker -> {
              assertThat(blocker.controller()).contains("dc2");
              assertThat(blocker.service()).contains(DomainService.SMB);
            });
  }

  @Test
  void onlyControllerDown_isBlocked_byEveryServiceThatThePurposeNeeds() {
    PurposeReport report = join(controller("dc1", address(allDropped())));

    assertThat(report.verdict()).isEqualTo(Verdict.BLOCKED);
    assertThat(report.blockers()).hasSizeGreaterThan(8);
  }

  @Test
  void oneOfTwoAddressesLacksAService_controllerIsBlocked() {
    PurposeReport report =
        join(controller("dc1", address(allBut()), address(allBut(DomainService.LDAP))));

    assertThat(report.verdict()).isEqualTo(Verdict.BLOCKED);
    assertThat(report.blockers())
        .extracting(Blocker::service)
        .containsExactly(Optional.of(DomainService.LDAP));
  }

  @Test
  void oneOfTwoAddressesIsDown_controllerIsPossible() {
    assertThat(join(controller("dc1", address(allBut()), address(allDropped()))).verdict())
        .isEqualTo(Verdict.POSSIBLE);
  }

  @Test
  void nameServiceWithoutRecords_blocksWhatLocatesControllers() {
    List<Blocker> locator = List.of(Sentences.unknownDomain());
    List<ControllerReport> controllers = List.of(controller("dc1", address(allBut())));

    assertThat(VerdictRules.ofDomain(Purpose.JOIN, controllers, locator).verdict())
        .isEqualTo(Verdict.BLOCKED);
    assertThat(VerdictRules.ofDomain(Purpose.LDAP_APPLICATION, controllers, locator).verdict())
        .isEqualTo(Verdict.POSSIBLE);
    assertThat(VerdictRules.ofDomain(Purpose.LDAP_APPLICATION, List.of(), locator).verdict())
        .isEqualTo(Verdict.BLOCKED);
  }

  @Test
  void blocker_namesSourceDestinationTransportPortAndReason() {
    Blocker dropped =
        Sentences.port("dc1.ad.example", Services.dropped(DomainService.KERBEROS_UDP));
    Blocker refused =
        Sentences.port(
            "dc1.ad.example",
            service(DomainService.RPC_SAMR, PortState.NOT_LISTENING, Reason.REFUSED));

    assertThat(dropped.sentence())
        .startsWith(
            "Permit UDP from 192.0.2.10 to 192.0.2.20 port 88 (Kerberos on dc1.ad.example): no"
                + " reply");
    assertThat(dropped.endpoint()).contains(Endpoint.udp("192.0.2.20", 88));
    assertThat(dropped.reason()).isEqualTo("silent");
    assertThat(refused.sentence()).contains("port 49152 (RPC samr").contains("49152-65535");
  }
}
