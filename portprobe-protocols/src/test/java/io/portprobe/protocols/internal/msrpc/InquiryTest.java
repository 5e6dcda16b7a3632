package io.portprobe.protocols.internal.msrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.protocols.internal.msrpc.wire.ConnectionPdu;
import io.portprobe.protocols.internal.msrpc.wire.ConnectionWriter;
import io.portprobe.protocols.internal.msrpc.wire.ContextHandle;
import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.msrpc.InterfaceId;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.protocols.msrpc.ServerManagement;
import io.portprobe.protocols.msrpc.ServerManagement.Principal;
import io.portprobe.protocols.msrpc.ServerManagement.Statistics;
import io.portprobe.protocols.msrpc.VersionMatch;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer;
import io.portprobe.protocols.testing.msrpc.InMemoryDatagramEndpointMapper;
import io.portprobe.protocols.testing.msrpc.InMemoryEndpointMapper;
import io.portprobe.protocols.testing.msrpc.MapperEntry;
import io.portprobe.protocols.testing.msrpc.UdpEndpointMapperPeer;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InquiryTest {
  private static final UUID ID = UUID.fromString("12345778-1234-abcd-ef00-0123456789ac");
  private static final UUID OBJECT = new UUID(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
  private static final List<MapperEntry> VERSIONS =
      List.of(
          entry(1, 0).tcp(100),
          entry(1, 1).tcp(110),
          entry(1, 2).udp(120),
          entry(2, 0).tcp(200),
          MapperEntry.of("e3514235-4b06-11d1-ab04-00c04fc2dcd2", 1, 1).forObject(OBJECT).tcp(300),
          entry(1, 1).forObject(OBJECT).http(111));

  private static MapperEntry entry(int major, int minor) {
    return MapperEntry.of(ID.toString(), major, minor);
  }

  private static EndpointMapperPeer.Builder server() {
    return EndpointMapperPeer.builder().entries(VERSIONS);
  }

  /** Runs an inquiry over UDP and over TCP, and returns the equal finding of both. */
  private static Finding find(Inquiry inquiry, EndpointMapperPeer.Builder server) {
    Step udp =
        DatagramConversation.with(
                inquiry, InMemoryDatagramEndpointMapper.of(UdpEndpointMapperPeer.builder(server)))
            .run();
    Step tcp =
        ConnectionConversation.with(
                new ConnectionDialogue(MsRpcProtocol.calls(inquiry, "asked.example", 16 << 20)),
                InMemoryEndpointMapper.of(server)::respond)
            .run();
    assertThat(udp).isInstanceOf(Step.Finish.class).isEqualTo(tcp);
    return ((Step.Finish) udp).finding();
  }

  private static List<Integer> ports(Inquiry inquiry) {
    return ((EndpointMap) find(inquiry, server()))
        .endpoints().stream().map(entry -> entry.port().orElseThrow()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "ALL,'100,110,120,200,111'",
    "COMPATIBLE,'110,120,111'",
    "EXACT,'110,111'",
    "MAJOR_ONLY,'100,110,120,111'",
    "UP_TO,'100,110,111'"
  })
  void lookupByInterface_selectsVersions(VersionMatch versions, String expected) {
    assertThat(ports(Inquiry.ofInterface(ID, 1, 1, versions)))
        .containsExactlyElementsOf(
            List.of(expected.split(",", -1)).stream().map(Integer::valueOf).toList());
  }

  @Test
  void serverReturningEverything_isFiltered() {
    InMemoryEndpointMapper server = InMemoryEndpointMapper.of(server());
    Step step =
        ConnectionConversation.with(
                new ConnectionDialogue(
                    MsRpcProtocol.calls(
                        Inquiry.ofInterface(ID, 2, 0, VersionMatch.EXACT),
                        "asked.example",
                        16 << 20)),
                sent ->
                    sent[2] == ConnectionPdu.BIND
                        ? server.respond(sent)
                        : server.respond(
                            ConnectionWriter.request(
                                2,
                                MapperCalls.lookup(
                                    (Inquiry.Lookup) Inquiry.all(), ContextHandle.NULL))))
            .run();

    assertThat(((EndpointMap) ((Step.Finish) step).finding()).endpoints())
        .extracting(MappedEndpoint::version)
        .containsExactly("2.0");
  }

  @Test
  void lookupByObjectAndByBoth_selectsEntries() {
    assertThat(ports(Inquiry.ofObject(OBJECT))).containsExactly(300, 111);
    assertThat(
            ports(new Inquiry.Lookup(Optional.of(ID), 1, 0, VersionMatch.ALL, Optional.of(OBJECT))))
        .containsExactly(111);
    assertThat(ports(Inquiry.ofInterface(OBJECT))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ncacn_ip_tcp,'100,110'", "ncadg_ip_udp,'120'", "ncacn_http,'111'"})
  void map_returnsTowersOfSequence(String sequence, String expected) {
    assertThat(ports(Inquiry.map(ID, 1, 0, sequence)))
        .containsExactlyElementsOf(
            List.of(expected.split(",", -1)).stream().map(Integer::valueOf).toList());
  }

  @ParameterizedTest
  @EnumSource(ByteOrders.class)
  void management_returnsAllServerValues(ByteOrders byteOrder) {
    ServerManagement found =
        (ServerManagement)
            find(
                Inquiry.management(),
                server()
                    .byteOrder(byteOrder.order)
                    .principal(byteOrder == ByteOrders.LITTLE ? "host/sample" : "host/big"));

    assertThat(found.complete()).isTrue();
    assertThat(found.interfaces())
        .extracting(InterfaceId::toString)
        .containsExactly(
            "e1af8308-5d1f-11c9-91a4-08002b14a0fa 3.0 epmapper",
            "afa8bd80-7d8a-11c9-bef4-08002b102989 1.0 mgmt");
    assertThat(found.listening()).contains(true);
    assertThat(found.principals()).extracting(Principal::service).containsExactly(9, 10);
    assertThat(found.principals().get(0).name()).startsWith("host/");
    assertThat(found.statistics()).contains(new Statistics(100, 101, 102, 103));
    assertThat(found.refusals())
        .containsExactly(
            "inq_princ_name of Kerberos: responded with fault 0x1c010002 (nca_op_rng_error)");
  }

  enum ByteOrders {
    LITTLE(ByteOrder.LITTLE_ENDIAN),
    BIG(ByteOrder.BIG_ENDIAN);

    private final ByteOrder order;

    ByteOrders(ByteOrder order) {
      this.order = order;
    }
  }

  @Test
  void management_refused_isReported() {
    ServerManagement found = (ServerManagement) find(Inquiry.management(), server());

    assertThat(found.complete()).isTrue();
    assertThat(found.principals()).isEmpty();
    assertThat(found.statistics()).isEmpty();
    assertThat(found.refusals()).hasSize(4);
    assertThat(found.lines())
        .startsWith("Interfaces: 2")
        .contains("Listening: yes")
        .contains("Refused: inq_stats: responded with fault 0x1c010002 (nca_op_rng_error)");
  }

  @Test
  void badInquiry_isNamed() {
    assertThatThrownBy(() -> Inquiry.map(ID, 1, 0, "ncacn_carrier_pigeon"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "protocolSequence: ncacn_carrier_pigeon (expected: one of [ncacn_http, ncacn_ip_tcp,"
                + " ncacn_np, ncadg_ip_udp, ncalrpc])");
    assertThatThrownBy(() -> Inquiry.ofInterface(ID, 65_536, 0, VersionMatch.ALL))
        .hasMessage("majorVersion: 65536 (expected: 0-65535)");
    assertThatThrownBy(() -> Inquiry.ofInterface(ID, 0, -1, VersionMatch.ALL))
        .hasMessage("minorVersion: -1 (expected: 0-65535)");
  }
}
