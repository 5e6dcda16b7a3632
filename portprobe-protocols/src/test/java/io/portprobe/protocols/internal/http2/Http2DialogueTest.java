package io.portprobe.protocols.internal.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.http2.Grpc;
import io.portprobe.protocols.http2.GrpcHealthResult;
import io.portprobe.protocols.http2.GrpcHealthResult.Health;
import io.portprobe.protocols.http2.Http2Result;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Http2DialogueTest {
  private static final Protocol H2 = new Http2Protocol();
  private static final Protocol GRPC = new GrpcProtocol();

  private static TestDialogueContext context() {
    return TestDialogueContext.of(Transport.TCP, 50_051);
  }

  private static byte[] sent(Step step) {
    ByteBuffer bytes = ((Step.Send) step).bytes();
    byte[] sent = new byte[bytes.remaining()];
    bytes.get(sent);
    return sent;
  }

  private static Step last(Step step) {
    return step instanceof Step.Send send ? last(send.then()) : step;
  }

  private static Step respond(Protocol protocol, String... hex) {
    Dialogue dialogue = protocol.open(context());
    var unused = dialogue.start();
    return last(dialogue.received(Http2Bytes.hex(hex)));
  }

  private static <F extends Finding> F finding(Step step, Class<F> type) {
    assertThat(step).isInstanceOf(Step.Finish.class);
    return type.cast(((Step.Finish) step).finding());
  }

  private static String why(Step step) {
    assertThat(step).isInstanceOf(Step.Mismatch.class);
    return ((Step.Mismatch) step).why();
  }

  @Test
  void h2_opensTheConnection_thenAcknowledgesAndEnds() {
    Dialogue dialogue = H2.open(context());
    assertThat(new String(sent(dialogue.start()), ISO_8859_1))
        .isEqualTo("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");
    Step step = dialogue.received(Http2Bytes.hex(Http2Bytes.SETTINGS));
    assertThat(HexFormat.of().formatHex(sent(step))).isEqualTo("000000040100000000");
    assertThat(HexFormat.of().formatHex(sent(((Step.Send) step).then())))
        .isEqualTo("0000080700000000000000000000000000");
  }

  @Test
  void h2_reportsTheSettings() {
    Http2Result result = finding(respond(H2, Http2Bytes.SETTINGS), Http2Result.class);
    assertThat(result.priorKnowledge()).isTrue();
    assertThat(result.maxConcurrentStreams()).hasValue(128);
    assertThat(result.headerTableSize()).isEmpty();
    assertThat(result.lines())
        .containsExactly(
            "HTTP/2 without TLS",
            "setting MAX_CONCURRENT_STREAMS: 128",
            "setting INITIAL_WINDOW_SIZE: 65536",
            "setting MAX_FRAME_SIZE: 16777215");
  }

  @Test
  void h2_goAway_isAFinding() {
    Step step = respond(H2, "000008 07 00 00000000 00000000 0000000c");
    assertThat(finding(step, Http2Result.class).goAway()).contains("INADEQUATE_SECURITY (12)");
  }

  @ParameterizedTest
  @CsvSource({
    "000004 08 00 00000000 00000001, frame of type 8",
    "000000 04 01 00000000, frame of type 4",
    "000006 04 00 00000001 000100000000, frame of type 4",
    "000005 04 00 00000000 0001000000, frame of type 4",
    "485454502f312e3120343030, HTTP/1.1 400",
    "004001 04 00 00000000, other data"
  })
  void h2_otherData_isAMismatch(String hex, String reason) {
    assertThat(why(respond(H2, hex))).contains(reason);
  }

  @Test
  void h2_serverThatChoosesNoAlpn_isAMismatch() {
    Dialogue dialogue = H2.open(context().withBinding(Binding.tls(443)));
    TlsInfo tls = TlsInfo.builder().alpn(List.of("h2"), Optional.empty()).build();
    assertThat(why(dialogue.secured(tls))).isEqualTo("the server did not choose h2 by ALPN");
    assertThat(dialogue.tlsSettings().alpn()).containsExactly("h2");
  }

  @Test
  void h2_recognisesSettingsOnly() {
    assertThat(H2.recognise(Http2Bytes.hex(Http2Bytes.SETTINGS, "0000"))).isPresent();
    for (String other :
        List.of(
            "00",
            "000000 04 00 00000000",
            "000006 04 00 00000000 00aa00000000",
            "000006 04 00 00000000 0003",
            "000000 04 01 00000000")) {
      assertThat(H2.recognise(Http2Bytes.hex(other))).as(other).isEmpty();
    }
  }

  @Test
  void grpc_callsTheHealthService() throws HpackException {
    byte[] request = sent(GRPC.open(context().with(Grpc.SERVICE, "shop")).start());
    ByteBuffer frames = ByteBuffer.wrap(request, 33, request.length - 33).slice();
    int length = frames.getShort(1);
    assertThat(
            new HpackDecoder()
                .decode(frames.slice(9, length)).stream()
                    .map(field -> field.name() + ": " + field.value()))
        .containsExactly(
            ":method: POST",
            ":scheme: http",
            ":path: /grpc.health.v1.Health/Check",
            ":authority: localhost:50051",
            "content-type: application/grpc",
            "te: trailers",
            "user-agent: portprobe");
    byte[] data = new byte[frames.remaining() - 9 - length];
    frames.position(9 + length).get(data);
    assertThat(HexFormat.of().formatHex(data))
        .isEqualTo("00000b000100000001" + "0000000006" + "0a0473686f70");
  }

  @ParameterizedTest
  @CsvSource({"0, UNKNOWN", "1, SERVING", "2, NOT_SERVING", "3, SERVICE_UNKNOWN", "9, OTHER"})
  void grpc_reportsTheHealth(int value, Health health) {
    Step step =
        respond(
            GRPC,
            Http2Bytes.SETTINGS,
            Http2Bytes.head(),
            Http2Bytes.health(value),
            Http2Bytes.trailers(0));
    GrpcHealthResult result = finding(step, GrpcHealthResult.class);
    assertThat(result.health()).contains(health);
    assertThat(result.grpcStatusName()).isEqualTo("OK");
    assertThat(result.lines()).containsExactly("gRPC health: " + health);
  }

  @Test
  void grpc_withoutHealthService_isAFinding() {
    String head =
        "88"
            + Http2Bytes.field("content-type", "application/grpc+proto")
            + Http2Bytes.field("grpc-status", "12")
            + Http2Bytes.field("grpc-message", "no %22Health%22 100%")
            + Http2Bytes.field("server", "envoy");
    Step step = respond(GRPC, Http2Bytes.SETTINGS, Http2Bytes.frame(1, 5, head));
    GrpcHealthResult result = finding(step, GrpcHealthResult.class);
    assertThat(result.health()).isEmpty();
    assertThat(result.grpcStatus()).isEqualTo(12);
    assertThat(result.message()).contains("no \"Health\" 100%");
    assertThat(result.facts().product()).contains("envoy");
    assertThat(result.lines()).startsWith("gRPC health: UNIMPLEMENTED");
  }

  @Test
  void grpc_headerBlock_mayBeDividedAndPadded() {
    String block = "88" + Http2Bytes.field("content-type", "application/grpc");
    Step step =
        respond(
            GRPC,
            Http2Bytes.SETTINGS,
            Http2Bytes.frame(1, 0x28, "02 8000000010" + block.substring(0, 10) + "0000"),
            Http2Bytes.frame(9, 4, block.substring(10)),
            Http2Bytes.frame(0, 8, "01" + "00 00000002 08 01" + "00"),
            Http2Bytes.trailers(0));
    assertThat(finding(step, GrpcHealthResult.class).health()).contains(Health.SERVING);
  }

  @Test
  void grpc_otherServerOfHttp2_isAMismatch() {
    assertThat(why(respond(GRPC, Http2Bytes.SETTINGS, Http2Bytes.frame(1, 5, "8d"))))
        .isEqualTo("expected a response of gRPC, received the HTTP status 404");
    assertThat(why(respond(GRPC, Http2Bytes.SETTINGS, Http2Bytes.frame(3, 0, "0000000d"))))
        .endsWith("HTTP_1_1_REQUIRED (13)");
    assertThat(why(respond(GRPC, Http2Bytes.SETTINGS, Http2Bytes.frame(1, 5, "be"))))
        .startsWith("invalid header block");
    assertThat(why(respond(GRPC, Http2Bytes.SETTINGS, Http2Bytes.frame(1, 0xd, "ff"))))
        .contains("padding");
  }

  @Test
  void grpc_answersPings() {
    Dialogue dialogue = GRPC.open(context());
    var unused = dialogue.start();
    var unusedAcknowledgement = dialogue.received(Http2Bytes.hex(Http2Bytes.SETTINGS));
    Step step = dialogue.received(Http2Bytes.hex("000008 06 00 00000000 0102030405060708"));
    assertThat(HexFormat.of().formatHex(sent(step)))
        .isEqualTo("0000080601000000000102030405060708");
  }
}
