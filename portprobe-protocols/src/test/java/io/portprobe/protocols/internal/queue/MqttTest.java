package io.portprobe.protocols.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.protocols.queue.Mqtt;
import io.portprobe.protocols.queue.MqttResult;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MqttTest {
  private final TestDialogueContext context = TestDialogueContext.of(Transport.TCP, 1883);

  private Recording open() {
    return Recording.start(new MqttProtocol().open(context));
  }

  private static byte[] recorded(String method, String name) {
    return Recording.read(QueueFuzzTest.class, method, name);
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @Test
  void version5_hasPropertiesAndBrokerVersion() {
    Recording recording = open().receive(recorded("mqtt", "mosquitto-2.0.11"));
    MqttResult result = recording.finding(MqttResult.class);

    assertThat(result.protocolVersion()).isEqualTo("5.0");
    assertThat(result.accepted()).isTrue();
    assertThat(result.properties())
        .containsOnlyKeys("topic alias maximum", "receive maximum")
        .containsEntry("receive maximum", "20");
    assertThat(result.brokerVersion()).contains("mosquitto version 2.0.11");
    assertThat(result.facts().product()).contains("mosquitto");
    assertThat(result.facts().version()).contains("2.0.11");
    assertThat(result.lines())
        .containsExactly(
            "MQTT 5.0, connection: success (code 0)",
            "topic alias maximum: 10",
            "receive maximum: 20",
            "broker: mosquitto version 2.0.11");
  }

  @Test
  void requests_areConnectSubscribeAndDisconnect() {
    Recording recording = open().receive(recorded("mqtt", "mosquitto-2.0.11"));

    byte[] connect = recording.sent().get(0);
    assertThat(HexFormat.of().formatHex(connect, 0, 15))
        .isEqualTo("10" + "1f" + "00044d51545405" + "02" + "003c" + "00" + "0012");
    assertThat(new String(connect, 15, connect.length - 15, StandardCharsets.US_ASCII))
        .matches("portprobe-[0-9a-f]{8}");
    assertThat(recording.sent().get(1))
        .isEqualTo(
            Recording.concat(
                hex("82 19 0001 00 0013"),
                "$SYS/broker/version".getBytes(StandardCharsets.US_ASCII),
                new byte[1]));
    assertThat(recording.sent().get(2)).isEqualTo(hex("e000"));
    assertThat(recording.sent()).hasSize(3);
  }

  @Test
  void allLimits_areProperties() {
    MqttResult result =
        (MqttResult)
            open()
                .receive(recorded("mqtt", "mosquitto-2.0.11-limits"))
                .silence()
                .finding()
                .orElseThrow();

    assertThat(result.properties())
        .containsEntry("maximum qos", "1")
        .containsEntry("maximum packet size", "2000");
    assertThat(result.brokerVersion()).isEmpty();
  }

  @Test
  void refusal_isAFinding_withoutFurtherPackets() {
    Recording recording = open().receive(recorded("mqtt", "mosquitto-2.0.11-not-authorized"));
    MqttResult result = recording.finding(MqttResult.class);

    assertThat(result.code()).isEqualTo(0x87);
    assertThat(result.reason()).isEqualTo("not authorized");
    assertThat(result.accepted()).isFalse();
    assertThat(recording.sent()).hasSize(1);
  }

  @Test
  void brokerThatClosesOrRejectsVersion5_isSpokenToInVersion3() {
    MqttResult closed =
        open().close().receive(recorded("mqttOld", "mosquitto-2.0.11")).finding(MqttResult.class);
    assertThat(closed.protocolVersion()).isEqualTo("3.1.1");
    assertThat(closed.brokerVersion()).contains("mosquitto version 2.0.11");

    MqttResult rejected =
        open()
            .receive(hex("20 02 00 01"))
            .receive(recorded("mqttOld", "mosquitto-2.0.11-not-authorized"))
            .finding(MqttResult.class);
    assertThat(rejected.code()).isEqualTo(5);
    assertThat(rejected.reason()).isEqualTo("not authorized");

    Recording tooNew = open().receive(hex("20 03 00 84 00"));
    assertThat(HexFormat.of().formatHex(tooNew.sent().get(1), 0, 9))
        .isEqualTo("101e00044d51545404");
  }

  @Test
  void overTls_theSecondConnectionUsesTls() {
    Dialogue dialogue = new MqttProtocol().open(context.withBinding(Binding.tls(8883)));
    assertThat(dialogue.start()).isInstanceOf(Step.Send.class);
    assertThat(dialogue.received(ByteBuffer.wrap(hex("20 02 00 01"))))
        .isEqualTo(Step.reconnectTls());
  }

  @Test
  void brokerWithoutItsVersion_isFoundWhenSilent() {
    Recording recording = open().receive(hex("20 03 00 00 00")).receive(hex("90 04 0001 00 87"));
    assertThat(recording.finding(MqttResult.class).brokerVersion()).isEmpty();

    Recording silent = open().receive(hex("20 03 00 00 00")).silence();
    assertThat(silent.finding(MqttResult.class).accepted()).isTrue();
    assertThat(silent.sent().get(2)).isEqualTo(hex("e000"));
  }

  @Test
  void subscription_isNotSent_withoutTheOption() {
    context.with(Mqtt.BROKER_VERSION, false);
    assertThat(open().receive(hex("20 03 00 00 00")).sent()).hasSize(2);
  }

  @Test
  void greetingOfAnotherServer_isAMismatchAtOnce() {
    byte[] greeting = "220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(open().receive(greeting).last()).isInstanceOf(Step.Mismatch.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20 03 02 00 00", // reserved flags
        "20 03 00 07 00", // an unknown code
        "20 03 00 00 01", // properties that are missing
        "20 05 00 00 02 7e 00", // an unknown property
        "20 05 00 00 02 21 00", // an incomplete property
        "21 03 00 00 00", // flags of the fixed header
        "30 03 00 00 00", // another packet
        "20 01 00", // too short
        "20 ff ff ff ff", // a length without an end
        "20 ff ff ff 7f", // too long
        "10 20 00 04", // the packet of a client
      })
  void malformedPackets_areMismatches(String hex) {
    assertThat(open().receive(hex(hex)).last()).isInstanceOf(Step.Mismatch.class);
  }
}
