package io.portprobe.examples.portprobe.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.portprobe.examples.portprobe.CommandRun;
import io.portprobe.examples.portprobe.output.json.JsonLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HostCommandTest {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(JsonLine.schema(), InputFormat.JSON);

  private final CommandRun run = new CommandRun();

  @Test
  void addressThatResponds_isPresent_withItsEvidence() {
    assertThat(run.run("host", "127.0.0.1")).isZero();

    assertThat(run.lines().get(0)).startsWith("PRESENT       127.0.0.1  evidence: ");
    assertThat(run.lines())
        .contains("    no evidence             neighbour table: an address of this computer");
  }

  @Test
  void name_hasALineForEachAddressOfTheFamily() throws Exception {
    run.name("two.example", "127.0.0.1", "127.0.0.2", "::1");

    assertThat(run.run("host", "two.example", "-4", "--ports", "1")).isZero();

    assertThat(run.lines().stream().filter(line -> !line.startsWith(" ")))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("PRESENT       two.example (127.0.0.1)  "),
            second -> assertThat(second).startsWith("PRESENT       two.example (127.0.0.2)  "));
  }

  @Test
  void unspecifiedAddress_isReportedAsThisHost() {
    assertThat(run.run("host", "0.0.0.0", "--ports", "1")).isZero();

    assertThat(run.out()).contains("    0.0.0.0 is this host: the result is about this machine");
  }

  @Test
  void nameThatDoesNotResolve_exits99_afterTheOtherHosts() {
    assertThat(run.run("host", "nowhere.invalid", "127.0.0.1", "--ports", "1")).isEqualTo(99);

    assertThat(run.lines().get(0)).startsWith("NOT RESOLVED  nowhere.invalid  ");
    assertThat(run.lines().get(1)).startsWith("PRESENT       127.0.0.1  ");
  }

  @Test
  void jsonLines_fitTheSchema() throws Exception {
    assertThat(run.run("host", "--json", "nowhere.invalid", "127.0.0.1", "--ports", "1"))
        .isEqualTo(99);

    assertThat(run.lines()).hasSize(2);
    for (String line : run.lines()) {
      assertThat(SCHEMA.validate(line, InputFormat.JSON)).as(line).isEmpty();
    }
    JsonNode host = new ObjectMapper().readTree(run.lines().get(1));
    assertThat(host.get("presence").textValue()).isEqualTo("PRESENT");
    assertThat(host.get("observations").findValuesAsText("meaning")).contains("NONE");
  }

  @Test
  void hostWithAPort_exits64_andShowsTheOptionOfThePort() {
    assertThat(run.run("host", "server01:8443")).isEqualTo(64);

    assertThat(run.err())
        .isEqualTo(
            "portprobe: HOST: 'server01:8443' (expected: a host; the port is separate:"
                + " portprobe host server01 --ports 8443)\n");
  }

  @Test
  void badValues_exit64_andNameTheExpectedValue() {
    assertThat(run.run("host", "127.0.0.1", "--ports", "0")).isEqualTo(64);
    assertThat(run.err()).contains("--ports: '0' (expected: ports, 1-65535)");
    CommandRun time = new CommandRun();
    assertThat(time.run("host", "127.0.0.1", "--timeout", "11m")).isEqualTo(64);
    assertThat(time.err()).contains("--timeout: 'PT11M' (expected: at most 10m)");
    CommandRun family = new CommandRun();
    assertThat(family.run("host", "127.0.0.1", "-6")).isEqualTo(64);
    assertThat(family.err()).contains("HOST: '127.0.0.1' (expected: a host with an address");
    assertThat(new CommandRun().run("host")).isEqualTo(64);
    assertThat(new CommandRun().run("host", "a b")).isEqualTo(64);
  }
}
