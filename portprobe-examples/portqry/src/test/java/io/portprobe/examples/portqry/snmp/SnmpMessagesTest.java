package io.portprobe.examples.portqry.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnmpMessagesTest {
  @Test
  void request_isTheOneThatNetSnmpAnswers() {
    byte[] v2c = Agent.REQUEST_V1.clone();
    v2c[4] = 1;

    assertThat(SnmpMessages.request(SnmpVersion.V1, "public", Agent.REQUEST_ID))
        .isEqualTo(Agent.REQUEST_V1);
    assertThat(SnmpMessages.request(SnmpVersion.V2C, "public", Agent.REQUEST_ID)).isEqualTo(v2c);
  }

  @Test
  void responses_ofNetSnmp_haveTheSystemGroup() throws Exception {
    assertThat(SystemGroup.of(SnmpMessages.response(Agent.RESPONSE_V2C)))
        .isEqualTo(
            new SystemGroup(
                "SNMPv2c",
                Optional.of("portprobe test agent"),
                Optional.of("1.3.6.1.4.1.8072.3.2.10"),
                Optional.of(Duration.ofMillis(3_020)),
                Optional.empty()));
    assertThat(SystemGroup.of(SnmpMessages.response(Agent.RESPONSE_V1)).lines())
        .containsExactly(
            "version: SNMPv1",
            "sysDescr: portprobe test agent",
            "sysObjectID: 1.3.6.1.4.1.8072.3.2.10",
            "sysUpTime: 0 days 0:00:03");
  }

  @Test
  void responses_withoutAnObject_sayWhatTheAgentSaid() throws Exception {
    assertThat(SystemGroup.of(SnmpMessages.response(Agent.NO_SUCH_NAME)).lines())
        .containsExactly("version: SNMPv1", "error: noSuchName");
    assertThat(SystemGroup.of(SnmpMessages.response(Agent.NO_SUCH_OBJECT)).lines())
        .containsExactly("version: SNMPv2c", "sysDescr: portprobe test agent");
  }

  @ParameterizedTest
  @CsvSource({
    "'', it is not valid BER",
    "ffffffff, it is not valid BER",
    "3000, its message has 0 fields",
    "300a0201010400a003020101, the type of its PDU is not a response",
    "300a0201010400a203020901, it is not valid BER",
    "300a0201010400a203020101, its PDU has 1 fields",
    "30120201030400a20b0201010201000201003000, its version is 3",
    "30170201010400a2100201010201000201003005300306012b, its variable has 1 fields",
    "30180201010400a2110201010201000201003006300405000500, it is not valid BER",
    "30120201010400a20b020101020100020100300000, it is not valid BER",
  })
  void response_ofAnotherForm_isRejected(String hex, String message) {
    assertThatExceptionOfType(SnmpFormatException.class)
        .isThrownBy(() -> SnmpMessages.response(HexFormat.of().parseHex(hex)))
        .withMessage(message);
  }

  @Test
  void dialogue_receivesDamagedDatagrams_waitsOrFinishes() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = Agent.RESPONSE_V2C.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;

      Step step =
          new SnmpDialogue("public", Agent.REQUEST_ID)
              .received(ByteBuffer.wrap(Arrays.copyOf(damaged, length)));

      assertThat(step).isInstanceOfAny(Step.Await.class, Step.Finish.class);
      if (step instanceof Step.Finish finish) {
        assertThat(finish.finding().lines())
            .allMatch(line -> line.length() < 1_100 && line.chars().noneMatch(c -> c < ' '));
      }
    }
  }

  @Test
  void dialogue_receivesTheResponseToAnotherRequest_waits() {
    assertThat(new SnmpDialogue("public", 1).received(ByteBuffer.wrap(Agent.RESPONSE_V1)))
        .isEqualTo(Step.await("the SNMP response has another request id"));
  }

  @Test
  void dialogue_repeats_alternateTheVersions() {
    Step.Send first = (Step.Send) new SnmpDialogue("public", Agent.REQUEST_ID).start();
    Step.Poll repeats = (Step.Poll) first.then();

    assertThat(first.bytes().get(4)).isEqualTo((byte) 1);
    assertThat(repeats.datagrams())
        .containsExactly(ByteBuffer.wrap(Agent.REQUEST_V1), first.bytes());
  }
}
