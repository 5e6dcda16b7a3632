package io.portprobe.protocols.internal.netbios;

import static io.portprobe.protocols.internal.netbios.NetBiosPackets.ACTIVE;
import static io.portprobe.protocols.internal.netbios.NetBiosPackets.GROUP;
import static io.portprobe.protocols.internal.netbios.NetBiosPackets.H_NODE;
import static io.portprobe.protocols.internal.netbios.NetBiosPackets.M_NODE;
import static io.portprobe.protocols.internal.netbios.NetBiosPackets.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.portprobe.Transport;
import io.portprobe.protocols.netbios.NodeName;
import io.portprobe.protocols.netbios.NodeName.NodeType;
import io.portprobe.protocols.netbios.NodeStatus;
import io.portprobe.protocols.talk.Recording;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeStatusTest {
  private static final String MAC = "00155d01c61e";

  private Dialogue dialogue;
  private byte[] request;
  private int id;

  @BeforeEach
  void sendQuery() {
    dialogue = new NetBiosProtocol().open(TestDialogueContext.of(Transport.UDP, 137));
    ByteBuffer bytes =
        assertThat(dialogue.start()).asInstanceOf(type(Step.Send.class)).actual().bytes();
    request = new byte[bytes.remaining()];
    bytes.get(request);
    id = ByteBuffer.wrap(request).getShort() & 0xffff;
  }

  private NodeStatus status(byte[] response) {
    return assertThat(dialogue.received(NetBiosPackets.buffer(response)))
        .asInstanceOf(type(Step.Finish.class))
        .extracting(Step.Finish::finding, type(NodeStatus.class))
        .actual();
  }

  private NodeStatus status(NetBiosPackets data) {
    return status(NetBiosPackets.response(id, 0, data));
  }

  @Test
  void request_isEncodedAsInRfc1002() {
    byte[] expected =
        NetBiosPackets.packet(id, 0, 1, 0).hex(NetBiosPackets.WILDCARD).u16(0x21, 1).toBytes();
    assertThat(request).isEqualTo(expected).hasSize(50);
  }

  @Test
  void names_haveSuffixFlagsAndMeaning() {
    NodeStatus status =
        status(
            data(4)
                .entry("FILESRV", 0x00, ACTIVE)
                .entry("WORKGROUP", 0x1e, GROUP | M_NODE | ACTIVE)
                .entry("\u0001\u0002__MSBROWSE__\u0002", 0x01, GROUP | H_NODE | ACTIVE | 0x0200)
                .entry("NOBODY", 0x77, 0x2000 | 0x1000 | 0x0800)
                .statistics(MAC));
    assertThat(status.names())
        .containsExactly(
            name("FILESRV", 0x00, false, NodeType.B, "Workstation service"),
            name("WORKGROUP", 0x1e, true, NodeType.M, "Browser service elections"),
            new DefaultNodeName(
                "\\x01\\x02__MSBROWSE__\\x02",
                0x01,
                true,
                NodeType.H,
                true,
                false,
                false,
                true,
                Optional.of("Master browser")),
            new DefaultNodeName(
                "NOBODY", 0x77, false, NodeType.P, false, true, true, false, Optional.empty()));
    assertThat(status.notes()).isEmpty();
  }

  private static NodeName name(
      String name, int suffix, boolean group, NodeType nodeType, String meaning) {
    return new DefaultNodeName(
        name, suffix, group, nodeType, true, false, false, false, Optional.of(meaning));
  }

  @Test
  void statistics_haveNamesOfRfc1002() {
    NodeStatus status = status(data(0).statistics(MAC));
    assertThat(status.unitId()).contains(MAC);
    assertThat(status.mac()).contains(MAC);
    assertThat(status.statistics().values())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 19).mapToObj(Long::valueOf).toList());
    assertThat(status.statistics().keySet())
        .startsWith("JUMPERS", "TEST_RESULT")
        .endsWith("MAX_TOTAL_SESSIONS_POSSIBLE", "SESSION_DATA_PACKET_SIZE");
    assertThat(status.statistics()).containsEntry("NUMBER_GOOD_RECEIVES", 10L);
  }

  @Test
  void unitId_zeroOfSamba_isNoMacAddress() {
    NodeStatus status = status(data(0).statistics("000000000000"));
    assertThat(status.unitId()).contains("000000000000");
    assertThat(status.mac()).isEmpty();
    assertThat(status.lines()).startsWith("MAC address 000000000000");
    assertThat(status.notes())
        .containsExactly(
            "the unit id is zero, as in responses of Samba: the MAC address is not known");
  }

  @Test
  void unitId_textOfSambaDc_isNoMacAddress() {
    NodeStatus status = status(data(0).statistics("3235352e3235"));
    assertThat(status.mac()).isEmpty();
    assertThat(status.notes())
        .containsExactly(
            "the unit id is the text 255.25, as in responses of Samba's domain controller: it is no"
                + " MAC address, and the statistics are not meaningful");
  }

  @Test
  void namesOfMember_giveComputerAndWorkgroup() {
    NodeStatus status =
        status(
            data(5)
                .entry("IS~FILESRV", 0x00, ACTIVE)
                .entry("WORKTEST", 0x1d, ACTIVE)
                .entry("FILESRV", 0x20, ACTIVE)
                .entry("FILEALIAS", 0x00, ACTIVE)
                .entry("WORKTEST", 0x00, GROUP | ACTIVE)
                .statistics(MAC));
    assertThat(status.computerName()).contains("FILEALIAS");
    assertThat(status.workgroup()).contains("WORKTEST");
    assertThat(status.domain()).isEmpty();
  }

  @Test
  void namesOfDomainController_giveDomain() {
    NodeStatus status =
        status(
            data(5)
                .entry("__SAMBA__", 0x00, GROUP | ACTIVE)
                .entry("DC1", 0x00, ACTIVE)
                .entry("PORTPROBE", 0x1c, GROUP | ACTIVE)
                .entry("INet~Services\0\0", 0x1c, GROUP | ACTIVE)
                .entry("PORTPROBE", 0x00, GROUP | ACTIVE)
                .statistics(MAC));
    assertThat(status.computerName()).contains("DC1");
    assertThat(status.workgroup()).contains("PORTPROBE");
    assertThat(status.domain()).contains("PORTPROBE");
    assertThat(status.names().get(3).name()).isEqualTo("INet~Services");
    assertThat(status.names().get(3).meaning()).contains("Internet Information Services");
  }

  @Test
  void messengerOfUser_isNotComputer() {
    NodeStatus status =
        status(
            data(3)
                .entry("PC1", 0x03, ACTIVE)
                .entry("ALICE", 0x03, ACTIVE)
                .entry("PC1", 0x00, ACTIVE)
                .statistics(MAC));
    assertThat(status.names().get(0).meaning()).contains("Messenger service, for the machine");
    assertThat(status.names().get(1).meaning())
        .contains("Messenger service, for the logged-on user");
  }

  @Test
  void names_controlCharacters_areEscapedAndPaddingIsDropped() {
    NodeStatus status =
        status(
            data(4)
                .entry("M\u00dcLLER", 0x00, ACTIVE)
                .entry("A B\u007f\u0085", 0x00, ACTIVE)
                .entry("IS~PC\0\0\0\0\0\0\0\0\0\0", 0x00, ACTIVE)
                .entry("back\\slash", 0x00, ACTIVE)
                .statistics(MAC));
    assertThat(status.names())
        .extracting(NodeName::name)
        .containsExactly("M\u00dcLLER", "A B\\x7f\\x85", "IS~PC", "back\\x5cslash");
  }

  @Test
  void lines_beginWithMacAddressAsInPortQry() {
    NodeStatus status =
        status(
            data(3)
                .entry("FILESRV", 0x00, ACTIVE)
                .entry("WORKGROUP", 0x00, GROUP | M_NODE | 0x0a00)
                .entry("FILESRV", 0x77, H_NODE | 0x1400)
                .hex(MAC)
                .bytes(new byte[39])
                .u8(7));
    assertThat(status.lines())
        .isEqualTo(
            List.of(
                "MAC address 00155d01c61e",
                "FILESRV   <00> unique B active  Workstation service",
                "WORKGROUP <00> group  M inactive conflict permanent  Domain or workgroup"
                    + " name; browser clients and servers of that group",
                "FILESRV   <77> unique H active deregistering",
                "computer name: FILESRV",
                "workgroup or domain: WORKGROUP",
                "SESSION_DATA_PACKET_SIZE: 7"));
  }

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {0, 1, 5, 6, 7, 8, 9, 44, 45, 47, 64})
  void statistics_otherLength_haveNote(int length) {
    byte[] statistics = Arrays.copyOf(NetBiosPackets.nothing().statistics(MAC).toBytes(), length);
    NodeStatus status = status(data(1).entry("PC", 0, ACTIVE).bytes(statistics));
    assertThat(status.names()).hasSize(1);
    assertThat(status.unitId().isPresent()).isEqualTo(length >= 6);
    assertThat(status.statistics().size()).isLessThanOrEqualTo(19);
    assertThat(status.statistics().containsKey("JUMPERS")).isEqualTo(length > 6);
    assertThat(status.statistics().containsKey("VERSION_NUMBER")).isEqualTo(length > 9);
    assertThat(status.notes())
        .containsExactly("bytes of statistics: " + length + " (expected: 46)");
  }

  @Test
  void names_fewerThanAnnounced_areKeptWithNote() {
    NodeStatus status =
        status(data(40).entry("PC", 0, ACTIVE).entry("PC", 0x20, ACTIVE).hex("000102030405"));
    assertThat(status.names()).hasSize(2);
    assertThat(status.unitId()).isEmpty();
    assertThat(status.notes())
        .containsExactly("names in the record: 2 (expected: the 40 announced)");
  }

  @Test
  void names_truncatedResponse_hasNote() {
    byte[] response =
        NetBiosPackets.response(
            id, NetBiosPackets.TRUNCATED, data(1).entry("PC", 0, ACTIVE).statistics(MAC));
    NodeStatus status = status(response);
    assertThat(status.names()).hasSize(1);
    assertThat(status.notes()).containsExactly("the response is truncated: there are more names");
  }

  @Test
  void record_cut() {
    byte[] response =
        NetBiosPackets.response(id, 0, data(1).entry("PC", 0, ACTIVE).statistics(MAC));
    NodeStatus status = status(Arrays.copyOf(response, response.length - 2));
    assertThat(status.mac()).contains(MAC);
    assertThat(status.notes())
        .containsExactly(
            "the record ends after 63 bytes (expected: 65)",
            "bytes of statistics: 44 (expected: 46)");
  }

  @Test
  void names_most255_areRead() {
    NetBiosPackets data = data(255);
    for (int i = 0; i < 255; i++) {
      data.entry("N" + i, i, ACTIVE);
    }
    assertThat(status(data.statistics(MAC)).names()).hasSize(255);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({"1, FMT_ERR (1)", "2, SRV_ERR (2)", "3, NAM_ERR (3)", "5, RFS_ERR (5)", "9, code 9"})
  void negative(int rcode, String expected) {
    byte[] response =
        NetBiosPackets.packet(id, NetBiosPackets.RESPONSE | rcode, 0, 0)
            .hex(NetBiosPackets.WILDCARD)
            .toBytes();
    NodeStatus status = status(response);
    assertThat(status.names()).isEmpty();
    assertThat(status.unitId()).isEmpty();
    assertThat(status.lines()).containsExactly("note: the response is negative: " + expected);
  }

  @Test
  void record_elsewhere() {
    byte[] body = data(1).entry("PC", 0, ACTIVE).statistics(MAC).toBytes();
    byte[] response =
        NetBiosPackets.packet(id, NetBiosPackets.RESPONSE, 1, 2)
            .hex(NetBiosPackets.WILDCARD)
            .u16(0x21, 1)
            .u16(0xc00c, 0x20, 1)
            .u32(0)
            .u16(3)
            .u8(1, 2, 3)
            .u16(0xc00c, 0x21, 1)
            .u32(0)
            .u16(body.length)
            .bytes(body)
            .toBytes();
    assertThat(status(response).names()).hasSize(1);
  }

  @Test
  void notOurs() {
    byte[] body = data(0).statistics(MAC).toBytes();
    NetBiosPackets answer =
        NetBiosPackets.packet(id ^ 1, NetBiosPackets.RESPONSE, 0, 1).record(body);
    passesOver(answer.toBytes());
    passesOver(request);
    passesOver(NetBiosPackets.packet(id, 0xac00, 0, 1).record(body).toBytes());
    passesOver(NetBiosPackets.packet(id, NetBiosPackets.RESPONSE, 0, 0).toBytes());
    byte[] otherType =
        NetBiosPackets.packet(id, NetBiosPackets.RESPONSE, 0, 1).record(body).toBytes();
    otherType[12 + 34 + 1] = 0x20;
    passesOver(otherType);
    byte[] badLabel =
        NetBiosPackets.packet(id, NetBiosPackets.RESPONSE, 0, 1).record(body).toBytes();
    badLabel[12] = 0x40;
    passesOver(badLabel);
    assertThat(status(data(0).statistics(MAC)).mac()).contains(MAC);
  }

  @Test
  void tooShort() {
    byte[] whole = NetBiosPackets.response(id, 0, data(0));
    for (int length = 0; length < whole.length - 1; length++) {
      passesOver(Arrays.copyOf(whole, length));
    }
  }

  private void passesOver(byte[] datagram) {
    assertThat(dialogue.received(NetBiosPackets.buffer(datagram)))
        .as("%s", HexFormat.of().formatHex(datagram))
        .isInstanceOf(Step.Await.class);
  }

  @Test
  void responsesOfRealServers_areRecognised_untilTheyLoseTheirForm() {
    NetBiosProtocol protocol = new NetBiosProtocol();
    for (String name : List.of("nodeStatus/samba-ad", "nameQuery/samba-ad")) {
      byte[] response = Recording.of(NetBiosFuzzTest.class, name);
      assertThat(protocol.recognise(ByteBuffer.wrap(response)).orElseThrow().service())
          .contains("netbios-ns");
      response[14] = '0'; // no letter of an encoded name
      assertThat(protocol.recognise(ByteBuffer.wrap(response))).isEmpty();
    }
  }
}
