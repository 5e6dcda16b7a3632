package io.portprobe.protocols.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.NameResolutionException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.ProbeClient;
import io.portprobe.protocols.domain.report.Blocker;
import io.portprobe.protocols.domain.report.DomainReport;
import io.portprobe.protocols.domain.report.DomainWarning;
import io.portprobe.protocols.domain.report.Purpose;
import io.portprobe.protocols.domain.report.PurposeReport;
import io.portprobe.protocols.domain.report.Verdict;
import io.portprobe.protocols.testing.dns.DnsPeer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DomainCheckTest {
  private static ProbeClient client;

  @BeforeAll
  static void open() {
    client =
        ProbeClient.builder()
            .resolver(
                host ->
                    CompletableFuture.failedFuture(
                        new NameResolutionException(Problem.NO_SUCH_NAME, host)))
            .build();
  }

  @AfterAll
  static void close() {
    client.close();
  }

  @Test
  void invalidArguments_failAtTheCall_andNameTheRange() {
    DomainCheck check = DomainCheck.of(client, "Ad.Example.");

    assertThat(check).hasToString("check of domain ad.example");
    assertThatThrownBy(() -> DomainCheck.of(client, "192.0.2.1"))
        .hasMessage("domain: '192.0.2.1' (expected: a DNS name)");
    assertThatThrownBy(() -> check.timeout(Duration.ZERO))
        .hasMessage("timeout: PT0S (expected: PT0.01S to PT1H)");
    assertThatThrownBy(() -> check.probeTimeout(Duration.ofHours(2)))
        .hasMessageStartingWith("probeTimeout: PT2H");
    assertThatThrownBy(() -> check.concurrency(0)).hasMessageStartingWith("concurrency: 0");
    assertThatThrownBy(() -> check.maxControllers(0)).hasMessageStartingWith("maxControllers: 0");
    assertThatThrownBy(() -> check.site("a.b")).hasMessageStartingWith("site: 'a.b'");
    assertThatThrownBy(() -> check.nameServers()).hasMessageStartingWith("nameServers: []");
    assertThatThrownBy(() -> check.controllers()).hasMessageStartingWith("controllers: []");
    InetAddress loopback = InetAddress.getLoopbackAddress();
    assertThatThrownBy(() -> check.sourceAddresses(List.of(loopback, loopback)))
        .hasMessageContaining("one of each family");
  }

  @Test
  void clientWithoutTheProtocols_isRejected() {
    try (ProbeClient bare = ProbeClient.builder().withoutDiscovery().build()) {
      assertThatThrownBy(() -> DomainCheck.of(bare, "ad.example"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("kerberos");
    }
  }

  @Test
  void domainThatDoesNotExist_isBlocked_byTheNameServer() {
    try (DnsPeer names =
        DnsPeer.serving("example. 60 IN SOA ns.example. root.example. 1 60 60 60 60")) {
      Endpoint server = Endpoint.udp(names.host(), names.port());
      DomainReport report = DomainCheck.of(client, "ad.example").nameServers(server).run().join();

      assertThat(report.verdict()).isEqualTo(Verdict.BLOCKED);
      assertThat(report.purposes()).hasSize(Purpose.values().length);
      PurposeReport join = report.purpose(Purpose.JOIN).orElseThrow();
      assertThat(join.blockers())
          .singleElement()
          .satisfies(
              blocker -> {
                assertThat(blocker.kind()).isEqualTo(Blocker.Kind.NAME_SERVICE);
                assertThat(blocker.endpoint()).contains(server);
                assertThat(blocker.reason()).startsWith("NXDOMAIN");
              });
      assertThat(report.lines()).first().isEqualTo("Domain ad.example");
      assertThat(report.toMap()).containsKeys("domain", "verdict", "purposes", "controllers");
    }
  }

  @Test
  void nameServersThatDisagree_areNamed() {
    String soa = "example. 60 IN SOA ns.example. root.example. 1 60 60 60 60";
    String record = "_ldap._tcp.dc._msdcs.ad.example. 60 IN SRV 0 100 389 dc1.ad.example.";
    try (DnsPeer with = DnsPeer.serving(soa, record);
        DnsPeer without = DnsPeer.serving(soa)) {
      DomainReport report =
          DomainCheck.of(client, "ad.example")
              .nameServers(
                  Endpoint.udp(with.host(), with.port()),
                  Endpoint.udp(without.host(), without.port()))
              .controllers("elsewhere.invalid")
              .run()
              .join();

      assertThat(report.queries().get(0).agrees()).isFalse();
      assertThat(report.queries().get(0).records()).hasSize(1);
      assertThat(report.warnings())
          .extracting(DomainWarning::kind)
          .contains(DomainWarning.Kind.NAME_SERVERS_DISAGREE, DomainWarning.Kind.CONTROLLER_DOWN);
      assertThat(report.purpose(Purpose.JOIN).orElseThrow().blockers())
          .extracting(Blocker::kind)
          .containsExactly(Blocker.Kind.NO_ADDRESS);
    }
  }
}
