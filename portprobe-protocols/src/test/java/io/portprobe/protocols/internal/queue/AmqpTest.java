package io.portprobe.protocols.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.protocols.queue.AmqpResult;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmqpTest {
  private static Recording open() {
    return Recording.start(new AmqpProtocol().open(TestDialogueContext.of(Transport.TCP, 5672)));
  }

  private static byte[] recorded(String name) {
    return Recording.read(QueueFuzzTest.class, "amqp", name);
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @Test
  void start_hasProductVersionAndMechanisms() {
    Recording recording = open().receive(recorded("rabbitmq-3.10.8"));
    AmqpResult result = recording.finding(AmqpResult.class);

    assertThat(recording.sent()).containsExactly(hex("414d5150 00000901"));
    assertThat(result.protocolVersion()).isEqualTo("0-9-1");
    assertThat(result.product()).contains("RabbitMQ");
    assertThat(result.version()).contains("3.10.8");
    assertThat(result.mechanisms()).containsExactlyInAnyOrder("PLAIN", "AMQPLAIN");
    assertThat(result.locales()).containsExactly("en_US");
    assertThat(result.properties())
        .containsEntry("capabilities.basic.nack", "true")
        .containsEntry("cluster_name", "rabbit@vm");
    assertThat(result.lines()).startsWith("AMQP 0-9-1").contains("product: RabbitMQ");
  }

  @ParameterizedTest
  @CsvSource({
    "414d5150 00010000, 1.0.0",
    "414d5150 03010000, 1.0.0 (SASL)",
    "414d5150 0101000a, 0-10"
  })
  void headerOfAnotherVersion_isAFinding(String hex, String version) {
    AmqpResult result = open().receive(hex(hex)).finding(AmqpResult.class);

    assertThat(result.protocolVersion()).isEqualTo(version);
    assertThat(result.properties()).isEmpty();
    assertThat(result.lines()).containsExactly("AMQP " + version);
  }

  @Test
  void brokerOfVersion1_mayCloseTheConnectionAfterItsHeader() {
    byte[] recorded = recorded("artemis-2.38.0");

    assertThat(open().receive(recorded).finding(AmqpResult.class).protocolVersion())
        .isEqualTo("1.0.0");
    assertThat(new AmqpProtocol().recognise(ByteBuffer.wrap(recorded))).isPresent();
  }

  @Test
  void table_hasValuesOfAllTypes() {
    String fields =
        "0161 53 00000001 78" // a: "x"
            + "0162 49 ffffffff"
            + "0163 6c 0000000000000005"
            + "0164 42 ff"
            + "0165 44 02 0000007b" // 1.23
            + "0166 41 00000005 56 74 00 62 80" // an array of nothing, false and -128
            + "0167 78 00000002 cafe"
            + "0168 66 3fc00000"
            + "0169 75 ffff"
            + "016a 73 ffff";
    byte[] bytes = hex(fields);
    ByteBuffer table = ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).flip();

    assertThat(AmqpTable.read(table).orElseThrow())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("a", "x"),
                Map.entry("b", "-1"),
                Map.entry("c", "5"),
                Map.entry("d", "255"),
                Map.entry("e", "123E-2"),
                Map.entry("f.0", ""),
                Map.entry("f.1", "false"),
                Map.entry("f.2", "-128"),
                Map.entry("g", "0xcafe"),
                Map.entry("h", "1.5"),
                Map.entry("i", "65535"),
                Map.entry("j", "-1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000003 0161 53", // no value
        "00000007 0161 53 00000009", // a value that is too long
        "00000003 0161 7a", // an unknown type
        "00000002 0561", // a name that is too long
        "00000009 0161", // a table that is too long
        "000000",
      })
  void malformedTable_isEmpty(String hex) {
    assertThat(AmqpTable.read(ByteBuffer.wrap(hex(hex)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "414d5150 00000901", // an echo of the request
        "414d5150 07070707",
        "414d5958",
        "01 0000 00000006 000a000a0009 00", // no frame end
        "01 0000 00000006 000a000a0009 ce", // no table
        "01 0000 00000006 000a003c0009 ce", // another method
        "01 0000 00000000 ce",
        "01 0001 00000006",
        "02 0000 00000006",
        "01 0000 7fffffff",
      })
  void otherFrames_areMismatches(String hex) {
    assertThat(open().receive(hex(hex)).last()).isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void recognise_headerAfterAForeignRequest() {
    byte[] header = recorded("rabbitmq-3.10.8-header");
    assertThat(new AmqpProtocol().recognise(ByteBuffer.wrap(header)).orElseThrow().service())
        .contains("amqp");
    assertThat(new AmqpProtocol().recognise(ByteBuffer.wrap(header, 0, 7))).isEmpty();
  }
}
