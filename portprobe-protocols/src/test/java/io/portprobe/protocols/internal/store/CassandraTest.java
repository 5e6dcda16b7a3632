package io.portprobe.protocols.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.protocols.store.CassandraResult;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CassandraTest {
  private final Recording recording =
      Recording.start(new CassandraProtocol().open(TestDialogueContext.of(Transport.TCP, 9042)));

  private static byte[] recorded(String name) {
    return Recording.read(StoreFuzzTest.class, "cassandra", name);
  }

  /** Gives a response the stream id of the request. */
  private byte[] withStream(byte[] response) {
    System.arraycopy(recording.sent().get(0), 2, response, 2, 2);
    return response;
  }

  @Test
  void supported_hasVersions() {
    CassandraResult result =
        recording.receive(withStream(recorded("simulacron-0.12.0"))).finding(CassandraResult.class);

    assertThat(HexFormat.of().formatHex(recording.sent().get(0)))
        .matches("0400[0-7][0-9a-f]{3}0500000000");
    assertThat(result.protocolVersion()).isEqualTo(4);
    assertThat(result.options())
        .containsEntry("CQL_VERSION", List.of("3.4.4"))
        .containsEntry("COMPRESSION", List.of("snappy", "lz4"))
        .containsEntry("PROTOCOL_VERSIONS", List.of("3/v3", "4/v4", "5/v5-beta"));
    assertThat(result.lines())
        .containsExactly(
            "Cassandra native protocol, version 4",
            "PROTOCOL_VERSIONS: 3/v3 4/v4 5/v5-beta",
            "COMPRESSION: snappy lz4",
            "CQL_VERSION: 3.4.4");
  }

  /** DataStax's driver 4.19 negotiates version 5 with this server, and reads CQL 3.4.7. */
  @Test
  void supported_ofCassandra5_hasVersions() {
    CassandraResult result =
        recording.receive(withStream(recorded("cassandra-5.0.5"))).finding(CassandraResult.class);

    assertThat(result.options())
        .containsEntry("CQL_VERSION", List.of("3.4.7"))
        .containsEntry("COMPRESSION", List.of("snappy", "lz4"))
        .containsEntry("PROTOCOL_VERSIONS", List.of("3/v3", "4/v4", "5/v5", "6/v6-beta"));
  }

  @Test
  void errorAboutTheVersion_isAFinding() {
    CassandraResult result =
        recording.receive(recorded("simulacron-0.12.0-version")).finding(CassandraResult.class);

    assertThat(result.errorCode()).hasValue(10);
    assertThat(result.errorMessage()).contains("Invalid or unsupported protocol version");
    assertThat(result.options()).isEmpty();
  }

  @Test
  void scylla_isAProduct() {
    CassandraFinding finding =
        new CassandraFinding(
            4, Map.of("SCYLLA_SHARD", List.of("0")), OptionalInt.empty(), Optional.empty());
    assertThat(finding.facts().product()).contains("ScyllaDB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8400000006 00000002 0000", // another stream id
        "0400000005 00000000", // a request
        "8200000600 00000000", // version 2
        "8400000006 00010000", // too long
      })
  void otherFrames_areMismatches(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThat(recording.receive(bytes).last()).isInstanceOf(Step.Mismatch.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8400000006 00000001 00", // no count
        "8400000006 00000004 00010009", // a name that is too long
        "8400000006 00000003 000000", // bytes after the end
        "8400000000 00000004 0000000a", // an error without a message
        "8400000002 00000000", // another response
      })
  void malformedFrames_areMismatches(String hex) {
    byte[] bytes = withStream(HexFormat.of().parseHex(hex.replace(" ", "")));
    assertThat(recording.receive(bytes).last()).isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void recognise_supportedAndErrorAboutTheVersion() {
    CassandraProtocol protocol = new CassandraProtocol();
    byte[] error = recorded("simulacron-0.12.0-version");
    assertThat(protocol.recognise(ByteBuffer.wrap(error))).isPresent();
    assertThat(protocol.recognise(ByteBuffer.wrap(recorded("simulacron-0.12.0")))).isPresent();
    assertThat(protocol.recognise(ByteBuffer.wrap(error, 0, error.length - 1))).isEmpty();
  }
}
