package io.portprobe.protocols.internal.netbios;

import static io.portprobe.protocols.internal.netbios.NetBiosPackets.GROUP;
import static io.portprobe.protocols.internal.netbios.NetBiosPackets.M_NODE;
import static io.portprobe.protocols.internal.netbios.NetBiosPackets.RESPONSE;
import static io.portprobe.protocols.internal.netbios.NetBiosPackets.buffer;
import static io.portprobe.protocols.internal.netbios.NetBiosPackets.packet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.portprobe.Transport;
import io.portprobe.protocols.netbios.NameQueryResponse;
import io.portprobe.protocols.netbios.NameQueryResponse.Owner;
import io.portprobe.protocols.netbios.NetBios;
import io.portprobe.protocols.netbios.NodeName.NodeType;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameQueryTest {
  /** The example of RFC 1001 section 14.1, with another suffix. */
  private static final String FRED = "20" + "4547464345464545" + "4341".repeat(11) + "4341" + "00";

  private static final int NB = 0x20;
  private static final int NULL = 0x0a;

  private Dialogue dialogue;
  private byte[] request;
  private int id;

  @BeforeEach
  void sendQuery() {
    dialogue =
        new NetBiosProtocol()
            .open(TestDialogueContext.of(Transport.UDP, 137).with(NetBios.NAME, "Fred#20"));
    request = NetBiosPackets.sent(dialogue);
    id = ByteBuffer.wrap(request).getShort() & 0xffff;
  }

  private NameQueryResponse answer(NetBiosPackets response) {
    return assertThat(dialogue.received(buffer(response.toBytes())))
        .asInstanceOf(type(Step.Finish.class))
        .extracting(Step.Finish::finding, type(NameQueryResponse.class))
        .actual();
  }

  private NetBiosPackets positive(int flags, int length, byte... data) {
    return packet(id, RESPONSE | flags, 0, 1).hex(FRED).u16(NB, 1).u32(300).u16(length).bytes(data);
  }

  @Test
  void request_isEncodedAsInRfc1002() {
    assertThat(request).isEqualTo(packet(id, 0, 1, 0).hex(FRED).u16(NB, 1).toBytes());
  }

  @Test
  void positiveResponse_hasOwners() {
    byte[] data = {0, 0, (byte) 192, 0, 2, 1, (byte) 0xc0, 0, (byte) 192, 0, 2, 2};
    NameQueryResponse answer = answer(positive(0x0180, 12, data));
    assertThat(answer.name()).isEqualTo("FRED");
    assertThat(answer.suffix()).isEqualTo(0x20);
    assertThat(answer.error()).isEmpty();
    assertThat(answer.owners())
        .containsExactly(
            new Owner("192.0.2.1", false, NodeType.B), new Owner("192.0.2.2", true, NodeType.M));
    assertThat(answer.ttl()).isEqualTo(300);
    assertThat(answer.authoritative()).isTrue();
    assertThat(answer.recursionAvailable()).isTrue();
    assertThat(answer.notes()).isEmpty();
    assertThat(answer.lines())
        .containsExactly(
            "FRED <20>: addresses: 2, for 300 s, authoritative, recursion available",
            "192.0.2.1 unique B",
            "192.0.2.2 group M");
    assertThat(GROUP | M_NODE).isEqualTo(0xc000);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({"1, FMT_ERR (1)", "3, NAM_ERR (3)", "5, RFS_ERR (5)", "9, code 9"})
  void negativeResponse_hasErrorCode(int code, String expected) {
    NetBiosPackets samba = packet(id, RESPONSE | code, 0, 1).hex(FRED).u16(NULL, 1).u32(0).u16(0);
    assertThat(answer(samba).error()).contains(expected);
    sendQuery();
    assertThat(answer(packet(id, RESPONSE | code, 0, 0)).error()).contains(expected);
  }

  @Test
  void referralToNameServer_isNote() {
    NetBiosPackets response =
        redirecting(id, 0, 1, 1)
            .hex("00")
            .u16(2, 1)
            .u32(0)
            .u16(2)
            .u16(0xc00c)
            .hex("00")
            .u16(1, 1)
            .u32(0)
            .u16(4)
            .u8(192, 0, 2, 9);
    assertThat(answer(response).notes())
        .containsExactly("the response refers to another name server: 192.0.2.9");
  }

  private static NetBiosPackets redirecting(int id, int answers, int authorities, int additional) {
    return NetBiosPackets.nothing().u16(id, 0x8000, 0, answers, authorities, additional);
  }

  @Test
  void truncatedAndSurplusData_haveNotes() {
    byte[] data = {0, 0, (byte) 192, 0, 2, 1, 0};
    assertThat(answer(positive(0, 12, data)).notes())
        .containsExactly("the record has 7 of 12 bytes (expected: all, and 6 for each address)");
    sendQuery();
    assertThat(answer(positive(0x0200, 6, Arrays.copyOf(data, 6))).notes())
        .containsExactly("the response is truncated: there are more addresses");
    sendQuery();
    assertThat(answer(positive(0, 0)).owners()).isEmpty();
  }

  @Test
  void unrelatedResponses_areIgnored() {
    byte[] good = positive(0, 6, new byte[6]).toBytes();
    byte[] otherId = good.clone();
    otherId[0] ^= 1;
    byte[] otherName = good.clone();
    otherName[14]++;
    byte[] query = good.clone();
    query[2] = 0;
    byte[] nothing = packet(id, RESPONSE, 0, 0).toBytes();
    for (byte[] stray : new byte[][] {otherId, otherName, query, nothing, {}, request}) {
      assertThat(dialogue.received(buffer(stray))).isInstanceOf(Step.Await.class);
    }
    assertThat(dialogue.received(buffer(good))).isInstanceOf(Step.Finish.class);
  }

  @Test
  void wildcard_isPaddedWithNuls() {
    Dialogue star =
        new NetBiosProtocol()
            .open(TestDialogueContext.of(Transport.UDP, 137).with(NetBios.NAME, "*"));
    byte[] sent = NetBiosPackets.sent(star);
    assertThat(Arrays.copyOfRange(sent, 12, 46))
        .isEqualTo(NetBiosPackets.nothing().hex(NetBiosPackets.WILDCARD).toBytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SIXTEEN_LETTERS_", "with space", "#20", "a\tb", "\u0107"})
  void malformedName_isRejected(String name) {
    for (Transport transport : Transport.values()) {
      TestDialogueContext context = TestDialogueContext.of(transport, 137);
      assertThatThrownBy(() -> context.with(NetBios.NAME, name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("netbios.name: " + SafeText.quote(name) + " (expected: ");
    }
  }
}
