package io.portprobe.examples.quickstart;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.pages.Page;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ReadmeTest {
  private static final Path ROOT = Path.of("../..");
  private final Page readme = Page.read(ROOT.resolve("README.md"));

  @TempDir private Path folder;

  ReadmeTest() throws IOException {}

  @Test
  void javaBlocks_areSnippetsOfSources_orPartsOfPrograms() throws IOException {
    readme.showsJavaOf(Path.of("src/test/java"));

    assertThat(readme.programs()).containsExactly("plugin", "probe");
  }

  @Test
  void programs_compile_asPrinted() throws IOException {
    JavaProcess.compile(
        folder,
        Map.of(
            "Probe",
            readme.program("probe", "Probe"),
            "PlugIn",
            readme.program("plugin", "PlugIn"),
            "Memcached",
            readme.block("plugin")));
  }

  @Test
  void probeProgram_runs() throws Exception {
    try (TcpPeer server = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing();
        TcpPeer proxy =
            TcpPeer.serving(
                Script.expectAnything()
                    .reply("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII))
                    .thenClose());
        EndpointMapperPeer mapper = EndpointMapperPeer.withSampleMap()) {
      String program = readme.program("probe", "Probe");
      program =
          replace(
              program, "import java.net.Proxy;", "import java.net.Proxy;\nimport java.util.List;");
      program = at(program, "\"server01\", 80", server.port());
      program = at(program, "\"server01\", 443", closed.port());
      program = at(program, "\"db\", 5432", server.port());
      program = at(program, "\"proxy\", 3128", proxy.port());
      program = at(program, "\"dc01\", 135).report", mapper.port(), ").as(\"msrpc\").report");
      program = replace(program, "ldaps://dc01:636", "ldaps://127.0.0.1:" + closed.port());
      program = replace(program, "10.0.0.0/28", "127.0.0.1");
      program =
          replace(program, "var free =", "System.out.println(List.of(ready, path));\nvar free =");
      program = replace(program, "22,80", server.port() + "," + closed.port());
      JavaProcess.compile(folder, Map.of("Probe", program));

      assertThat(JavaProcess.run(folder, "Probe"))
          .contains(
              "LISTENING",
              "LISTENING because accepted",
              "[true, OPEN]",
              "1 listen, 0 are filtered",
              "NOT_LISTENING Optional.empty Optional.empty")
          .anyMatch(line -> line.startsWith("{\"state\":\"LISTENING\""))
          .anyMatch(line -> line.startsWith("ncacn_ip_tcp:"));
    }
  }

  @Test
  void plugInProgram_runs() throws Exception {
    try (TcpPeer server =
        TcpPeer.serving(
            Script.expect("version\r\n".getBytes(US_ASCII))
                .reply("VERSION 1.6.18\r\n".getBytes(US_ASCII))
                .thenClose())) {
      String program =
          at(
              readme.program("plugin", "PlugIn"),
              "\"cache\", 11211).report",
              server.port(),
              ").as(\"memcached\").report");
      JavaProcess.compile(folder, Map.of("PlugIn", program, "Memcached", readme.block("plugin")));

      assertThat(JavaProcess.run(folder, "PlugIn")).containsExactly("[VERSION 1.6.18]");
    }
  }

  @Test
  void script_compilesAndRuns_asPrinted() throws Exception {
    Path source = Files.writeString(folder.resolve("IsListening.java"), readme.block("script"));
    try (TcpPeer peer = TcpPeer.silent()) {
      List<String> output = JavaProcess.runSource(source, peer.host(), String.valueOf(peer.port()));

      assertThat(output).endsWith("true");
    }
  }

  private static String at(String program, String endpoint, int port) {
    return at(program, endpoint, port, "");
  }

  private static String at(String program, String endpoint, int port, String rest) {
    return replace(program, endpoint, "\"127.0.0.1\", " + port + rest);
  }

  /** Replaces a host that only the reader of the page has. */
  private static String replace(String program, String printed, String local) {
    assertThat(program).contains(printed);
    return program.replace(printed, local);
  }
}
