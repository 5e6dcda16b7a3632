package io.portprobe.examples.distributed;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.scan.ScanResult;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the results and of the union view. */
class RowFormsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final ScanSlice SLICE = ScanSlice.unstarted(VantagePoint.anywhere("here"), 2, 4);

  @Test
  void row_hasThePropertiesOfTheResult() throws Exception {
    try (ProbeClient client = ProbeClient.create()) {
      List<ScanResult> results =
          client
              .scan()
              .hosts("127.0.0.1", "name.invalid")
              .tcp("1")
              .collect()
              .get(30, SECONDS)
              .results();
      assertThat(results).hasSize(2);
      for (ScanResult result : results) {
        ObjectNode row = (ObjectNode) JSON.readTree(ProbeRecord.of(result, SLICE).toJson());
        ObjectNode expected = (ObjectNode) JSON.readTree(result.toJson());
        assertThat(row.remove(List.of("vantagePoint", "slice", "seenAt", "failure")).size())
            .isEqualTo(expected.remove(List.of("evidence", "failure", "truncated")).size());
        assertThat(row).isEqualTo(expected);
      }
    }
  }

  @Test
  void row_statesItsOrigin_andWhyThePortWasNotProbed() throws Exception {
    ProbeRecord failed =
        new ProbeRecord(
            "here", 2, Transport.TCP, "a\"b", 80, null, null, null, "denied\n", 0, 0, 0, null);

    JsonNode row = JSON.readTree(failed.toJson());

    assertThat(row.get("vantagePoint").asText()).isEqualTo("here");
    assertThat(row.get("slice").asInt()).isEqualTo(2);
    assertThat(row.get("seenAt").asText()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(row.get("failure").asText()).isEqualTo("denied\n");
    assertThat(row.get("endpoint").get("host").asText()).isEqualTo("a\"b");
    assertThat(row.get("state").isNull()).isTrue();
  }

  @Test
  void endpoint_isTheSameText_fromEachVantagePoint() {
    ProbeRecord row =
        new ProbeRecord(
            "here", 0, Transport.UDP, "2001:db8::1", 53, null, null, null, null, 0, 0, 0, null);
    assertThat(row.endpoint()).isEqualTo("udp://[2001:db8::1]:53");
  }

  @Test
  void view_statesWhetherTheVantagePointsAgree() throws Exception {
    Sighting open = new Sighting("east", PortState.LISTENING, Reason.ACCEPTED, "192.0.2.1");
    Sighting silent = new Sighting("west", PortState.FILTERED, Reason.TIMED_OUT, "192.0.2.1");
    Sighting failed = new Sighting("west", null, null, null);

    assertThat(view(open, open).agrees()).isTrue();
    assertThat(view(open, silent).agrees()).isFalse();
    assertThat(view(open, failed).agrees()).isFalse();
    JsonNode row = JSON.readTree(view(open, silent).toJson());
    assertThat(row.get("agrees").asBoolean()).isFalse();
    assertThat(row.get("seenFrom").get("west").get("reason").asText()).isEqualTo("TIMED_OUT");
    assertThat(row.get("seenFrom").get("east").get("address").asText()).isEqualTo("192.0.2.1");
  }

  private static EndpointView view(Sighting... sightings) {
    return new EndpointView(Transport.TCP, "db", 80, List.of(sightings));
  }

  @Test
  void rows_areSerialisedByTheirComponents() {
    for (Class<?> type : List.of(ProbeRecord.class, Sighting.class, EndpointView.class)) {
      assertThat(TypeInformation.of(type)).isInstanceOf(PojoTypeInfo.class);
    }
  }

  @Test
  void rate_isSharedOut_andNeverExceeded() {
    ScanSpec spec = ScanSpec.tcp(List.of("127.0.0.1"), "1").withRate(10);
    assertThat(spec.share(3)).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec.share(11))
        .withMessage("rate: 10 (expected: at least 11, the number of readers)");
    assertThat(spec.withAttempts(5, Duration.ofMillis(10), 0).share(10)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "=192.0.2.1", "\u00fc"})
  void nameOfAVantagePoint_isPlain(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VantagePoint.parse(name))
        .withMessageContaining("expected: 1 to 64 letters");
  }
}
