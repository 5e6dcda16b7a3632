package io.portprobe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
      "META-INF/native-image/io.portprobe/portprobe-core/reachability-metadata.json";

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
  void file_hasTheFormOfReachabilityMetadata() throws IOException {
    JsonNode metadata = new ObjectMapper().readTree(text(FILE));
    assertThat(metadata.fieldNames())
        .toIterable()
        .containsExactly("reflection", "foreign", "resources");
    assertThat(metadata.get("reflection"))
        .allSatisfy(
            entry -> {
              assertThat(entry.fieldNames())
                  .toIterable()
                  .containsExactly("type", "allPublicMethods");
              assertThat(entry.get("type").isTextual()).isTrue();
              assertThat(entry.get("allPublicMethods").booleanValue()).isTrue();
            });
    assertThat(metadata.get("resources"))
        .allSatisfy(
            entry -> {
              assertThat(entry.fieldNames()).toIterable().containsExactly("glob");
              assertThat(entry.get("glob").isTextual()).isTrue();
            });
  }

  /** {@code internal.io.RecvMsg} of JDK 22 and later links recvmsg(2). */
  @Test
  void foreign_isTheSignatureOfRecvmsg() throws IOException {
    JsonNode downcalls = new ObjectMapper().readTree(text(FILE)).at("/foreign/downcalls");
    assertThat(downcalls).hasSize(1);
    assertThat(downcalls.get(0).toString())
        .isEqualTo("{\"returnType\":\"jlong\",\"parameterTypes\":[\"jint\",\"void*\",\"jint\"]}");
  }
}
