package io.portprobe.examples.portprobe.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.portprobe.examples.portprobe.CommandRun;
import io.portprobe.examples.portprobe.output.json.JsonLine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LocalCommandTest {
  private final CommandRun run = new CommandRun();

  @BeforeEach
  void needsLinux() {
    assumeTrue(Files.isReadable(Path.of("/proc/net/tcp")), "the sockets are listed on Linux");
  }

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }

  @Test
  void listeningPort_isListedWithItsProcess() throws IOException {
    try (ServerSocket server = server()) {
      int port = server.getLocalPort();

      assertThat(run.run("local", "--port", Integer.toString(port))).isZero();

      assertThat(run.lines().get(0)).startsWith("PID:Process");
      assertThat(run.lines().get(1))
          .startsWith(ProcessHandle.current().pid() + ":")
          .contains("TCP " + port)
          .contains("127.0.0.1")
          .contains("LISTENING");
    }
  }

  @Test
  void portsOfAProcess_areValidJsonLines() throws IOException {
    long pid = ProcessHandle.current().pid();
    try (ServerSocket server = server()) {
      assertThat(run.run("local", "--json", "--pid", Long.toString(pid))).isZero();

      assertThat(run.out()).contains("\"port\":" + server.getLocalPort() + ",");
      for (String line : run.lines()) {
        JsonNode node = new ObjectMapper().readTree(line);
        assertThat(
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(JsonLine.schema(), InputFormat.JSON)
                    .validate(node))
            .as(line)
            .isEmpty();
        assertThat(node.get("pid").longValue()).isEqualTo(pid);
      }
    }
  }

  @Test
  void closedPort_exits1() throws IOException {
    ServerSocket server = server();
    server.close();

    assertThat(run.run("local", "--port", Integer.toString(server.getLocalPort()))).isEqualTo(1);

    assertThat(run.out()).startsWith("nothing listens\n");
  }

  @Test
  void badValues_exit64_andNameTheExpectedValue() {
    assertThat(run.run("local", "--port", "70000")).isEqualTo(64);
    assertThat(run.err()).contains("--port: '70000' (expected: a port, 1-65535)");
    CommandRun process = new CommandRun();
    assertThat(process.run("local", "--pid", "999999999")).isEqualTo(64);
    assertThat(process.err()).contains("--pid: '999999999' (expected: the id of a process");
    CommandRun word = new CommandRun();
    assertThat(word.run("local", "--pid", "x")).isEqualTo(64);
    assertThat(word.err()).contains("--pid: 'x' (expected: a number)");
    assertThat(new CommandRun().run("local", "--watch", "0")).isEqualTo(64);
    assertThat(new CommandRun().run("local", "--port", "1", "--pid", "1")).isEqualTo(64);
  }
}
