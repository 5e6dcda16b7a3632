package io.portprobe.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.process.ChildJvm.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
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
  }
}
