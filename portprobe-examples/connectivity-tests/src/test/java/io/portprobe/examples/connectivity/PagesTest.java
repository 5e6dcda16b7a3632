package io.portprobe.examples.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.pages.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final Path SPRING_BOOT = Path.of("../../portprobe-core/integrations/spring-boot");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  @Test
  @DisplayName("Each snippet of the pages is compiled and run")
  void snippets() throws IOException {
    Page.all(Path.of("README.md"), Path.of("CONTRACT.md")).showsJavaOf(Path.of("src/test/java"));
  }

  @Test
  @DisplayName("Each snippet of the page for Spring Boot is compiled and run")
  void springBoot() throws IOException {
    Page.read(SPRING_BOOT.resolve("README.md")).showsJavaOf(SPRING_BOOT.resolve("src/test/java"));
  }

  @Test
  @DisplayName("The links of the pages are valid")
  void links() throws IOException {
    String text = Page.all(Path.of("README.md"), Path.of("CONTRACT.md")).text();

    assertThat(LINK.matcher(text).results().map(link -> Path.of(link.group(1))))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(file).exists());
  }

  @Test
  @DisplayName("The tests run on JUnit 6 in every build")
  void junit6() throws IOException {
    assertThat(Files.readString(Path.of("../pom.xml")))
        .contains("<module>connectivity-tests/junit6</module>");
    assertThat(Files.readString(Path.of("junit6/pom.xml")))
        .contains("<junit.version>6.", "<failIfNoTests>true</failIfNoTests>");
  }
}
