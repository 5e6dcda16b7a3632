package io.portprobe.examples.quickstart;

import io.portprobe.examples.pages.Page;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Path ROOT = Path.of("../..");
  private final Page readme = Page.read(ROOT.resolve("README.md"));

  ReadmeTest() throws IOException {}

  @Test
  void snippets_areCompiledAndRun() throws IOException {
    readme.showsJavaOf(Path.of("src/test/java"));
  }
}
