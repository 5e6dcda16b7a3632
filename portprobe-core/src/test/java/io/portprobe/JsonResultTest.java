package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static io.portprobe.Talk.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.PortSet;
import io.portprobe.scan.ScanResults;
import io.portprobe.scan.ScanSummary;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.text.SafeText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonResultTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();
  private static final JsonNode SCHEMA = parse(JsonResult.schema());

  /**
   * C0, C1, a bidirectional control, a line separator, quotes, a pair and an unpaired surrogate.
   */
  private static final String HOSTILE =
      "\u001b[2J\u0085\u202e\u2028\r\n\"\\\u0000\ud83d\ude00\ud800end\udc00";

  private static final Schema VALIDATOR =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(JsonResult.schema(), InputFormat.JSON);

  /** A finding with a component of every kind. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Everything(
      String text,
      Optional<String> present,
      Optional<String> absent,
      OptionalInt number,
      boolean flag,
      double infinite,
      PortState constant,
      Instant time,
      Duration duration,
      byte[] bytes,
      ByteBuffer buffer,
      int[] numbers,
      BigInteger large,
      InetAddress address,
      InetSocketAddress socketAddress,
      Map<String, List<Integer>> map,
      Endpoint nested,
      Exception failure,
      @Nullable String nothing)
      implements Finding {
    @Override
    public List<String> lines() {
      return List.of("everything");
    }
  }

  private static Everything everything() {
    return new Everything(
        HOSTILE,
        Optional.of("here"),
        Optional.empty(),
        OptionalInt.of(7),
        true,
        Double.POSITIVE_INFINITY,
        PortState.NOT_LISTENING,
        Instant.EPOCH,
        Duration.ofMillis(250),
        new byte[] {1, 2, 3},
        ByteBuffer.wrap(new byte[] {1, 2, 3}),
        new int[] {1, 2},
        BigInteger.TEN,
        new InetSocketAddress("192.0.2.1", 0).getAddress(),
        InetSocketAddress.createUnresolved("name.test", 80),
        Map.of("key", List.of(1)),
        Endpoint.tcp("::1", 80),
        new IllegalStateException("why"),
        null);
  }

  @Test
  void finding_hasItsComponents() {
    assertThat(parse(everything().toJson()))
        .isEqualTo(
            parse(
                """
                {
                  "text": "\\u001b[2J\\u0085\\u202e\\u2028\\r\\n\\"\\\\\\u0000\\ud83d\\ude00\\ufffdend\\ufffd",
                  "present": "here", "absent": null, "number": 7, "flag": true,
                  "infinite": "Infinity", "constant": "NOT_LISTENING",
                  "time": "1970-01-01T00:00:00Z", "duration": "PT0.25S",
                  "bytes": "AQID", "buffer": "AQID", "numbers": [1, 2], "large": "10",
                  "address": "192.0.2.1",
                  "socketAddress": {"address": "name.test", "port": 80},
                  "map": {"key": [1]},
                  "nested": {"transport": "TCP", "host": "::1", "port": 80},
                  "failure": {"type": "IllegalStateException", "message": "why"},
                  "nothing": null
                }
                """));
  }

  @Test
  void finding_withoutComponents_hasItsLines() {
    Finding finding = () -> List.of("one", "two");

    assertThat(finding.toJson()).isEqualTo("{\"lines\":[\"one\",\"two\"]}");
  }

  @Test
  void json_isPrintable() {
    String json = everything().toJson();

    assertThat(json.codePoints().allMatch(SafeText::isSafe)).isTrue();
    assertThat(json).contains("\\u001b[2J\\u0085\\u202e\\u2028\\r\\n\\\"\\\\\\u0000\ud83d\ude00");
  }

  /** Results of probes with and without a dialogue, and of a scan with a port that failed. */
  static Stream<JsonResult> results() throws IOException {
    Protocol hostile =
        Talk.protocol(
            "hostile",
            Binding.tcp(7),
            context ->
                new Talk.Pinging() {
                  @Override
                  public Step received(ByteBuffer received) {
                    return Step.finish(everything());
                  }
                });
    try (TcpPeer peer = TcpPeer.serving(Script.reply(bytes("hello")).thenSilence());
        TcpPeer tls =
            TcpPeer.tls(
                TlsIdentity.selfSigned("localhost").context(),
                Script.reply(bytes("x")).thenSilence());
        ProbeClient client =
            ProbeClient.builder()
                .withoutDiscovery()
                .protocol(hostile)
                .resolver(host -> CompletableFuture.failedFuture(new IOException("no such name")))
                .build()) {
      ProbeReport spoken = client.probe(endpointOf(peer)).as("hostile").report().join();
      ProbeReport secured =
          client.probe(endpointOf(tls)).timeout(Duration.ofSeconds(30)).tls().report().join();
      ProbeReport refused = client.udp("127.0.0.1", closedPort()).report().join();
      ScanResults scan =
          client
              .scan()
              .hosts(HostSet.of("127.0.0.1", "missing.test"))
              .ports(PortSet.tcp(String.valueOf(peer.port())))
              .collect()
              .join();
      Proxy proxy = new Proxy(Proxy.Type.HTTP, peer.address());
      ProxyReport proxied = client.tcp("db.test", 1).through(proxy).report().join();
      List<JsonResult> results = new ArrayList<>(scan.results());
      Collections.addAll(
          results,
          spoken,
          secured,
          proxied,
          secured.dialogue().orElseThrow(),
          refused,
          scan.summary(),
          spoken.attempts().get(0));
      results.add(spoken.dialogue().orElseThrow());
      return results.stream();
    }
  }

  private static int closedPort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @MethodSource("results")
  void json_matchesTheSchema(JsonResult result) {
    assertThat(VALIDATOR.validate(result.toJson(), InputFormat.JSON)).isEmpty();
    assertThat(
            Set.of(
                List.of("state", "reason"),
                List.of("protocol", "outcome"),
                List.of("ending", "complete"),
                List.of("outcome", "code")))
        .contains(List.copyOf(result.toMap().keySet()).subList(0, 2));
  }

  @ParameterizedTest
  @MethodSource("results")
  void json_ofJackson_isTheSame(JsonResult result) throws IOException {
    JsonNode own = parse(result.toJson());

    assertThat(JACKSON.readTree(JACKSON.writeValueAsBytes(result))).isEqualTo(own);
    assertThat(parse(new tools.jackson.databind.ObjectMapper().writeValueAsString(result)))
        .isEqualTo(own);
  }

  @ParameterizedTest
  @MethodSource("results")
  void schema_listsEveryProperty(JsonResult result) {
    Map<String, JsonNode> definitions = new LinkedHashMap<>();
    SCHEMA
        .get("$defs")
        .properties()
        .forEach(each -> definitions.put(each.getKey(), each.getValue()));

    assertThat(definitions.values())
        .anySatisfy(
            definition ->
                assertThat(names(definition.path("properties")))
                    .containsExactlyElementsOf(
                        result.toMap().keySet().stream()
                            .filter(n -> !n.equals("truncated"))
                            .toList()));
  }

  @Test
  void schema_listsEveryConstant() {
    assertThat(constants("/$defs/state")).isEqualTo(names(PortState.values()));
    assertThat(constants("/$defs/reason")).isEqualTo(names(Reason.values()));
    assertThat(constants("/$defs/dialogue/properties/outcome"))
        .isEqualTo(names(DialogueReport.Outcome.values()));
    assertThat(constants("/$defs/dialogue/properties/cause"))
        .isEqualTo(names(DialogueReport.Cause.values()));
    assertThat(constants("/$defs/proxyReport/properties/outcome"))
        .isEqualTo(names(ProxyReport.Outcome.values()));
    assertThat(constants("/$defs/scanSummary/properties/ending"))
        .isEqualTo(names(ScanSummary.Ending.values()));
  }

  @Test
  void json_ofALargeFinding_isBounded() throws IOException {
    String text = "x".repeat(200_000);
    Talk.Heard large = new Talk.Heard(text, Optional.empty());
    Finding many = () -> Collections.nCopies(1_000_000, "line");

    assertThat(parse(large.toJson()).get("words").textValue())
        .isEqualTo(text.substring(0, 65_536) + "...");
    assertThat(many.toJson().length()).isBetween(100_000, 1 << 20);
  }

  @Test
  void report_withALargeFinding_isTruncated() {
    Protocol large =
        Talk.protocol(
            "large",
            Binding.tcp(7),
            context ->
                new Talk.Pinging() {
                  @Override
                  public Step received(ByteBuffer received) {
                    return Step.finish(new Talk.Heard("x".repeat(200_000), Optional.empty()));
                  }
                });
    try (TcpPeer peer = TcpPeer.serving(Script.reply(bytes("hello")).thenSilence());
        ProbeClient client = ProbeClient.builder().withoutDiscovery().protocol(large).build()) {
      PortProbe probe = client.probe(endpointOf(peer));

      assertThat(probe.as("large").report().join().toMap()).containsEntry("truncated", true);
      assertThat(probe.report().join().toMap()).containsEntry("truncated", false);
    }
  }

  private static JsonNode parse(String json) {
    try {
      return JACKSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }

  private static List<String> constants(String pointer) {
    List<String> constants = new ArrayList<>();
    SCHEMA.at(pointer).get("enum").forEach(each -> constants.add(each.textValue()));
    return constants;
  }
}
