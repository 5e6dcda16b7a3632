package io.portprobe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Test classes run in parallel in one JVM, if they are annotated so. A test that changes state of
 * the whole JVM would change their results.
 */
class TestIsolationTest {
  /** The look-ahead is faster than a word boundary at each position of all tests. */
  private static final Pattern CHANGES_JVM =
      Pattern.compile(
          "(?=[SLTAP])\\b"
              + "(Security\\.(setProperty|addProvider|insertProviderAt|removeProvider)\\("
              + "|System\\.(setProperty|clearProperty|setErr|setOut|setIn)\\("
              + "|(Locale|TimeZone|SSLContext|Authenticator|ProxySelector)\\.setDefault\\()");

  @Test
  void testThatChangesTheJvm_isIsolated() throws IOException {
    List<Path> tests = testsOfParallelModules();
    assertThat(tests).hasSizeGreaterThan(100);
    assertThat(tests).filteredOn(TestIsolationTest::changesJvm).allSatisfy(this::isIsolated);
  }

  private static boolean changesJvm(Path test) {
    return CHANGES_JVM.matcher(read(test)).find();
  }

  private void isIsolated(Path test) {
    assertThat(read(test).lines()).anyMatch(line -> line.strip().startsWith("@Isolated"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> testsOfParallelModules() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("portprobe-core/pom.xml"))) {
      root = root.getParent();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().replace('\\', '/').contains("/src/test/java/"))
          .filter(file -> file.getFileName().toString().endsWith("Test.java"))
          .filter(TestIsolationTest::runsInParallel)
          .toList();
    }
  }

  private static boolean runsInParallel(Path test) {
    String file = test.toString();
    int module = file.replace('\\', '/').indexOf("/src/test/java/");
    return Files.exists(
        Path.of(
            file.substring(0, module), "src", "test", "resources", "junit-platform.properties"));
  }
}
