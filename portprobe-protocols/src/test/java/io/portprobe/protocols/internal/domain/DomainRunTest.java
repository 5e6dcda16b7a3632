package io.portprobe.protocols.internal.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;
import io.portprobe.TargetPolicy;
import io.portprobe.Transport;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.protocols.domain.report.AddressReport;
import io.portprobe.protocols.domain.report.AddressState;
import io.portprobe.protocols.domain.report.Blocker;
import io.portprobe.protocols.domain.report.ControllerReport;
import io.portprobe.protocols.domain.report.DomainReport;
import io.portprobe.protocols.domain.report.DomainService;
import io.portprobe.protocols.domain.report.DomainWarning;
import io.portprobe.protocols.domain.report.Purpose;
import io.portprobe.protocols.domain.report.ServiceOutcome;
import io.portprobe.protocols.domain.report.Verdict;
import io.portprobe.protocols.ldap.DomainControllerFlag;
import io.portprobe.protocols.testing.dns.DnsPeer;
import io.portprobe.protocols.testing.ldap.DirectoryPeer;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer;
import io.portprobe.protocols.testing.msrpc.MapperEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole check, against servers on loopback whose ports replace the well-known ones. */
class DomainRunTest {
  private static final String DOMAIN = "ad.example";

  private ProbeClient client;
  private TcpPeer closed;
  private final CompletableFuture<Void> silentService = new CompletableFuture<>();
  private DnsPeer names;
  private final Map<DomainService, Integer> ports = new EnumMap<>(DomainService.class);

  @BeforeEach
  void open() {
    client = ProbeClient.create();
    closed = TcpPeer.refusing();
    names =
        DnsPeer.serving(
            "example. 60 IN SOA ns.example. root.example. 1 60 60 60 60",
            "_ldap._tcp.dc._msdcs.ad.example. 60 IN SRV 0 100 389 DC1.ad.example.",
            "_gc._tcp.ad.example. 60 IN SRV 0 100 3268 dc1.ad.example.",
            "_ldap._tcp.Site-A._sites.dc._msdcs.ad.example. 60 IN SRV 0 100 389 dc1.ad.example.",
            "dc1.ad.example. 60 IN A 127.0.0.1");
    for (DomainService service : DomainService.values()) {
      if (service.port().isPresent()) {
        ports.put(service, closed.port());
      }
    }
  }

  @AfterEach
  void close() {
    client.close();
    closed.close();
    names.close();
  }

  private DomainSettings settings(ProbeClient client) {
    return DomainSettings.of(client, Optional.of(DOMAIN), Optional.empty())
        .withNameServers(List.of(Endpoint.udp(names.host(), names.port())))
        .withPorts(ports);
  }

  private static DomainReport run(DomainSettings settings) {
    return new DomainRun(settings).start().join();
  }

  private static EnumSet<DomainService> blockers(DomainReport report, Purpose purpose) {
    return report.purpose(purpose).orElseThrow().blockers().stream()
        .map(Blocker::service)
        .map(Optional::orElseThrow)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(DomainService.class)));
  }

  @Test
  void controllerWithDirectoryAndRpc_lacksOnlyWhatDoesNotListen() {
    try (DirectoryPeer directory =
            DirectoryPeer.builder().domainController("dc1", DOMAIN, "AD", "Site-A").start();
        EndpointMapperPeer drsuapi = EndpointMapperPeer.withSampleMap();
        EndpointMapperPeer mapper =
            EndpointMapperPeer.serving(
                List.of(
                    MapperEntry.of("e3514235-4b06-11d1-ab04-00c04fc2dcd2", 4, 0)
                        .tcp("192.0.2.99", drsuapi.port()),
                    MapperEntry.of("12345678-1234-abcd-ef00-01234567cffb", 1, 0)
                        .tcp("192.0.2.99", closed.port())))) {
      ports.put(DomainService.LDAP, directory.port());
      ports.put(DomainService.LDAP_UDP, directory.port());
      ports.put(DomainService.RPC_ENDPOINT_MAPPER, mapper.port());

      DomainReport report = run(settings(client));

      ControllerReport controller = report.controllers().get(0);
      AddressReport address = controller.addresses().get(0);
      assertThat(controller.host()).isEqualTo("dc1.ad.example");
      assertThat(controller.site()).contains("Site-A");
      assertThat(controller.flags()).contains(DomainControllerFlag.LDAP);
      assertThat(report.forest()).contains(DOMAIN);
      assertThat(report.site()).contains("Site-A");
      assertThat(report.queries())
          .extracting(query -> query.name())
          .contains("_ldap._tcp.Site-A._sites.dc._msdcs.ad.example", "_gc._tcp.ad.example");
      assertThat(address.service(DomainService.RPC_SAMR).orElseThrow().outcome())
          .isEqualTo(ServiceOutcome.NOT_OFFERED);
      assertThat(address.service(DomainService.RPC_DRSUAPI).orElseThrow().endpoint())
          .contains(Endpoint.tcp("127.0.0.1", drsuapi.port()));
      assertThat(report.purpose(Purpose.LDAP_APPLICATION).orElseThrow().verdict())
          .isEqualTo(Verdict.POSSIBLE);
      assertThat(blockers(report, Purpose.GROUP_POLICY))
          .isEqualTo(EnumSet.of(DomainService.KERBEROS_TCP, DomainService.SMB));
      assertThat(blockers(report, Purpose.LOG_ON))
          .isEqualTo(
              EnumSet.of(
                  DomainService.KERBEROS_TCP,
                  DomainService.KERBEROS_UDP,
                  DomainService.SMB,
                  DomainService.RPC_NETLOGON));
      assertThat(report.warnings())
          .extracting(DomainWarning::kind)
          .contains(DomainWarning.Kind.RECORDS_MISSING);
      assertThat(report.lines()).contains("What to change", "Controllers");
      assertThat(report.lines())
          .filteredOn(line -> line.matches(" {6}\\S+/(tcp|udp) .*"))
          .hasSizeGreaterThan(20)
          .allMatch(line -> line.matches(" {6}.{38}  (not reachable|.{13})  \\S.*"));
    }
  }

  @Test
  void controllerWhereNothingListens_isDown() {
    DomainReport report = run(settings(client).withPurposes(EnumSet.of(Purpose.LDAP_APPLICATION)));

    assertThat(report.controllers().get(0).isResponding()).isFalse();
    assertThat(report.verdict()).isEqualTo(Verdict.BLOCKED);
    assertThat(blockers(report, Purpose.LDAP_APPLICATION))
        .isEqualTo(EnumSet.of(DomainService.LDAP, DomainService.LDAPS));
    assertThat(report.warnings())
        .extracting(DomainWarning::kind)
        .contains(DomainWarning.Kind.CONTROLLER_DOWN);
  }

  @Test
  void servicesThatNoSelectedPurposeNeeds_areNotProbed() {
    DomainReport report = run(settings(client).withPurposes(EnumSet.of(Purpose.LDAP_APPLICATION)));

    AddressReport address = report.controllers().get(0).addresses().get(0);
    assertThat(address.service(DomainService.SMB)).isEmpty();
    assertThat(address.service(DomainService.RPC_ENDPOINT_MAPPER)).isEmpty();
    assertThat(address.service(DomainService.WINRM)).isPresent();
  }

  @Test
  void addressDeniedByThePolicy_isNotProbed_andTheVerdictIsUnknown() {
    TargetPolicy policy =
        (transport, address) ->
            address.getPort() == names.port() && transport == Transport.UDP
                ? Optional.empty()
                : Optional.of("is denied");
    try (ProbeClient limited = client.toBuilder().targetPolicy(policy).build()) {
      DomainReport report = run(settings(limited));

      assertThat(report.controllers().get(0).addresses())
          .singleElement()
          .extracting(AddressReport::state)
          .isEqualTo(AddressState.NOT_PROBED);
      assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(report.warnings())
          .filteredOn(warning -> warning.kind() == DomainWarning.Kind.NOT_PROBED)
          .isNotEmpty();
    }
  }

  @Test
  void silentServers_endAtTheDeadline_asIncomplete() {
    try (TcpPeer silent = TcpPeer.silent()) {
      ports.replaceAll((service, port) -> silent.port());

      DomainReport report =
          run(settings(client).withConcurrency(2).withTimeout(Duration.ofMillis(300)));

      assertThat(report.complete()).isFalse();
      assertThat(report.verdict()).isNotEqualTo(Verdict.POSSIBLE);
      assertThat(report.warnings())
          .extracting(DomainWarning::kind)
          .contains(DomainWarning.Kind.INCOMPLETE);
    }
  }

  @Test
  @Tag("slow")
  void nameServerThatMissesTheTimeOfAProbe_isQueriedAgain() {
    Set<Integer> lost = ConcurrentHashMap.newKeySet();
    try (UdpPeer busy =
        UdpPeer.responding(
            query -> {
              int id = ByteBuffer.wrap(query).getShort();
              boolean first = isForControllers(query) && (lost.isEmpty() || lost.contains(id));
              if (first) {
                lost.add(id);
              }
              return first ? List.of() : List.of(responseOfNames(query));
            })) {
      DomainReport report =
          run(
              settings(client)
                  .withPurposes(EnumSet.of(Purpose.LDAP_APPLICATION))
                  .withProbeTimeout(Duration.ofSeconds(1))
                  .withNameServers(List.of(Endpoint.udp("127.0.0.1", busy.port()))));

      assertThat(lost).hasSize(1);
      assertThat(report.queries().get(0).records()).hasSize(1);
      assertThat(report.controllers()).hasSize(1);
      assertThat(report.complete()).isTrue();
    }
  }

  private static boolean isForControllers(byte[] query) {
    return new String(query, StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT)
        .contains("\u0005_ldap\u0004_tcp\u0002dc\u0006_msdcs");
  }

  private byte[] responseOfNames(byte[] query) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(30_000);
      socket.send(
          new DatagramPacket(
              query, query.length, InetAddress.getByName(names.host()), names.port()));
      DatagramPacket response = new DatagramPacket(new byte[4_096], 4_096);
      socket.receive(response);
      return Arrays.copyOf(response.getData(), response.getLength());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first connection is silent, as of a busy server; the second one speaks no TLS. */
  @Test
  @Tag("slow")
  void openServiceThatMissesTheTimeOfAProbe_isProbedAgain_alsoWhereNoPurposeNeedsIt() {
    AtomicInteger connections = new AtomicInteger();
    try (DirectoryPeer directory =
            DirectoryPeer.builder().domainController("dc1", DOMAIN, "AD", "Site-A").start();
        TcpPeer busy =
            TcpPeer.serving(
                (in, out) -> {
                  if (connections.incrementAndGet() == 1) {
                    in.transferTo(OutputStream.nullOutputStream());
                  }
                })) {
      ports.put(DomainService.LDAP, directory.port());
      ports.put(DomainService.GLOBAL_CATALOG_TLS, busy.port());

      DomainReport report = run(settings(client).withProbeTimeout(Duration.ofSeconds(1)));

      assertThat(connections).hasValue(2);
      assertThat(
              report
                  .controllers()
                  .get(0)
                  .addresses()
                  .get(0)
                  .service(DomainService.GLOBAL_CATALOG_TLS)
                  .orElseThrow()
                  .toString())
          .doesNotContain("timed out");
    }
  }

  @Test
  void cancelledCheck_endsItsProbes() {
    CompletableFuture<Void> started = new CompletableFuture<>();
    try (UdpPeer silent = UdpPeer.responding(request -> noResponse(started))) {
      DomainSettings settings =
          settings(client).withNameServers(List.of(Endpoint.udp("127.0.0.1", silent.port())));
      CompletableFuture<DomainReport> check = new DomainRun(settings).start();
      started.join();

      assertThat(check.cancel(false)).isTrue();
      assertThatThrownBy(check::join).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void checkThatIsEndedEarly_reportsWhatIsKnown() {
    ports.put(DomainService.LDAP, closed.port());
    try (TcpPeer silent =
        TcpPeer.serving(
            (in, out) -> {
              silentService.complete(null);
              in.transferTo(OutputStream.nullOutputStream());
            })) {
      ports.put(DomainService.SMB, silent.port());
      DomainRun run = new DomainRun(settings(client));
      CompletableFuture<DomainReport> check = run.start();
      silentService.join();

      run.endEarly();

      DomainReport report = check.join();
      assertThat(report.complete()).isFalse();
      assertThat(report.queries().get(0).records()).hasSize(1);
      assertThat(report.warnings())
          .filteredOn(warning -> warning.kind() == DomainWarning.Kind.INCOMPLETE)
          .singleElement()
          .satisfies(
              warning ->
                  assertThat(warning.text())
                      .contains("probes that were not completed before the end of the check: "));
    }
  }

  @Test
  void checkThatIsEndedBeforeAResponse_namesTheNameServer() {
    CompletableFuture<Void> started = new CompletableFuture<>();
    try (UdpPeer silent = UdpPeer.responding(request -> noResponse(started))) {
      DomainRun run =
          new DomainRun(
              settings(client).withNameServers(List.of(Endpoint.udp("127.0.0.1", silent.port()))));
      CompletableFuture<DomainReport> check = run.start();
      started.join();

      run.endEarly();

      DomainReport report = check.join();
      assertThat(report.complete()).isFalse();
      assertThat(report.queries().get(0).answers().get(0).failure())
          .contains("no time left before the end of the check");
    }
  }

  private static List<byte[]> noResponse(CompletableFuture<Void> started) {
    started.complete(null);
    return List.of();
  }

  @Test
  void cancelledQueue_startsNoProbe() {
    ProbeQueue queue = new ProbeQueue(1, Duration.ofSeconds(5), System.nanoTime() + 5_000_000_000L);
    try (TcpPeer silent = TcpPeer.silent()) {
      CompletableFuture<ProbeOutcome> running =
          queue.submit(client.tcp(silent.host(), silent.port()).as("ldap"));
      CompletableFuture<ProbeOutcome> waiting =
          queue.submit(client.tcp(silent.host(), silent.port()).as("ldap"));
      queue.cancel();

      assertThatThrownBy(running::join).isInstanceOf(CancellationException.class);
      assertThatThrownBy(waiting::join).isInstanceOf(CancellationException.class);
      assertThatThrownBy(() -> queue.submit(client.tcp("127.0.0.1", 1)).join())
          .isInstanceOf(CancellationException.class);
    }
  }
}
