package io.portprobe.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.process.ChildJvm.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@EnabledOnOs(OS.LINUX)
class ColdStartTest {
  /** Those of the first probe that succeeds; the warm-up of the client fails by design. */
  private static final int FEW = 100;

  /** The classes that the packed jar has in the form that is loaded fastest. */
  private static final Path LIST = Path.of("src/build/first-probe.txt");

  private static final String SHADED = "io/portprobe/shaded/io/";

  @Test
  void firstProbe_loadsFewClasses_soThatItsTimeIsThatOfTheNetwork(@TempDir Path folder)
      throws Exception {
    Path loaded = folder.resolve("classes");
    Ended ended =
        ChildJvm.plain().withOption("-Xlog:class+load:file=" + loaded).run(ColdStart.class);
    assertThat(ended.lines()).as(ended.errors()).hasSize(2).startsWith("LISTENING");
    assertThat(Integer.parseInt(ended.lines().get(1))).isLessThan(FEW);
    assertThat(Files.readString(loaded))
        .contains("java.lang.Object")
        .as("registers types of Flight Recorder")
        .doesNotContain("jdk.jfr.internal.TypeLibrary");
    Set<String> listed = Set.copyOf(Files.readAllLines(LIST));
    List<String> others = loadedClasses(loaded).filter(name -> !listed.contains(name)).toList();
    assertThat(others)
        .as("classes that are missing in %s, for PackJar", LIST)
        .hasSizeLessThan(listed.size() / 10);
  }

  @Test
  void bootClassPath_ofAnAgent_hasNoClassLoader_andProbes() throws Exception {
    String all = "-Xbootclasspath/a:" + System.getProperty("java.class.path");
    Ended ended = ChildJvm.plain().withOption(all).run(ColdStart.class);

    assertThat(ended.lines()).as(ended.errors()).startsWith("LISTENING");
  }

  /** Returns portprobe's and Netty's classes of a log, with the names of the packed jar. */
  private static Stream<String> loadedClasses(Path log) throws IOException {
    return Pattern.compile("\\] (io\\.(?:portprobe|netty)\\.[^ ]+) source: (?:file|jar):")
        .matcher(Files.readString(log))
        .results()
        .map(match -> match.group(1))
        .filter(name -> !name.contains("$$Lambda") && !name.contains(".faultkit."))
        .filter(name -> !name.startsWith("io.portprobe.process."))
        .map(name -> name.replace('.', '/').replaceFirst("^io/(?=netty/)", SHADED));
  }
}
