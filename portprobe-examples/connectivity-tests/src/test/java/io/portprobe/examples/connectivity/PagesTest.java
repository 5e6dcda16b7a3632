package io.portprobe.examples.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.pages.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The pages")
class PagesTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  @Test
  @DisplayName("show code that is compiled and run, and no other")
  void snippets() throws IOException {
    Page.all(Path.of("README.md"), Path.of("CONTRACT.md")).showsJavaOf(Path.of("src/test/java"));
  }

  @Test
  @DisplayName("lead to what is there")
  void links() throws IOException {
    String text = Page.all(Path.of("README.md"), Path.of("CONTRACT.md")).text();

    assertThat(LINK.matcher(text).results().map(link -> Path.of(link.group(1))))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(file).exists());
  }

  @Test
  @DisplayName("promise a run on JUnit 6, which is part of every build")
  void junit6() throws IOException {
    assertThat(Files.readString(Path.of("../pom.xml")))
        .contains("<module>connectivity-tests/junit6</module>");
    assertThat(Files.readString(Path.of("junit6/pom.xml")))
        .contains("<junit.version>6.", "<failIfNoTests>true</failIfNoTests>");
  }
}
