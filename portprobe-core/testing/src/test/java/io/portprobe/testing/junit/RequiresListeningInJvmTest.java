package io.portprobe.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.faultkit.TcpPeer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated // a system property is set, and an extension looks for open peers in the whole JVM
class RequiresListeningInJvmTest {
  private SourceCompiler source;

  @BeforeEach
  void compileTo(@TempDir Path folder) {
    source = new SourceCompiler(folder);
  }

  private static String requires(String host, int port) {
    return "@RequiresListening(\"%s:%d\")".formatted(host, port);
  }

  @Test
  @DisplayName("The system property turns skips into failures")
  void systemProperty() throws Exception {
    System.setProperty(RequiresListeningExtension.OR_FAIL, "true");
    try (TcpPeer peer = TcpPeer.refusing()) {
      EngineRun run =
          EngineRun.of(
              source.compiled(
                  "Guarded",
                  requires(peer.host(), peer.port()) + " class Guarded { @Test void runs() {} }"));
      assertThat(run.failed()).containsExactly("Guarded");
      assertThat(run.failure("Guarded"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll(
              "tcp://%s:%d".formatted(peer.host(), peer.port()),
              "to be listening, but it is NOT LISTENING (refused)");
    } finally {
      System.clearProperty(RequiresListeningExtension.OR_FAIL);
    }
  }

  @Test
  @DisplayName("The probes are sent by the client that the class or an enclosing class registers")
  void registeredClient() throws Exception {
    String registers =
        """
        @org.junit.jupiter.api.extension.RegisterExtension
        static final PortprobeExtension PORTPROBE = PortprobeExtension.using(() ->
            io.portprobe.ProbeClient.builder()
                .resolver(
                    new io.portprobe.faultkit.ScriptedResolver()
                        .resolving("db.test", new java.net.InetSocketAddress("127.0.0.1", 0).getAddress())::resolve)
                .build());
        """;
    try (TcpPeer peer = TcpPeer.silent()) {
      String requirement = requires("db.test", peer.port());
      EngineRun run =
          EngineRun.of(
              source.compiled(
                  "Guarded",
                  requirement
                      + " class Guarded { "
                      + registers
                      + "@Test void runs() {} @Nested class Inner { "
                      + requirement
                      + " @Test void runsToo() {} } }"));
      assertThat(run.passed()).as("%s", run).containsExactly("runs()", "runsToo()");
    }
  }
}
