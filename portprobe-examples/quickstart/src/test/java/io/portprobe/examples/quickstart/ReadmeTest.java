package io.portprobe.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.pages.Page;
import io.portprobe.faultkit.TcpPeer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
  private static final Path ROOT = Path.of("../..");
  private final Page readme = Page.read(ROOT.resolve("README.md"));

  ReadmeTest() throws IOException {}

  @Test
  void snippets_areCompiledAndRun() throws IOException {
    readme.showsJavaOf(Path.of("src/test/java"));
  }

  @Test
  void script_compilesAndRuns_asPrinted(@TempDir Path folder) throws Exception {
    Path source = Files.writeString(folder.resolve("IsListening.java"), readme.block("script"));
    try (TcpPeer peer = TcpPeer.silent()) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  classPath(),
                  source.toString(),
                  peer.host(),
                  String.valueOf(peer.port()))
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);

      assertThat(output.lines()).endsWith("true");
      assertThat(process.waitFor()).isZero();
    }
  }

  /** Returns the path of the tests, also if Maven runs them on the module path. */
  private static String classPath() {
    return Stream.of(
            System.getProperty("surefire.test.class.path"),
            System.getProperty("java.class.path"),
            System.getProperty("jdk.module.path"))
        .filter(Objects::nonNull)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
