package io.portprobe.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.spi.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FuzzTargetsTest {
  /** The constant pool of a class contains the names of the classes that it uses. */
  @Test
  void eachProtocol_hasAFuzzTargetThatOpensItsDialogue() throws IOException, URISyntaxException {
    List<String> targets;
    try (Stream<Path> classes =
        Files.walk(
            Path.of(FuzzTargetsTest.class.getResource("/").toURI()).resolve("io/portprobe"))) {
      targets =
          classes
              .filter(path -> path.getFileName().toString().endsWith("FuzzTest.class"))
              .map(FuzzTargetsTest::constants)
              .filter(constants -> constants.contains(FuzzTest.class.descriptorString()))
              .toList();
    }

    List<String> without =
        ServiceLoader.load(Protocol.class).stream()
            .map(provider -> provider.type().getName().replace('.', '/'))
            .filter(name -> name.startsWith("io/portprobe/protocols/"))
            .filter(name -> targets.stream().noneMatch(constants -> constants.contains(name)))
            .toList();

    assertThat(targets).isNotEmpty();
    assertThat(without).as("protocols that no fuzz target opens").isEmpty();
  }

  private static String constants(Path type) {
    try {
      return new String(Files.readAllBytes(type), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
