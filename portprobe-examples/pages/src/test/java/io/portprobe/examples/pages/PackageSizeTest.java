package io.portprobe.examples.pages;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No package of any module, of its main code or of its tests, has more files than a reader can take
 * in.
 */
class PackageSizeTest {
  private static final int MAX_FILES = 30;
  private static final Path ROOT = Path.of("..", "..");
  private static final Pattern SOURCE =
      Pattern.compile(".*/src/(?:main|test)/java/.*/(?!package-info)\\w+\\.java");

  @Test
  void packages_haveAtMost30Files() throws IOException {
    Map<Path, Long> sizes;
    try (Stream<Path> files = Files.walk(ROOT)) {
      sizes =
          files
              .filter(file -> SOURCE.matcher(file.toString().replace('\\', '/')).matches())
              .collect(groupingBy(Path::getParent, counting()));
    }
    assertThat(sizes).hasSizeGreaterThan(200);
    assertThat(sizes)
        .allSatisfy(
            (folder, size) ->
                assertThat(size).as(folder.toString()).isLessThanOrEqualTo(MAX_FILES));
  }
}
