package io.portprobe.examples.portprobe.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.portprobe.JsonResult;
import io.portprobe.examples.portprobe.CommandRun;
import io.portprobe.examples.portprobe.output.json.JsonLine;
import io.portprobe.examples.portqry.Greeter;
import io.portprobe.faultkit.TcpPeer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class JsonLinesTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();
  private static final Schema LINE = schema(JsonLine.schema());
  private static final Schema RESULT = schema(JsonResult.schema());

  private final CommandRun run = new CommandRun();

  private static Schema schema(String text) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(text, InputFormat.JSON);
  }

  private List<JsonNode> validLines() throws Exception {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : run.lines()) {
      JsonNode node = JACKSON.readTree(line);
      assertThat(LINE.validate(node)).as(line).isEmpty();
      if (node.path("result").isObject()) {
        assertThat(RESULT.validate(node.get("result"))).as(line).isEmpty();
      }
      nodes.add(node);
    }
    return nodes;
  }

  @Test
  void everyLine_isValidAgainstThePublishedSchema() throws Exception {
    try (TcpPeer peer =
            TcpPeer.serving(
                (in, out) -> {
                  out.write("hello\r\n".getBytes(StandardCharsets.US_ASCII));
                  out.flush();
                  in.read();
                });
        TcpPeer closed = TcpPeer.refusing()) {
      int code =
          run.protocol(new Greeter())
              .input("bad\ngreeter://127.0.0.1:" + peer.port() + "\nnot-a-name.invalid:1\n")
              .run("check", "--json", "127.0.0.1:" + closed.port(), "-");

      List<JsonNode> lines = validLines();
      assertThat(code).isEqualTo(99);
      assertThat(lines).hasSize(4);
      assertThat(lines.get(0).get("state").textValue()).isEqualTo("NOT_LISTENING");
      assertThat(lines.get(1).get("findings")).hasToString("[\"greeting: hello\"]");
      assertThat(lines.get(1).get("protocol").textValue()).isEqualTo("greeter");
      assertThat(lines.get(2).get("failure").get("kind").textValue()).isEqualTo("UNRESOLVED");
      assertThat(lines.get(3).get("rejected").intValue()).isEqualTo(1);
      assertThat(lines.get(3).get("exitCode").intValue()).isEqualTo(99);
    }
  }

  @Test
  void rowOfAnAddress_isValidAgainstThePublishedSchema() throws Exception {
    try (TcpPeer peer = TcpPeer.silent()) {
      run.run("check", "--json", "--all-addresses", "127.0.0.1:" + peer.port());

      assertThat(validLines()).hasSize(2);
    }
  }

  @Test
  void schema_rejectsAResultWithAStateAndAFailure() throws Exception {
    try (TcpPeer peer = TcpPeer.silent()) {
      run.run("check", "--json", "127.0.0.1:" + peer.port());
      String line =
          run.lines()
              .get(0)
              .replace("\"failure\":null", "\"failure\":{\"kind\":\"LOCAL\",\"message\":\"\"}");

      assertThat(LINE.validate(JACKSON.readTree(line))).isNotEmpty();
    }
  }
}
