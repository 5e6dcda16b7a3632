package io.portprobe.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.testing.internal.contract.ContractWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractSchemaTest {
  private static Schema schema;
  private static String text;

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    text = NetworkContract.schema();
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text, InputFormat.JSON);
  }

  private static List<Error> errors(String yaml) {
    return schema.validate(yaml, InputFormat.YAML);
  }

  static Stream<String> good() {
    Stream<String> words =
        Stream.concat(
            Arrays.stream(PortState.values())
                .map(state -> "ports: [{endpoint: 'h:1', state: %s}]".formatted(word(state))),
            Arrays.stream(Reason.values())
                .map(
                    reason ->
                        "ports: [{endpoint: 'h:1', state: filtered, reason: %s}]"
                            .formatted(word(reason))));
    return Stream.concat(
        words,
        Stream.of(
            "ports: [{endpoint: 'TCP://h:1', state: filtered}]",
            "ports: [{endpoint: 'uDp://h:65535', state: filtered}]",
            "ports: [{endpoint: '[fe80::1%eth0]:80 ,81', state: filtered}]",
            "ports: [{endpoint: 'h:1', state: filtered, protocol: LDAP}]",
            "ports: [{endpoint: 'h:1', state: filtered, reason: [admin-prohibited, unreachable]}]",
            in("lines: [42, true, 1.5, 'null']"),
            in("lines: []"),
            in("lines: ['" + "\ud83d\ude00".repeat(1_000) + "']"),
            in("values: {x: ''}"),
            in("values: {x: 42, y: false, 'null': z}"),
            in("values: {}"),
            "{\"ports\": [{\"endpoint\": \"h:1\", \"state\": \"filtered\"}]}",
            "ports: [{endpoint: 'udp://[::1]:53, 123', state: filtered}]",
            """
            ports:
              - endpoint: tcp://dc1.corp.example:389
                state: listening
                reason: accepted
                protocol: ldap
                lines: ["namingContexts: DC=corp"]
                values: {complete: true}
            """));
  }

  /** A port where a protocol is spoken, with something about its finding. */
  private static String in(String finding) {
    return "ports: [{endpoint: 'h:1', state: listening, protocol: p, " + finding + "}]";
  }

  private static String word(Enum<?> constant) {
    return ContractWords.word(constant);
  }

  @ParameterizedTest
  @MethodSource("good")
  @DisplayName("The schema accepts what the reader accepts")
  void accepts(String yaml) throws IOException {
    assertThat(errors(yaml)).isEmpty();
    Path file = Files.writeString(folder.resolve("good.yaml"), yaml);
    assertThatCode(() -> NetworkContract.read(file)).doesNotThrowAnyException();
  }

  static Stream<String> wrong() {
    return Stream.of(
        "hosts: []",
        "ports: 7",
        "ports: [7]",
        "ports: []",
        "ports:",
        "ports: [{state: filtered}]",
        "ports: [{endpoint: 'h:1'}]",
        "ports: [{endpoint: 'h', state: filtered}]",
        "ports: [{endpoint: 80, state: filtered}]",
        "ports: [{endpoint: 'h:0', state: filtered}]",
        "ports: [{endpoint: 'h:+80', state: filtered}]",
        "ports: [{endpoint: 'h:080', state: filtered}]",
        "ports: [{endpoint: 'h:65536', state: filtered}]",
        "ports: [{endpoint: 'h:1,', state: filtered}]",
        "ports: [{endpoint: 'h:1,99999', state: filtered}]",
        "ports: [{endpoint: '::1:80', state: filtered}]",
        "ports: [{endpoint: 'http://h:1', state: filtered}]",
        "ports: [{endpoint: 'h:1', state: closed}]",
        "ports: [{endpoint: 'h:1', state: FILTERED}]",
        "ports: [{endpoint: 'h:1', state: }]",
        "ports: [{endpoint: 'h:1', state: filtered, reason: because}]",
        "ports: [{endpoint: 'h:1', state: filtered, reason: null}]",
        "ports: [{endpoint: 'h:1', state: filtered, reason: []}]",
        "ports: [{endpoint: 'h:1', state: filtered, reason: [unreachable, because]}]",
        "ports: [{endpoint: 'h:1', state: filtered, reason: [unreachable, unreachable]}]",
        "ports: [{endpoint: 'h:1', state: filtered, reason: [[unreachable]]}]",
        "ports: [{endpoint: 'h:1', state: filtered, lines: [a]}]",
        "ports: [{endpoint: 'h:1', state: filtered, lines: []}]",
        "ports: [{endpoint: 'h:1', state: filtered, values: {}}]",
        "ports: [{endpoint: 'h:1', state: filtered, protocol: 42}]",
        "ports: [{endpoint: 'h:1', state: filtered, protocol: 'a b'}]",
        "ports: [{endpoint: 'h:1', state: filtered, protocol: " + "p".repeat(33) + "}]",
        "ports: [{endpoint: 'h:1', state: filtered, protocol: ''}]",
        "ports: [{endpoint: 'h:1', state: filtered, colour: red}]",
        in("lines: a"),
        in("lines: ['']"),
        in("lines: [null]"),
        in("lines: [[a]]"),
        in("lines: [" + "x".repeat(1_001) + "]"),
        in("values: [a]"),
        in("values: {x: null}"),
        in("values: {x: }"),
        in("values: {x: [a]}"),
        in("values: {'': a}"),
        in("values: {x: " + "x".repeat(1_001) + "}"),
        in("values: {? " + "x".repeat(1_001) + " : x}"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  @DisplayName("The schema rejects what the reader rejects")
  void refuses(String yaml) throws IOException {
    assertThat(errors(yaml)).isNotEmpty();
    Path file = Files.writeString(folder.resolve("wrong.yaml"), yaml);
    assertThatThrownBy(() -> NetworkContract.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(?s)wrong\\.yaml:\\d+: .*");
  }

  @Test
  @DisplayName("The schema lists every state and reason")
  void complete() {
    assertThat(text)
        .contains(Arrays.stream(PortState.values()).map(s -> '"' + word(s) + '"').toList())
        .contains(Arrays.stream(Reason.values()).map(r -> '"' + word(r) + '"').toList());
  }
}
