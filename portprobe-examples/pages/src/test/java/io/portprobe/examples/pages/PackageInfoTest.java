package io.portprobe.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each package of the published modules says where to start reading and what it may use. */
class PackageInfoTest {
  private static List<Path> packages() throws IOException {
    List<Path> packages = new ArrayList<>();
    for (String module : List.of("portprobe-core", "portprobe-protocols")) {
      try (Stream<Path> files = Files.walk(Path.of("..", "..", module))) {
        files
            .filter(file -> file.toString().contains("/src/main/java/"))
            .filter(Files::isDirectory)
            .filter(PackageInfoTest::hasTypes)
            .forEach(packages::add);
      }
    }
    assertThat(packages).hasSizeGreaterThan(100);
    return packages;
  }

  private static boolean hasTypes(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(
          file -> file.toString().endsWith(".java") && !file.endsWith("module-info.java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"start with", "may use"})
  void packageInfo_contains(String words) throws IOException {
    List<Path> without = new ArrayList<>();
    for (Path folder : packages()) {
      if (!comments(folder.resolve("package-info.java")).contains(words)) {
        without.add(folder);
      }
    }
    assertThat(without).isEmpty();
  }

  private static String comments(Path file) throws IOException {
    return SourceText.of(Files.readString(file)).stream()
        .map(SourceText::text)
        .collect(Collectors.joining(" "))
        .replaceAll("\\s*\\n \\* ?", " ")
        .toLowerCase(Locale.ROOT);
  }
}
