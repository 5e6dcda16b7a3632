package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.protocols.msrpc.MsRpc;
import io.portprobe.protocols.msrpc.RpcService;
import io.portprobe.protocols.msrpc.ServerManagement;
import io.portprobe.protocols.msrpc.reachability.EndpointReachability;
import io.portprobe.protocols.msrpc.reachability.ReachabilityReport;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@InLab
class MsRpcLabTest {
  private static final String CLIENT = "198.18.77.10";
  private static final String AD = "198.18.77.20";
  private static final String AD_IPV6 = "2001:db8:77::20";
  private static final String MEMBER = "198.18.77.21";
  private static final UUID SAMR = UUID.fromString("12345778-1234-abcd-ef00-0123456789ac");

  private static ProbeClient client;

  /** What follows sends packets and sets a filter: neither is for another network. */
  @BeforeAll
  static void open() throws UnknownHostException, SocketException {
    client = ProbeClient.create();
    assertThat(NetworkInterface.getByInetAddress(InetAddress.getByName(CLIENT)))
        .as("the address %s, which the client's namespace of the test bed has", CLIENT)
        .isNotNull();
  }

  @AfterAll
  static void close() {
    client.close();
  }

  private static EndpointMap map(String server, Inquiry inquiry) {
    EndpointMap map =
        client
            .tcp(server, 135)
            .option(MsRpc.INQUIRY, inquiry)
            .report()
            .join()
            .finding(EndpointMap.class)
            .orElseThrow();
    assertThat(map.complete()).as(map.note()).isTrue();
    return map;
  }

  @ParameterizedTest
  @ValueSource(strings = {AD, MEMBER})
  void map_sameAsRpcclient(String server) {
    List<String> theirs =
        Tool.run("rpcclient", "-U%", "-c", "epmlookup", "ncacn_ip_tcp:" + server + "[135]").stream()
            .filter(line -> !line.endsWith("no more entries"))
            .map(RpcTools::ofRpcclient)
            .toList();
    List<String> ours =
        map(server, Inquiry.all()).endpoints().stream().map(RpcTools::likeRpcclient).toList();

    assertThat(theirs).isNotEmpty();
    assertThat(ours).containsAll(theirs);
    // It requests one entry a call, and misses one of samba-dcerpcd that Impacket returns too.
    assertThat(ours).hasSizeBetween(theirs.size(), theirs.size() + (server.equals(AD) ? 0 : 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {AD, MEMBER})
  void map_sameAsImpacket(String server) {
    List<String> theirs = RpcTools.impacketLookup(server);

    assertThat(theirs).isNotEmpty();
    assertThat(map(server, Inquiry.all()).endpoints().stream().map(RpcTools::likeImpacket).sorted())
        .containsExactlyElementsOf(theirs);
  }

  @ParameterizedTest
  @ValueSource(strings = {AD, MEMBER})
  void mappingOfAnInterface_sameAsImpacket(String server) {
    EndpointMap towers = map(server, Inquiry.map(SAMR, 1, 0, "ncacn_ip_tcp"));

    assertThat(towers.endpoints().stream().map(MappedEndpoint::stringBinding).distinct())
        .containsExactlyElementsOf(RpcTools.impacketMap(server, SAMR.toString(), "1.0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {AD, MEMBER})
  void lookupOfAnInterface_isThatPartOfTheMap(String server) {
    List<MappedEndpoint> all = map(server, Inquiry.all()).endpoints();

    assertThat(map(server, Inquiry.ofInterface(SAMR)).endpoints())
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            all.stream().filter(entry -> entry.interfaceId().equals(SAMR)).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {AD, MEMBER})
  void management_sameAsImpacket(String server) {
    ServerManagement found =
        client
            .tcp(server, 135)
            .option(MsRpc.INQUIRY, Inquiry.management())
            .report()
            .join()
            .finding(ServerManagement.class)
            .orElseThrow();

    assertThat(found.complete()).isTrue();
    assertThat(found.interfaces().stream().map(i -> i.id() + " " + i.majorVersion()).sorted())
        .containsExactlyElementsOf(RpcTools.impacketInterfaces(server));
    assertThat(found.listening()).contains(true);
    assertThat(found.refusals()).isNotEmpty(); // Samba has no principal names and statistics
  }

  @ParameterizedTest
  @ValueSource(strings = {AD, AD_IPV6, MEMBER})
  void everyPortOfTheMap_isReachable_butThatOfHttp(String server) {
    // Towers have IPv4 addresses only, also in the map that was read over IPv6.
    ReachabilityReport report = EndpointReachability.of(client, server).anyHost().report().join();

    // Samba registers RPC over HTTP, at which it does not listen.
    assertThat(report.endpoints())
        .isNotEmpty()
        .allMatch(endpoint -> endpoint.isReachable() == (endpoint.endpoint().port() != 593));
    assertThat(report.isFiltered()).isFalse();
    assertThat(report.endpoints())
        .allMatch(endpoint -> !endpoint.endpoint().host().equals("0.0.0.0"));
  }

  /** The filter is for a source address that no other test uses. */
  @Test
  void filterThatPasses135AndDropsTheRest_isFoundInOneCall() throws UnknownHostException {
    String source = "198.18.77.12";
    String device =
        Tool.run("ip", "-o", "route", "get", AD).get(0).replaceAll(".* dev (\\S+) .*", "$1");
    Tool.run("ip", "address", "replace", source + "/24", "dev", device);
    try {
      Tool.run(
          "nft",
          "add table ip portprobe_msrpc; "
              + "add chain ip portprobe_msrpc out { type filter hook output priority 0; }; "
              + "add rule ip portprobe_msrpc out ip saddr "
              + source
              + " tcp dport 49152-65535 drop");
      ReachabilityReport report =
          EndpointReachability.of(client, AD)
              .sourceAddress(InetAddress.getByName(source))
              .timeout(Duration.ofSeconds(8))
              .report()
              .join();

      assertThat(report.map().orElseThrow().complete()).isTrue();
      assertThat(report.isFiltered()).isTrue();
      assertThat(report.endpoints())
          .filteredOn(endpoint -> endpoint.endpoint().port() >= 49_152)
          .isNotEmpty()
          .allMatch(endpoint -> endpoint.state().orElseThrow() == PortState.FILTERED);
    } finally {
      Tool.run("nft", "delete table ip portprobe_msrpc");
      Tool.run("ip", "address", "delete", source + "/24", "dev", device);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {AD, MEMBER})
  void dynamicPort_speaksMsRpc_withoutEndpointMapper(String server) {
    RpcService service =
        client
            .tcp(server, 49152)
            .as("msrpc")
            .report()
            .join()
            .finding(RpcService.class)
            .orElseThrow();

    assertThat(service.interfaceName()).isEqualTo("endpoint mapper");
    assertThat(service.rejection()).contains("abstract syntax not supported");
  }
}
