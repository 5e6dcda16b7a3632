package io.portprobe.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The metadata for GraalVM names exactly the resources and classes that are found by name. */
class NativeImageMetadataTest {
  private static final String FILE =
      "META-INF/native-image/io.portprobe/portprobe-protocols/reachability-metadata.json";

  private static String text(String resource) throws IOException {
    try (InputStream in =
        NativeImageMetadataTest.class.getClassLoader().getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Set<String> values(String key) throws IOException {
    return Pattern.compile("\"" + key + "\": \"([^\"]+)\"")
        .matcher(text(FILE))
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void resources_areThoseOfTheModule() throws IOException {
    Path root = Path.of("src/main/resources");
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(values("glob"))
          .filteredOn(glob -> !glob.startsWith("META-INF/"))
          .containsExactlyInAnyOrderElementsOf(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> root.relativize(file).toString())
                  .filter(name -> !name.startsWith("META-INF"))
                  .toList());
    }
  }

  @Test
  void reflection_isForTheProvidersOfProtocols() throws Exception {
    Set<String> types = new TreeSet<>(values("type"));
    types.removeIf(NativeImageMetadataTest::isRecord);
    assertThat(types)
        .containsExactlyInAnyOrderElementsOf(
            Files.readAllLines(
                Path.of("src/main/resources/META-INF/services/io.portprobe.spi.Protocol")));
    for (String type : types) {
      assertThat(Class.forName(type).getDeclaredConstructor().getParameterCount()).isZero();
    }
  }

  /** {@link NativeImageRecordsTest} tests the records. */
  private static boolean isRecord(String type) {
    try {
      return Class.forName(type).isRecord();
    } catch (ClassNotFoundException e) {
      throw new AssertionError("not a class: " + type, e);
    }
  }
}
