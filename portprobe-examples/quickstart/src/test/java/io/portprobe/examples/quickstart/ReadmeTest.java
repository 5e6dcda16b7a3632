package io.portprobe.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.pages.Page;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern JAR = Pattern.compile("(?m)^\\| (\\S+\\.jar) \\| (\\d+) \\|$");

  /** Dependencies of the tests and of the command that the quick start runs. */
  private static final Pattern NOT_THE_LIBRARY =
      Pattern.compile(
          "(junit|assertj|opentest4j|apiguardian|byte-buddy|surefire|picocli|slf4j-nop|org.jacoco)"
              + ".*");

  private final Page readme = Page.read(ROOT.resolve("README.md"));

  ReadmeTest() throws IOException {}

  @Test
  void snippets_areCompiledAndRun() throws IOException {
    readme.showsJavaOf(Path.of("src/test/java"));
  }

  @Test
  void jarTable_hasAllJarsAndSizes() throws IOException {
    Map<String, Long> stated = new HashMap<>();
    Matcher row = JAR.matcher(readme.text());
    while (row.find()) {
      stated.put(row.group(1), Long.valueOf(row.group(2)));
    }
    Map<String, Long> real = new HashMap<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path file = Path.of(entry);
      String name = file.getFileName().toString();
      if (name.endsWith(".jar") && !NOT_THE_LIBRARY.matcher(name).matches() && !isOurs(name)) {
        real.put(name, Math.round(Files.size(file) / 1000.0));
      }
    }
    assertThat(stated).containsExactlyInAnyOrderEntriesOf(real);
  }

  private static boolean isOurs(String name) {
    return name.startsWith("portprobe-");
  }
}
