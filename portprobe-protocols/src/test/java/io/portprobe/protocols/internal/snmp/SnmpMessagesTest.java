package io.portprobe.protocols.internal.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portprobe.Transport;
import io.portprobe.protocols.snmp.SnmpAgent;
import io.portprobe.protocols.snmp.SnmpAgent.Engine;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnmpMessagesTest {
  @Test
  void request_hasFourObjects() {
    assertThat(HexFormat.of().formatHex(SnmpMessages.request(1, "public", Agent.ID)))
        .isEqualTo(
            "305302010104067075626c6963a046020412345678020100020100"
                + "3038300c06082b060102010101000500300c06082b06010201010200"
                + "0500300c06082b060102010103000500300c06082b060102010105000500");
  }

  @Test
  void discovery_hasNoEngineId_andIsReportable() {
    assertThat(HexFormat.of().formatHex(SnmpMessages.discovery(Agent.ID)))
        .isEqualTo(
            "303e020103"
                + "301102041234567802030"
                + "0ffe3040104020103"
                + "0410300e0400020100020100040004000400"
                + "301404000400a00e0204123456780201000201003000");
  }

  private static SnmpAgent finding(byte[] message) throws SnmpFormatException {
    return SystemGroup.finding(SnmpMessages.decode(message));
  }

  @Test
  void responses_ofNetSnmp_haveTheSystemGroup() throws Exception {
    SnmpAgent agent = finding(Agent.RESPONSE_V2C);

    assertThat(agent.upTime()).contains(Duration.ofMillis(3_020));
    assertThat(agent.lines())
        .containsExactly(
            "version: SNMPv2c",
            "sysDescr: portprobe test agent",
            "sysObjectID: 1.3.6.1.4.1.8072.3.2.10",
            "sysUpTime: 0 days 0:00:03");
    assertThat(agent.facts()).hasToString("snmp, Net-SNMP");
    assertThat(finding(Agent.RESPONSE_V1).version()).isEqualTo("SNMPv1");
  }

  @Test
  void responses_withoutAnObject_haveTheErrorOrTheOtherObjects() throws Exception {
    assertThat(finding(Agent.NO_SUCH_NAME).lines())
        .containsExactly("version: SNMPv1", "error: noSuchName");
    assertThat(finding(Agent.NO_SUCH_OBJECT).lines())
        .containsExactly("version: SNMPv2c", "sysDescr: portprobe test agent");
  }

  @Test
  void report_ofNetSnmp_identifiesItsEngine() throws Exception {
    SnmpAgent agent = finding(Agent.REPORT);

    assertThat(agent.engine())
        .contains(
            new Engine(
                "80001f88805360573c31090a6b00000000",
                OptionalLong.of(8072),
                Optional.empty(),
                1,
                Duration.ofMinutes(30)));
    assertThat(agent.facts()).hasToString("snmp, Net-SNMP");
    assertThat(agent.lines())
        .containsExactly(
            "version: SNMPv3",
            "engine id: 80001f88805360573c31090a6b00000000",
            "engine vendor: 8072 (Net-SNMP)",
            "engine boots: 1",
            "engine time: 0 days 0:30:00");
  }

  @ParameterizedTest
  @CsvSource({
    "8000000901c0000201, 192.0.2.1",
    "80000009 0220010db8000000000000000000000001, 2001:db8:0:0:0:0:0:1",
    "800000090300001b2c3d4e, 00:00:1b:2c:3d:4e",
    "8000000904726f75746572, router",
    "8000000905726f75746572, ",
    "0000000901c0000201, ",
  })
  void engineId_namesTheHost(String hex, String address) {
    byte[] id = HexFormat.of().parseHex(hex.replace(" ", ""));

    assertThat(
            EngineId.of(new SnmpMessages.Report(1, ByteBuffer.wrap(id), 0, 0))
                .address()
                .orElse(null))
        .isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource({
    "'', it is not valid BER",
    "ffffffff, it is not valid BER",
    "3000, its version is -1",
    "3003020100, its message has 1 fields",
    "300a0201010400a003020101, the type of its PDU is not a response",
    "300a0201010400a203020901, it is not valid BER",
    "300a0201010400a203020101, its PDU has 1 fields",
    "3003020102, its version is 2",
    "3003020103, its message has 1 fields",
    "30170201010400a2100201010201000201003005300306012b, its variable has 1 fields",
    "30120201010400a20b020101020100020100300000, it is not valid BER",
  })
  void message_ofAnotherForm_isRejected(String hex, String why) {
    assertThatExceptionOfType(SnmpFormatException.class)
        .isThrownBy(() -> SnmpMessages.decode(HexFormat.of().parseHex(hex)))
        .withMessage(why);
  }

  private static Dialogue dialogue(Transport transport) {
    return new SnmpProtocol().open(TestDialogueContext.of(transport, 161));
  }

  @Test
  void repeats_alternateTheVersions() {
    Step.Send first = (Step.Send) dialogue(Transport.UDP).start();
    Step.Poll repeats = (Step.Poll) first.then();

    assertThat(Agent.version(first.bytes())).isEqualTo(1);
    assertThat(repeats.datagrams().stream().map(Agent::version).toList())
        .isEqualTo(List.of(3, 0, 1));
  }

  @Test
  void responseToAnotherRequest_isIgnored() {
    Dialogue dialogue = dialogue(Transport.UDP);
    var unused = dialogue.start();

    assertThat(dialogue.received(ByteBuffer.wrap(Agent.RESPONSE_V1)))
        .isEqualTo(Step.await("the SNMP response has another request id"));
  }

  @Test
  void engine_isReported_onlyIfNoCommunityIsAcceptedAfterwards() {
    Dialogue dialogue = dialogue(Transport.UDP);
    Step.Send request = (Step.Send) dialogue.start();
    ByteBuffer discovery = ((Step.Poll) request.then()).datagrams().get(0);

    Step again = dialogue.received(ByteBuffer.wrap(Agent.report(discovery)));

    assertThat(((Step.Send) again).bytes()).isEqualTo(request.bytes());
    assertThat(dialogue.partial()).isPresent();
    Step engine = dialogue.silent();
    assertThat(((SnmpAgent) ((Step.Finish) engine).finding()).version()).isEqualTo("SNMPv3");
    Step group =
        dialogue.received(ByteBuffer.wrap(Agent.respond(Agent.RESPONSE_V2C, request.bytes())));
    assertThat(((SnmpAgent) ((Step.Finish) group).finding()).version()).isEqualTo("SNMPv2c");
  }

  @Test
  void messages_areRecognised_withoutARequest() {
    SnmpProtocol protocol = new SnmpProtocol();

    assertThat(protocol.recognise(ByteBuffer.wrap(Agent.REPORT)).orElseThrow())
        .hasToString("snmp, Net-SNMP");
    assertThat(protocol.recognise(ByteBuffer.wrap(SnmpMessages.discovery(1)))).isEmpty();
  }
}
