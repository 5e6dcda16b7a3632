package io.portprobe.assertions;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.io.IOException;
import java.io.InputStream;
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
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The JSON Schema of contract files")
class ContractSchemaTest {
  private static Schema schema;
  private static String text;

  @TempDir private Path folder;

  @BeforeAll
  static void load() throws IOException {
    try (InputStream in = NetworkContract.class.getResourceAsStream("connectivity.schema.json")) {
      text = new String(in.readAllBytes(), UTF_8);
    }
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
            "ports: []",
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

  private static String word(Enum<?> constant) {
    return Vocabulary.word(constant);
  }

  @ParameterizedTest
  @MethodSource("good")
  @DisplayName("accepts what the reader accepts")
  void accepts(String yaml) throws IOException {
    assertThat(errors(yaml)).isEmpty();
    Path file = Files.writeString(folder.resolve("good.yaml"), yaml);
    assertThatCode(() -> NetworkContract.read(file)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hosts: []",
        "ports: 7",
        "ports: [7]",
        "ports: [{state: filtered}]",
        "ports: [{endpoint: 'h:1'}]",
        "ports: [{endpoint: 'h', state: filtered}]",
        "ports: [{endpoint: '::1:80', state: filtered}]",
        "ports: [{endpoint: 'http://h:1', state: filtered}]",
        "ports: [{endpoint: 'h:1', state: closed}]",
        "ports: [{endpoint: 'h:1', state: filtered, reason: because}]",
        "ports: [{endpoint: 'h:1', state: filtered, lines: [a]}]",
        "ports: [{endpoint: 'h:1', state: filtered, protocol: dns, lines: a}]",
        "ports: [{endpoint: 'h:1', state: filtered, colour: red}]"
      })
  @DisplayName("refuses what the reader refuses")
  void refuses(String yaml) throws IOException {
    assertThat(errors(yaml)).isNotEmpty();
    Path file = Files.writeString(folder.resolve("wrong.yaml"), yaml);
    assertThatThrownBy(() -> NetworkContract.read(file))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("lists every state and reason there is")
  void complete() {
    assertThat(text)
        .contains(Arrays.stream(PortState.values()).map(s -> '"' + word(s) + '"').toList())
        .contains(Arrays.stream(Reason.values()).map(r -> '"' + word(r) + '"').toList());
  }
}
