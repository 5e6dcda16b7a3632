package io.portprobe.protocols.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.protocols.queue.KafkaResult;
import io.portprobe.protocols.queue.KafkaResult.Api;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaTest {
  private static Recording open() {
    return Recording.start(new KafkaProtocol().open(TestDialogueContext.of(Transport.TCP, 9092)));
  }

  private static Recording receive(byte[] responses) {
    Recording recording = open();
    return recording.receive(QueueFuzzTest.withIds(responses, recording.sent().get(0)));
  }

  private static byte[] recorded(String name) {
    return Recording.read(QueueFuzzTest.class, "kafka", name);
  }

  @Test
  void version3_hasApisAndFeatures() {
    Recording recording = receive(recorded("kafka-3.9.0"));
    KafkaResult result = recording.finding(KafkaResult.class);

    assertThat(result.responseVersion()).isEqualTo(3);
    assertThat(result.errorCode()).isZero();
    assertThat(result.apis()).hasSize(61);
    assertThat(result.api("Produce")).contains(new Api(0, Optional.of("Produce"), 0, 11));
    assertThat(result.api("ApiVersions")).contains(new Api(18, Optional.of("ApiVersions"), 0, 4));
    assertThat(result.apis()).allMatch(api -> api.name().isPresent());
    assertThat(result.supportedFeatures()).containsEntry("metadata.version", "1-21");
    assertThat(result.finalizedFeatures()).containsEntry("metadata.version", "21-21");
    assertThat(result.finalizedFeaturesEpoch()).isPresent();
    assertThat(result.lines()).startsWith("Kafka, requests: 61", "Produce 0-11", "Fetch 0-17");
  }

  @Test
  void request_isVersion3WithTheNameOfTheClient() {
    byte[] request = open().sent().get(0);

    assertThat(ByteBuffer.wrap(request).getInt()).isEqualTo(request.length - 4);
    assertThat(HexFormat.of().formatHex(request, 4, 8)).isEqualTo("00120003");
    assertThat(HexFormat.of().formatHex(request, 12, request.length))
        .isEqualTo("0009706f727470726f6265" + "00" + "0a706f727470726f6265" + "0231" + "00");
  }

  @Test
  void brokerThatDoesNotKnowVersion3_receivesVersion0() {
    Recording recording = receive(recorded("kafka-3.9.0-unsupported"));
    KafkaResult result = recording.finding(KafkaResult.class);

    assertThat(HexFormat.of().formatHex(recording.sent().get(1), 4, 8)).isEqualTo("00120000");
    assertThat(result.responseVersion()).isZero();
    assertThat(result.apis()).hasSize(61);
    assertThat(result.supportedFeatures()).isEmpty();
    assertThat(result.finalizedFeaturesEpoch()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000004 00000000", // no error code
        "00000006 00000001 0000", // another correlation id
        "00000006 00000000 0000", // no keys
        "00000008 00000000 0000 0200", // an incomplete key
        "0000000c 00000000 0000 01 00000000 01", // an incomplete tag
        "0000000e 00000000 0000 01 00000000 01 00 7f", // a tag that is too long
        "0000000b 00000000 0000 ffffffffff", // a number of six bytes
        "0000000c 00000000 0000 01 00000000 00 ff" // bytes after the end
      })
  void malformedResponses_areMismatches(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    bytes[3] = (byte) (bytes.length - 4);
    assertThat(receive(bytes).last()).isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void unknownKey_hasNoName() {
    byte[] response =
        HexFormat.of()
            .parseHex(
                "00000013"
                    + "00000000"
                    + "0000"
                    + "02"
                    + "03e8"
                    + "0000"
                    + "0005"
                    + "00"
                    + "00000000"
                    + "00");
    KafkaResult result = receive(response).finding(KafkaResult.class);

    assertThat(result.apis()).containsExactly(new Api(1000, Optional.empty(), 0, 5));
    assertThat(result.lines()).contains("key 1000 0-5");
  }
}
