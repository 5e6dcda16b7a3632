package io.portprobe.examples.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;
import io.portprobe.Reason;
import io.portprobe.protocols.domain.DomainCheck;
import io.portprobe.protocols.domain.report.AddressState;
import io.portprobe.protocols.domain.report.Blocker;
import io.portprobe.protocols.domain.report.ControllerReport;
import io.portprobe.protocols.domain.report.DomainReport;
import io.portprobe.protocols.domain.report.DomainService;
import io.portprobe.protocols.domain.report.DomainWarning;
import io.portprobe.protocols.domain.report.Purpose;
import io.portprobe.protocols.domain.report.PurposeReport;
import io.portprobe.protocols.domain.report.ServiceQuery;
import io.portprobe.protocols.domain.report.ServiceRecord;
import io.portprobe.protocols.domain.report.ServiceReport;
import io.portprobe.protocols.domain.report.Verdict;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The domain check against Samba's domain controller. The filters are for source addresses that
 * only this class uses.
 */
@InLab
class DomainLabTest {
  private static final String DOMAIN = "ad.portprobe.test";
  private static final String CONTROLLER = "dc1.ad.portprobe.test";
  private static final String IPV4 = "198.18.77.20";
  private static final String IPV6 = "2001:db8:77::20";
  private static final String NOBODY = "198.18.77.99";
  private static final String SOURCE_IPV4 = "198.18.77.13";
  private static final String SOURCE_IPV6 = "2001:db8:77::13";

  private static final String TO_IPV4 = "ip daddr " + SOURCE_IPV4 + " ";
  private static final String TO_IPV6 = "ip6 daddr " + SOURCE_IPV6 + " ";

  private static ProbeClient client;
  private static String device;

  @BeforeAll
  static void open() throws UnknownHostException, SocketException {
    client = ProbeClient.create();
    assertThat(NetworkInterface.getByInetAddress(InetAddress.getByName("198.18.77.10")))
        .as("the address of the client's namespace of the test bed")
        .isNotNull();
    device = Tool.run("ip", "-o", "route", "get", IPV4).get(0).replaceAll(".* dev (\\S+) .*", "$1");
    Tool.run("ip", "address", "replace", SOURCE_IPV4 + "/24", "dev", device);
    Tool.run("ip", "address", "replace", SOURCE_IPV6 + "/64", "dev", device, "nodad");
  }

  @AfterAll
  static void close() {
    client.close();
    Tool.run("ip", "address", "delete", SOURCE_IPV4 + "/24", "dev", device);
    Tool.run("ip", "address", "delete", SOURCE_IPV6 + "/64", "dev", device);
  }

  @AfterEach
  void removeFilter() {
    Tool.run("nft", "add table inet portprobe_domain; delete table inet portprobe_domain");
  }

  private static DomainCheck check() {
    return DomainCheck.of(client, DOMAIN).probeTimeout(Duration.ofSeconds(8));
  }

  /**
   * Runs the check with a filter that drops the responses that the rules match. A filter of
   * requests would be a failure of this host: the kernel reports it to the sender of a datagram.
   */
  private static DomainReport filtered(String... rules) throws UnknownHostException {
    StringBuilder commands =
        new StringBuilder(
            "add table inet portprobe_domain; add chain inet portprobe_domain in"
                + " { type filter hook input priority 0; };");
    for (String rule : rules) {
      commands.append(" add rule inet portprobe_domain in " + rule + " drop;");
    }
    Tool.run("nft", commands.toString());
    return check()
        .probeTimeout(Duration.ofSeconds(2))
        .sourceAddresses(
            List.of(InetAddress.getByName(SOURCE_IPV4), InetAddress.getByName(SOURCE_IPV6)))
        .run()
        .join();
  }

  private static Set<Purpose> blocked(DomainReport report) {
    return report.purposes().stream()
        .filter(each -> each.verdict() != Verdict.POSSIBLE)
        .map(PurposeReport::purpose)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Purpose.class)));
  }

  private static List<Blocker> blockers(DomainReport report) {
    return report.purposes().stream().flatMap(each -> each.blockers().stream()).distinct().toList();
  }

  private static Set<DomainService> blockingServices(DomainReport report) {
    return blockers(report).stream()
        .flatMap(each -> each.service().stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(DomainService.class)));
  }

  @Test
  void domain_isPossibleForEveryPurpose_overIpv4AndIpv6() {
    DomainReport report = check().run().join();

    assertThat(report.verdict()).as(String.join("\n", report.lines())).isEqualTo(Verdict.POSSIBLE);
    assertThat(report.complete()).isTrue();
    assertThat(report.forest()).contains(DOMAIN);
    assertThat(report.site()).contains("Testbed-Site");
    ControllerReport controller = report.controllers().get(0);
    assertThat(controller.host()).isEqualTo(CONTROLLER);
    assertThat(controller.isPdc()).isTrue();
    assertThat(controller.site()).contains("Testbed-Site");
    assertThat(controller.addresses())
        .hasSize(2)
        .allMatch(address -> address.state() == AddressState.RESPONDING)
        .allMatch(address -> address.clockOffset().orElseThrow().abs().toSeconds() < 10);
    assertThat(controller.addresses().get(0).service(DomainService.SMB).orElseThrow().summary())
        .startsWith("SMB 3.1.1, signing required");
  }

  @Test
  void records_areThoseOfDig() {
    DomainReport report = check().purposes(Purpose.LDAP_APPLICATION).run().join();

    assertThat(report.queries()).hasSize(11);
    for (ServiceQuery query : report.queries()) {
      List<String> theirs = Tool.run("dig", "+short", "SRV", query.name() + ".");
      assertThat(query.records().stream().map(DomainLabTest::likeDig))
          .as(query.name())
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(theirs);
    }
  }

  private static String likeDig(ServiceRecord record) {
    return String.format(
        "%d %d %d %s.", record.priority(), record.weight(), record.port(), record.target());
  }

  @Test
  void controllerByAddress_statesItsDomain() {
    DomainReport report =
        DomainCheck.ofController(client, IPV4).purposes(Purpose.LDAP_APPLICATION).run().join();

    assertThat(report.domain()).isEqualTo(DOMAIN);
    assertThat(report.verdict()).isEqualTo(Verdict.POSSIBLE);
    assertThat(report.controllers())
        .extracting(ControllerReport::host)
        .containsExactly(CONTROLLER, IPV4);
  }

  @Test
  void filterOfKerberosOverUdp_blocksJoinAndLogOn() throws UnknownHostException {
    DomainReport report = filtered(TO_IPV4 + "udp sport 88", TO_IPV6 + "udp sport 88");

    assertThat(blocked(report)).isEqualTo(EnumSet.of(Purpose.JOIN, Purpose.LOG_ON));
    assertThat(blockers(report))
        .hasSize(2)
        .extracting(blocker -> blocker.endpoint().orElseThrow())
        .containsExactlyInAnyOrder(Endpoint.udp(IPV4, 88), Endpoint.udp(IPV6, 88));
    assertThat(blockers(report).get(0).sentence())
        .startsWith(
            "Permit UDP from 198.18.77.13 to 198.18.77.20 port 88 (Kerberos on " + CONTROLLER);
  }

  @Test
  void filterOfTheDynamicRange_blocksWhatNeedsRpc() throws UnknownHostException {
    DomainReport report =
        filtered(TO_IPV4 + "tcp sport 49152-65535", TO_IPV6 + "tcp sport 49152-65535");

    assertThat(blocked(report))
        .isEqualTo(EnumSet.complementOf(EnumSet.of(Purpose.LDAP_APPLICATION)));
    assertThat(blockingServices(report))
        .isEqualTo(
            EnumSet.of(
                DomainService.RPC_NETLOGON,
                DomainService.RPC_LSARPC,
                DomainService.RPC_SAMR,
                DomainService.RPC_DRSUAPI));
    assertThat(blockers(report)).allMatch(blocker -> blocker.reason().equals("timed out"));
    assertThat(report.controllers().get(0).addresses())
        .allSatisfy(
            address ->
                assertThat(address.service(DomainService.RPC_ENDPOINT_MAPPER).orElseThrow())
                    .extracting(ServiceReport::reason)
                    .extracting(reason -> reason.orElseThrow())
                    .isEqualTo(Reason.ACCEPTED));
  }

  @Test
  void filterOfLdapForOneAddress_blocksThroughThatAddress() throws UnknownHostException {
    DomainReport report = filtered(TO_IPV6 + "tcp sport 389", TO_IPV6 + "udp sport 389");

    assertThat(blocked(report))
        .isEqualTo(EnumSet.complementOf(EnumSet.of(Purpose.LDAP_APPLICATION)));
    assertThat(blockingServices(report))
        .isEqualTo(EnumSet.of(DomainService.LDAP, DomainService.LDAP_UDP));
    assertThat(blockers(report))
        .allMatch(blocker -> blocker.endpoint().orElseThrow().host().equals("2001:db8:77::20"));
    assertThat(report.controllers().get(0).addresses().get(0).verdicts())
        .allSatisfy((purpose, verdict) -> assertThat(verdict).isEqualTo(Verdict.POSSIBLE));
  }

  @Test
  void secondControllerThatIsDown_isNamed_andDoesNotFailTheDomain() {
    DomainReport report =
        check().probeTimeout(Duration.ofSeconds(4)).controllers(CONTROLLER, NOBODY).run().join();

    assertThat(report.verdict()).as(String.join("\n", report.lines())).isEqualTo(Verdict.POSSIBLE);
    assertThat(report.controllers())
        .extracting(ControllerReport::host, ControllerReport::isResponding)
        .containsExactly(tuple(CONTROLLER, true), tuple(NOBODY, false));
    assertThat(report.warnings())
        .filteredOn(warning -> warning.kind() == DomainWarning.Kind.CONTROLLER_DOWN)
        .singleElement()
        .satisfies(warning -> assertThat(warning.text()).startsWith(NOBODY));
  }
}
